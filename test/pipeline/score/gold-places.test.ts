import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

it('tells measures of contexts and citations what they ask for, from the record and the stored answers', async () => {
  const { folder, cohort, embedder, workspace } = fixtureFolder()
  const path = join(folder, 'places.yaml')
  writeFileSync(
    path,
    `name: places
corpus: ${cohort}
index: {chunk: sentence, windowTokens: 24, embedder: ${embedder}}
strategies: [oracle, none]
budgets: [600]
measures: [evidence-recall-f1, evidence-age, ap, answer-in-context, redundancy, citation-precision, citation-recall]
`,
  )
  expect((await chartsift('run', path, '--workspace', workspace, '--workers', '1')).code).toBe(0)
  const [experiment] = readdirSync(join(workspace, 'experiments'))
  const rows = readFileSync(join(workspace, 'experiments', experiment!, 'report', 'values.csv'), 'utf8')
  const scoresOf = (instruction: string, strategy: string) =>
    Object.fromEntries(
      rows
        .split('\n')
        .map((row) => row.split(','))
        .filter((row) => row[0] === instruction && row[2] === strategy)
        .map(([, , , , , measure, value, reason]) => [measure, value === '' ? reason : Number(value)]),
    )
  expect(scoresOf('505', 'oracle')).toEqual({
    'evidence-recall-f1': 1,
    // Note 22 of 2021-01-01 07:30, as of 2021-01-04 11:00.
    'evidence-age': 3 + 3.5 / 24,
    ap: 1,
    'answer-in-context': 1, // 'spinal anaesthesia'
    redundancy: 0,
    'citation-precision': 1,
    'citation-recall': 1,
  })
  expect(scoresOf('505', 'none')).toEqual({
    'evidence-recall-f1': 0,
    'evidence-age': 'no evidence shown',
    ap: 0,
    'answer-in-context': 0,
    redundancy: 'the context has fewer than 5 words',
    'citation-precision': 'the response cites nothing',
    'citation-recall': 0,
  })
  // Without an as-of time to the end of the record: note 21 of 2018-01-01 08:00, note 23 of 2021-01-04 11:00.
  expect(scoresOf('506', 'oracle')['evidence-age']).toBeCloseTo(3 * 365 + 1 + 3 + 3 / 24, 9)
})
