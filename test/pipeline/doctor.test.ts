import { describe, expect, it } from 'vitest'
import { chartsift, temporaryFolder } from '../fixtures/command-line.js'
import { reading, startBox } from '../fixtures/model-experiment.js'
import { CLOUD, chatModel, TINY } from '../stand-in/model.js'
import type { StandInOptions } from '../stand-in/options.js'
import type { Version } from '../stand-in/personality.js'

const VERSIONS: readonly Version[] = ['0.12.5', '0.24.0', '0.33.0']

/** Fits the schema that is asked for, and finds a planted word. */
const answer = reading(({ body }) =>
  body.format === undefined ? 'asthma' : '{"answer": "asthma", "citations": [], "unanswerable": false}',
)

async function doctor(options: Partial<StandInOptions>, model = 'tiny', ...more: string[]) {
  const boxes = [await startBox({ answer, ...options })]
  const argv = ['--model', model, '--window', '2048', '--workspace', temporaryFolder(), ...more]
  const { code, out } = await chartsift('doctor', '--host', boxes[0]!.url, ...argv)
  return { code, line: out.split('\n').find((one) => one.includes(`Ollama ${model}`)) ?? '', box: boxes[0]! }
}

describe('doctor with a model', () => {
  it.each(VERSIONS)('passes on %s and tells what it found', async (version) => {
    const { code, line, box } = await doctor({ version })
    expect([code, line]).toEqual([0, expect.stringMatching(/^ok {4}Ollama tiny: /)])
    expect(line).toContain(`host ${box.url}, version ${version}, model tiny, digest ${TINY.digest}`)
    expect(line).toContain('trainedContext 8192')
    expect(line).toMatch(
      /window 2048, prompts counted exactly \(\d+ tokens of template\), JSON answers as asked/,
    )
    expect(line).toContain('thoughts apart or none, sentinels tried')
    expect(line).not.toContain('note:')
  })

  it.each(VERSIONS)('fails on %s where the template is bare', async (version) => {
    const { code, line } = await doctor({
      version,
      models: [chatModel({ name: 'tiny:latest', template: 'bare' })],
    })
    expect([code, line]).toEqual([
      1,
      expect.stringMatching(/^fails Ollama tiny: expected a chat template .* bare/),
    ])
  })

  it.each(VERSIONS)('fails on %s where a prompt is cut in silence', async (version) => {
    for (const misbehaviour of ['overstates-window', 'cut-half'] as const) {
      const { code, line } = await doctor({
        version,
        misbehave: ({ path, body }) =>
          path === '/api/chat' && body.options?.num_predict === 48 ? misbehaviour : null,
      })
      expect([code, line]).toEqual([1, expect.stringMatching(/^fails .*prompts are cut in silence/)])
    }
  })

  it('fails where a model runs in the cloud, and asks it nothing', async () => {
    const { code, line, box } = await doctor({ models: [CLOUD] }, CLOUD.name)
    expect([code, line]).toEqual([1, expect.stringMatching(/^fails .*found cloud model big:cloud/)])
    expect(box.requests.filter(({ path }) => path === '/api/chat')).toEqual([])
  })

  it('fails where the window is larger than the training, or the model is not there', async () => {
    const large = await doctor({}, 'tiny', '--window', '16384')
    expect([large.code, large.line]).toEqual([1, expect.stringContaining('at most 8192 tokens')])
    const missing = await doctor({}, 'llama')
    expect([missing.code, missing.line]).toEqual([
      1,
      expect.stringContaining('fetch it with "ollama pull llama"'),
    ])
  })

  it('says where the thoughts of a model land, and of a model that repeats no planted word', async () => {
    const { line } = await doctor({
      answer: ({ body }) =>
        body.format ? '{"answer": "a", "citations": [], "unanswerable": false}' : 'asthma',
    })
    expect(line).toMatch(/^ok .*; note: tiny on .* repeats a word from no depth of a full prompt/)
  })

  it('gives the same as JSON', async () => {
    const box = await startBox({ answer })
    const { code, out } = await chartsift(
      ...['doctor', '--model', 'tiny', '--host', box.url, '--window', '2048', '--json', '--no-sentinel'],
      ...['--workspace', temporaryFolder()],
    )
    const { checks } = JSON.parse(out) as { checks: { name: string; ok: boolean; detail: string }[] }
    expect([code, checks.at(-1)]).toMatchObject([0, { name: 'Ollama tiny', ok: true }])
    expect(checks.at(-1)!.detail).not.toContain('sentinels')
  })
})
