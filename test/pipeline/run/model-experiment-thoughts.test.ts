import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  ANSWER_TOKENS,
  experimentFolders,
  ollamaSpec,
  query,
  reading,
  startServer,
  summaryOf,
  valueRows,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { chatModel } from '../../stand-in/model.js'

/** The secret stands in thoughts alone: where it is found, thoughts were taken for an answer. */
const SECRET = 'zebrafish'
const HABITS = [
  `<think>${SECRET}</think>A stick.`,
  `${SECRET}\n</think>\n\nA stick.`,
  `[THINK]${SECRET}[/THINK]A stick.`,
  `<|channel|>analysis<|message|>${SECRET}<|channel|>final<|message|>A stick.`,
  'A stick.',
  // All of it, closed or not.
  `<think>${SECRET}`,
  `<reasoning>${SECRET}</reasoning>`,
] as const

describe('an experiment with a model that thinks aloud', () => {
  it('scores no thought, keeps all of them, counts them, and names what is nothing else', async () => {
    const place = fixtureFolder()
    // Only some answers, and none while it is tried: no probe tells.
    const server = await startServer({
      answer: reading(({ messages, body }) => {
        if (body.options?.num_predict !== ANSWER_TOKENS) return 'Asthma.'
        const prompt = messages.at(-1)?.content ?? ''
        return prompt.includes('lung disease') ? 'Asthma.' : HABITS[prompt.length % HABITS.length]!
      }),
    })
    const path = writeModelExperiment(place, [server.url], {
      generators: `[${ollamaSpec([server.url])}]`,
      measures: '[token-f1]',
    })
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    const { code, err } = await chartsift('run', path, ...common)
    const [experiment] = experimentFolders(place.workspace)
    const rows = query(experiment!, 'SELECT * FROM responses')
    const alone = rows.filter(({ reason }) => reason?.startsWith('only-thoughts: '))
    const behind = rows.filter(({ text, thoughts }) => text !== null && thoughts !== '')
    expect(alone.length).toBeGreaterThan(0)
    expect(behind.length).toBeGreaterThan(3)
    expect([code, err]).toEqual([1, expect.stringContaining('only-thoughts')])
    expect(err).toContain("'run --resume' retries failures that may succeed now")
    for (const { text, thoughts, thought_tokens } of [...alone, ...behind]) {
      expect(text).toBe(text === null ? null : 'A stick.')
      expect(thoughts).toBe(SECRET)
      expect(thought_tokens).toBeGreaterThan(0)
    }
    expect(rows.filter(({ text }) => text !== null).every(({ text }) => text === 'A stick.')).toBe(true)
    const unscored = valueRows(experiment!).filter((row) => row.includes(',,only-thoughts: '))
    expect(unscored).toHaveLength(alone.length)
    const { provenance } = summaryOf(experiment!)
    const characters = (alone.length + behind.length) * SECRET.length
    expect(provenance.thoughts).toMatchObject([
      { generator: 'ollama:tiny', answers: behind.length, alone: alone.length, characters },
    ])
    expect(provenance.warnings.join()).toContain(
      `ollama:tiny wrote thoughts before ${behind.length} of its answers (${characters} characters, `,
    )
    // For those who may read records: the drill-down has them, the report has not.
    const items = join(experiment!, 'report', 'items.html')
    expect((await chartsift('report', path, '--with-text', ...common)).code).toBe(1)
    expect(readFileSync(items, 'utf8').match(/thoughts, not scored/g)).not.toBeNull()
    expect(readFileSync(items, 'utf8')).toContain(SECRET)
    expect(statSync(items).mode & 0o777).toBe(0o600)
    for (const name of ['report.html', 'summary.json', 'values.csv'])
      expect(readFileSync(join(experiment!, 'report', name), 'utf8')).not.toContain(SECRET)
    // From the cache: the same.
    const again = writeModelExperiment(place, [server.url], {
      name: 'other',
      generators: `[${ollamaSpec([server.url])}]`,
      measures: '[token-f1]',
    })
    await chartsift('run', again, ...common)
    const [, other] = experimentFolders(place.workspace)
    const sql =
      'SELECT instruction_id, strategy, budget, text, thoughts, thought_tokens FROM responses ORDER BY 1, 2, 3'
    expect(query(other!, sql)).toEqual(query(experiment!, sql))
  })

  it('hands no thought to a strategy or a judge, and keeps what a server separates', async () => {
    const place = fixtureFolder()
    const server = await startServer({
      models: [chatModel({ name: 'tiny:latest', thinking: 'field' })],
      answer: reading(({ messages, body }) => {
        const prompt = messages.at(-1)?.content ?? ''
        if (body.format !== undefined)
          return `<think>${SECRET}</think>${JSON.stringify({ explanation: 'as said', grade: 'correct' })}`
        return prompt.includes('lung disease') ? 'Asthma.' : `<think>${SECRET}</think>A stick [1].`
      }),
    })
    const path = writeModelExperiment(place, [server.url], {
      strategies: '[hyde, recent]',
      generators: `[{ollama: tiny, host: "${server.url}", window: 4096, maxAnswerTokens: 400, think: true, family: own}]`,
      judges: `[{ollama: tiny, family: other, host: "${server.url}", window: 4096, maxAnswerTokens: 64}]`,
      measures: '[judge-correct]',
    })
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    const { err } = await chartsift('run', path, ...common)
    expect(err).toBe('')
    // No prompt holds what a model thought.
    for (const { body } of server.requests) expect(JSON.stringify(body?.messages ?? '')).not.toContain(SECRET)
    const [experiment] = experimentFolders(place.workspace)
    const rows = query(experiment!, 'SELECT text, thoughts FROM responses')
    for (const { text, thoughts } of rows) {
      expect(text).toBe('A stick.')
      // The stand-in's own thought in its field, and that in the text.
      expect(thoughts.endsWith(SECRET)).toBe(true)
      expect(thoughts.length).toBeGreaterThan(SECRET.length + 2)
    }
    for (const row of valueRows(experiment!)) expect(row).toMatch(/,judge-correct,1,$/)
  })
})
