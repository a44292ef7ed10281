import { afterEach, describe, expect, it } from 'vitest'
import { chatRequest, post } from './post.js'
import { type StandIn, type StandInOptions, startStandIn } from './stand-in.js'

let standIn: StandIn
afterEach(() => standIn.close())

async function start(options: Partial<StandInOptions> = {}): Promise<void> {
  standIn = await startStandIn({ version: '0.33.0', ...options })
}

describe('the memory of the stand-in', () => {
  it('reads a cached prefix in no time, and counts it all the same', async () => {
    await start({ msPerPromptToken: 0.01 })
    const ask = async (content: string) => (await post(standIn, '/api/chat', chatRequest(content))).body
    const [first, second] = [await ask(' the'.repeat(400)), await ask(' the'.repeat(400))]
    expect(second.prompt_eval_count).toBe(first.prompt_eval_count)
    expect(second.prompt_eval_duration * 100).toBeLessThan(first.prompt_eval_duration)
    expect(first.load_duration).toBeGreaterThan(200e6)
    expect(second.load_duration).toBeLessThan(10e6)
  })

  it('loads, lists, reloads for another window and unloads', async () => {
    await start({ version: '0.12.5' })
    await post(standIn, '/api/chat', { model: 'tiny', messages: [], options: { num_ctx: 20_000 } })
    const [listed] = (await post(standIn, '/api/ps')).body.models
    expect(listed).toMatchObject({ name: 'tiny:latest', context_length: 20_000 })
    const warm = await post(standIn, '/api/chat', chatRequest('x', {}, { num_ctx: 20_000 }))
    const other = await post(standIn, '/api/chat', chatRequest('x', { keep_alive: 0 }, { num_ctx: 256 }))
    expect([warm, other].map(({ body }) => body.load_duration > 100e6)).toEqual([false, true])
    expect((await post(standIn, '/api/ps')).body.models).toEqual([])
    const unload = await post(standIn, '/api/generate', { model: 'tiny', keep_alive: 0 })
    expect(unload.body).toMatchObject({ done: true, done_reason: 'unload', response: '' })
  })

  it('reloads on 0.33 for another `shift`, not for `truncate` or num_predict', async () => {
    await start()
    const load = async (own: object, options: object = {}) =>
      (await post(standIn, '/api/chat', chatRequest('x', own, options))).body.load_duration > 100e6
    const loads = [
      await load({}),
      await load({ truncate: true }, { num_predict: 5 }),
      await load({ shift: true }),
    ]
    expect(loads).toEqual([true, false, true])
  })
})
