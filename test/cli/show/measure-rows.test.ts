import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { corpusMeasureNames, rowMeasureNames } from '../../../eval/measures/measure-names.js'
import { chartsift, temporaryFolder } from '../../fixtures/command-line.js'

type Line = { id: string; measure: string; value: number | null; reason: string | null }

const ROWS = [
  { id: 'same', candidate: 'No fever.', references: ['No fever.'] },
  { id: 'two', candidate: 'fever cough', references: ['fever', 'rash'] },
  { id: 'none', candidate: 'No fever.', references: [] },
  { id: 'unanswered', candidate: null, references: ['No fever.'] },
]

function place(rows: readonly unknown[]) {
  const folder = temporaryFolder()
  const path = join(folder, 'rows.jsonl')
  const out = join(folder, 'values.jsonl')
  writeFileSync(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'))
  const lines = () =>
    readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
  return { folder, path, out, lines }
}

describe('chartsift measure', () => {
  it('writes a line for every row and measure, and the corpus last', async () => {
    const { path, out, lines } = place(ROWS)
    const { code } = await chartsift('measure', path, '--out', out)
    expect(code).toBe(0)
    const expected = [
      ...ROWS.flatMap(({ id }) => rowMeasureNames.map((name) => `${id} ${name}`)),
      ...corpusMeasureNames.map((name) => `corpus ${name}`),
    ]
    expect(lines().map(({ id, measure }) => `${id} ${measure}`)).toEqual(expected)
    expect(lines().every(({ value, reason }) => (value === null) === (reason !== null))).toBe(true)
    const lineOf = (id: string, measure: string) =>
      lines().find((line) => line.id === id && line.measure === measure)
    // One of two words is shared: precision 1/2, recall 1 against 'fever', and nothing against 'rash'.
    expect(lineOf('two', 'rouge1.f1')?.value).toBeCloseTo(2 / 3, 12)
    expect(lineOf('two', 'rouge1.f1@mean')?.value).toBeCloseTo(1 / 3, 12)
    expect(lineOf('none', 'gleu')).toEqual({
      id: 'none',
      measure: 'gleu',
      value: null,
      reason: 'no reference',
    })
    expect(lineOf('unanswered', 'bleu')?.reason).toBe('no candidate')
    expect(lineOf('same', 'meteor.wordnet.ws')?.reason).toMatch(/WordNet/)
    // Over 'same' (1) and 'two' (2/3): the others are no part of the corpus.
    expect(lineOf('corpus', 'mean.rouge1.f1')?.value).toBeCloseTo(5 / 6, 12)
  })

  it('measures only what is asked for, and tells the means', async () => {
    const { path, out, lines } = place(ROWS)
    const { code, out: printed } = await chartsift(
      ...['measure', path, '--out', out, '--measures', 'squad.em,corpus.bleu', '--json'],
    )
    expect(code).toBe(0)
    expect(lines().length).toBe(ROWS.length + 1)
    const { measures, bad } = JSON.parse(printed) as { measures: unknown[]; bad: unknown[] }
    expect(bad).toEqual([])
    expect(measures[0]).toEqual({ measure: 'squad.em', n: 2, unscored: 2, mean: 0.5 })
  })

  it('goes on past lines that are no rows, and tells their numbers but none of their text', async () => {
    const secret = 'Jane Roe has gout'
    const { path, out, lines } = place([
      `{"id": "a", "candidate": "${secret}"`,
      { id: 'b', candidate: secret, references: secret },
      '',
      { id: 'c', candidate: 5, references: [] },
      { id: 'd', candidate: secret, references: [secret, 7] },
      [secret],
      ROWS[0],
      ROWS[0],
      { id: '', candidate: secret, references: [] },
    ])
    const { code, err } = await chartsift('measure', path, '--out', out, '--measures', 'squad.em')
    expect(code).toBe(1)
    expect(lines().map(({ id }) => id)).toEqual(['same'])
    expect(err).not.toContain('Roe')
    expect(err.trimEnd().split('\n')).toEqual([
      'failed: line 1: expected one JSON object per line, found something else',
      'failed: line 2: references: expected a list of strings, found a string',
      'failed: line 4: candidate: expected a string, or null if there is no answer, found a number',
      'failed: line 5: references.1: expected a string, found a number',
      'failed: line 6: expected an object {id, candidate, references}, found a list',
      'failed: line 8: id: expected one row per id, found a second',
      'failed: line 9: id: expected a string or a number, found an empty string',
    ])
  })

  it('has a reason for a corpus without rows', async () => {
    const { path, out, lines } = place([ROWS[2]])
    await chartsift('measure', path, '--out', out, '--measures', 'corpus.bleu,mean.rouge1.f1')
    expect(lines().map(({ id, value }) => [id, value])).toEqual([
      ['corpus', null],
      ['corpus', null],
    ])
  })

  it('keeps a line separator within a text', async () => {
    const text = 'fever\u2028chills'
    const { path, out, lines } = place([{ id: 'a', candidate: text, references: ['fever chills'] }])
    const { code } = await chartsift('measure', path, '--out', out, '--measures', 'squad.em')
    expect(code).toBe(0)
    expect(lines()[0]?.value).toBe(1)
  })

  it('measures a TREC run against qrels', async () => {
    const { folder, out, lines } = place([])
    const [run, qrels] = [join(folder, 'run.trec'), join(folder, 'qrels.txt')]
    writeFileSync(run, 'q1 Q0 d2 1 9 x\nq1 Q0 d1 2 8 x\n')
    writeFileSync(qrels, 'q1 0 d1 1\n')
    const { code } = await chartsift('measure', '--run', run, '--qrels', qrels, '--out', out)
    expect(code).toBe(0)
    const found = lines() as unknown as { query: string; measure: string; value: number }[]
    // The one relevant document is second.
    expect(found.find(({ query, measure }) => query === 'q1' && measure === 'RR')?.value).toBe(0.5)
  })

  it.each([
    ['an unknown measure', ['--measures', 'rouge9'], /unknown measure 'rouge9'/],
    ['a run beside rows', ['--run', 'x'], /either a file of rows or both --run and --qrels/],
  ])('refuses %s', async (_, options, message) => {
    const { path } = place(ROWS)
    const { code, err } = await chartsift('measure', path, ...options)
    expect(code).toBe(2)
    expect(err).toMatch(message)
  })
})
