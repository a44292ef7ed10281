import { afterEach, describe, expect, it } from 'vitest'
import { MINILM } from './model.js'
import { post } from './post.js'
import { type StandIn, type StandInOptions, startStandIn } from './stand-in.js'

let standIn: StandIn
afterEach(() => standIn.close())

async function start(options: Partial<StandInOptions> = {}): Promise<void> {
  standIn = await startStandIn({ version: '0.33.0', ...options })
}

describe('the embedder of the stand-in', () => {
  it('embeds alike what reads alike, and on 0.24 stumbles over accents', async () => {
    const cosine = async (version: StandInOptions['version']) => {
      await start({ version })
      const input = ['the naïve café', 'the naive cafe', 'warfarin was stopped']
      const [a, b, c] = (await post(standIn, '/api/embed', { model: MINILM.name, input })).body.embeddings
      await standIn.close()
      expect(Math.hypot(...a)).toBeCloseTo(1, 5)
      return [dot(a, b), dot(a, c)]
    }
    for (const version of ['0.12.5', '0.33.0'] as const) {
      const [same, other] = await cosine(version)
      expect(same).toBeCloseTo(1, 5)
      expect(other).toBeLessThan(0.8)
    }
    expect((await cosine('0.24.0'))[0]).toBeLessThan(0.8)
  })

  it.each([
    ['0.12.5', 510, 'input exceeds maximum context length'],
    ['0.24.0', 512, 'the input length exceeds the context length'],
    ['0.33.0', 512, 'the input length exceeds the context length'],
  ] as const)('cuts at the window of 512 on %s, or refuses', async (version, count, error) => {
    await start({ version })
    const request = { model: MINILM.name, input: ['short', 'heart failure '.repeat(400)] }
    const own = count - 510 + 1
    expect((await post(standIn, '/api/embed', request)).body.prompt_eval_count).toBe(count + own)
    const strict = await post(standIn, '/api/embed', { ...request, truncate: false })
    expect(strict).toMatchObject({ status: 400, body: { error } })
    const none = await post(standIn, '/api/embed', { model: MINILM.name, input: '' })
    expect(none.body).toEqual({ model: MINILM.name, embeddings: [] })
  })

  it.each([
    ['cut-window', 512],
    ['cut-half', 257],
    ['off-by-one', 513],
    ['drop-counts', undefined],
  ] as const)('%s: a count of %s for an over-long text', async (name, count) => {
    await start({ misbehave: () => name })
    const truncate = name === 'off-by-one' || name === 'drop-counts'
    const request = { model: MINILM.name, input: 'heart failure '.repeat(400), truncate }
    expect((await post(standIn, '/api/embed', request)).body.prompt_eval_count).toBe(count)
  })
})

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0)
}
