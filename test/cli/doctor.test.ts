import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder, temporaryFolder } from '../fixtures/command-line.js'
import { reading, startServer, writeModelExperiment } from '../fixtures/model-experiment.js'
import { CLOUD, chatModel, TINY } from '../stand-in/model.js'
import type { StandInOptions } from '../stand-in/options.js'
import type { Version } from '../stand-in/personality.js'

const VERSIONS: readonly Version[] = ['0.12.5', '0.24.0', '0.33.0']

/** Fits the schema that is asked for, and finds a planted word. */
const answer = reading(({ body }) =>
  body.format === undefined ? 'asthma' : '{"answer": "asthma", "citations": [], "unanswerable": false}',
)

async function doctor(options: Partial<StandInOptions>, model = 'tiny', ...more: string[]) {
  const server = await startServer({ answer, ...options })
  const argv = ['--model', model, '--window', '2048', '--workspace', temporaryFolder(), ...more]
  const { code, out } = await chartsift('doctor', '--host', server.url, ...argv)
  const lines = out
    .split('\n')
    .filter((line) => line.includes(model))
    .map((line) => line.replaceAll(server.url, 'SERVER'))
  return { code, lines, failed: lines.filter((line) => line.startsWith('FAIL')), server }
}

describe('doctor with a model', () => {
  it.each(VERSIONS)('prints a line for every check on %s', async (version) => {
    const { code, lines, server } = await doctor({ version }, 'tiny', '--structured')
    const words = (depth: number) =>
      `ok   tiny on SERVER: a word planted at ${depth}% of a prompt that fills the window of 2048: found`
    expect([code, lines]).toEqual([
      0,
      [
        `ok   tiny on SERVER: server and model: Ollama ${version}, digest ${TINY.digest}, 344K unknown`,
        'ok   tiny on SERVER: trained context length: 8192 tokens, for a window of 2048',
        'ok   tiny on SERVER: chat template: rendered',
        'ok   tiny on SERVER: loading it with a window of 2048 tokens: 2048 tokens',
        'ok   tiny: its tokenizer: tiny',
        'ok   tiny on SERVER: its counts of short prompts: prompts counted exactly (13 tokens of template)',
        'ok   tiny: one chat template: 13 tokens',
        'ok   tiny on SERVER: where its thoughts land: apart or none',
        'ok   tiny on SERVER: answers in JSON: yes',
        // Older servers know no `truncate`.
        ...(version === '0.12.5'
          ? []
          : ['ok   tiny on SERVER: a prompt that is too long is not truncated silently: yes']),
        words(0),
        words(50),
        words(100),
        'ok   tiny on SERVER: what the planted words say: prompts are read in full',
      ],
    ])
    expect(server.requests.some(({ body }) => body?.format !== undefined)).toBe(true)
  })

  it('tries JSON only if it is asked for', async () => {
    const { code, lines, server } = await doctor({ answer: reading(() => 'asthma') })
    expect([code, lines.filter((line) => line.includes('JSON'))]).toEqual([0, []])
    expect(server.requests.every(({ body }) => body?.format === undefined)).toBe(true)
  })

  it('continues after a check that fails', async () => {
    const { code, failed, lines } = await doctor(
      { answer: ({ body }) => (body.format === undefined ? 'asthma' : 'no JSON') },
      'tiny',
      '--structured',
    )
    expect([code, failed]).toEqual([
      1,
      [
        expect.stringMatching(
          /^FAIL tiny on SERVER: answers in JSON: expected tiny .* to follow a JSON schema/,
        ),
      ],
    ])
    expect(lines.slice(-3)).toEqual([
      expect.stringMatching(/planted at 100% .*: not found$/),
      expect.stringMatching(/^ok {3}tiny: note: tiny on .* repeats a word from no depth of a full prompt/),
      expect.stringMatching(/^ok {3}tiny on SERVER: what the planted words say: /),
    ])
  })

  it.each(VERSIONS)(
    'fails on %s if the template is bare, and reports what it can about the window',
    async (version) => {
      const models = [chatModel({ name: 'tiny:latest', template: 'bare' })]
      const { code, failed, lines } = await doctor({ version, models })
      expect([code, failed]).toEqual([
        1,
        [expect.stringMatching(/^FAIL tiny on SERVER: chat template: expected a chat template .* bare/)],
      ])
      expect(lines.some((line) => line.startsWith('ok   tiny on SERVER: a word planted'))).toBe(true)
    },
  )

  it.each(VERSIONS)('fails on %s if a prompt is truncated silently, at each depth', async (version) => {
    for (const misbehaviour of ['overstates-window', 'cut-half'] as const) {
      const { code, failed } = await doctor({
        version,
        misbehave: ({ path, body }) =>
          path === '/api/chat' && body.options?.num_predict === 48 ? misbehaviour : null,
      })
      expect([code, failed]).toEqual([1, Array(3).fill(expect.stringMatching(/truncates prompts silently/))])
    }
  })

  it('fails if a model runs in the cloud, and asks it nothing', async () => {
    const { code, failed, server } = await doctor({ models: [CLOUD] }, CLOUD.name)
    expect([code, failed]).toEqual([
      1,
      [
        expect.stringMatching(/server and model: .*found cloud model big:cloud/),
        'FAIL big:cloud on SERVER: remaining checks: skipped (the server does not have the model)',
      ],
    ])
    expect(server.requests.filter(({ path }) => path === '/api/chat')).toEqual([])
  })

  it('fails if the window is larger than in training, or if the model is missing', async () => {
    const large = await doctor({}, 'tiny', '--window', '16384')
    expect([large.code, large.failed]).toEqual([
      1,
      [
        expect.stringContaining('trained context length: expected a window of at most 8192 tokens'),
        expect.stringMatching(/loading it with a window of 16384 tokens: .*found 8192/),
        expect.stringContaining(
          'prompts that fill the window: skipped (the server does not have the window)',
        ),
      ],
    ])
    expect(large.lines.some((line) => line.includes('prompts counted exactly'))).toBe(true)
    const missing = await doctor({}, 'llama')
    expect([missing.code, missing.failed[0]]).toEqual([
      1,
      expect.stringContaining('fetch it with "ollama pull llama"'),
    ])
  })

  it('looks at every server, whatever is wrong with the first', async () => {
    const server = await startServer({ answer })
    const { code, out } = await chartsift(
      ...['doctor', '--model', 'tiny', '--host', 'http://127.0.0.1:9', server.url, '--window', '2048'],
      ...['--workspace', temporaryFolder()],
    )
    expect(code).toBe(1)
    expect(out).toMatch(/FAIL tiny on http:\/\/127\.0\.0\.1:9: server and model: .*found no answer/)
    expect(out).toContain(`ok   tiny on ${server.url}: what the planted words say: prompts are read in full`)
  })

  it('tries the models of an experiment as it would use them', async () => {
    const folder = fixtureFolder()
    const server = await startServer({ answer })
    const path = writeModelExperiment(folder, [server.url], { prompt: 'structured' })
    const common = ['--workspace', folder.workspace]
    const { code, out } = await chartsift('doctor', path, ...common)
    expect(code).toBe(0)
    expect(out).toMatch(/ok {3}tiny on .*: answers in JSON: yes\n/)
    expect(out).toContain('window of 4096')
    // What doctor has proved a run need not prove again.
    const before = server.requests.filter(({ path }) => path === '/api/chat').length
    const run = await chartsift('run', path, ...common, '--workers', '1')
    expect(run.err).toContain('tiny: passed before and not checked again')
    const asked = server.requests.filter(({ path }) => path === '/api/chat').slice(before)
    expect(
      asked.filter(({ body }) => body.options.num_predict === 48 || body.messages.length === 0),
    ).toHaveLength(1)
    expect((await chartsift('doctor', join(folder.folder, 'none.yaml'), ...common)).code).toBe(2)
  })

  it('gives the same as JSON', async () => {
    const server = await startServer({ answer })
    const { code, out } = await chartsift(
      ...['doctor', '--model', 'tiny', '--host', server.url, '--window', '2048', '--json', '--no-sentinel'],
      ...['--workspace', temporaryFolder()],
    )
    const { checks } = JSON.parse(out) as { checks: { name: string; ok: boolean; detail: string }[] }
    expect([code, checks.at(-1)]).toEqual([
      0,
      { name: `tiny on ${server.url}: where its thoughts land`, ok: true, detail: 'apart or none' },
    ])
  })
})
