import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  inTrecOrder,
  ndcg,
  type RankedDocument,
  recallAt,
  reciprocalRank,
} from '../../../eval/retrieval/ranking.js'
import { caseNote, isFull, referenceFolder } from '../../reference/reference-folder.js'

const folder = `${referenceFolder('measures')}/ir`
const rows = (file: string) =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/[ \t]+/))

describe('ranking measures', () => {
  const grades = new Map([
    ['a', 2],
    ['b', 1],
    ['c', 0],
    ['d', -1],
  ])

  it('follow their definitions', () => {
    expect(reciprocalRank(['c', 'x', 'b', 'a'], grades)).toBe(1 / 3)
    expect(recallAt(['c', 'x', 'b', 'a'], grades, 3)).toBe(0.5)
    expect(ndcg(['b', 'a'], grades, 10)).toBeCloseTo((1 + 2 / Math.log2(3)) / (2 + 1 / Math.log2(3)), 12)
    expect(ndcg(['a', 'd', 'b'], grades, 2)).toBeCloseTo(2 / (2 + 1 / Math.log2(3)), 12)
  })

  it('are 0 where nothing is relevant or nothing was found', () => {
    for (const [ids, judged] of [
      [['a'], new Map([['a', 0]])],
      [[], grades],
    ] as const) {
      expect([reciprocalRank(ids, judged), ndcg(ids, judged, 10), recallAt(ids, judged, 10)]).toEqual([
        0, 0, 0,
      ])
    }
  })

  it('order ties of 32-bit scores by id downward, as bytes', () => {
    const list = [
      { documentId: 'a', score: 1 },
      { documentId: '\u{ff5e}', score: 1.00000001 },
      { documentId: '\u{1f600}', score: 1 },
      { documentId: 'z', score: 0.5 },
    ]
    expect(inTrecOrder(list)).toEqual(['\u{1f600}', '\u{ff5e}', 'a', 'z'])
  })
})

describe(`ranking measures against trec_eval${caseNote}`, () => {
  const grades = new Map<string, Map<string, number>>()
  const runs = new Map<string, RankedDocument[]>()
  for (const [query, , id, grade] of rows('qrels.txt'))
    grades.set(query!, (grades.get(query!) ?? new Map<string, number>()).set(id!, Number(grade)))
  for (const [query, , documentId, , score] of rows('run.txt'))
    runs.set(query!, [...(runs.get(query!) ?? []), { documentId: documentId!, score: Number(score) }])
  const values = readFileSync(`${folder}/values.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { query: string; measure: string; value: number })

  it.each([
    ['RR', reciprocalRank],
    ...[1, 3, 5, 10, 20, 100].flatMap((k) => [
      [`nDCG@${k}`, (ids: readonly string[], judged: Map<string, number>) => ndcg(ids, judged, k)] as const,
      [`R@${k}`, (ids: readonly string[], judged: Map<string, number>) => recallAt(ids, judged, k)] as const,
    ]),
  ] as const)('%s equals its value on every query to 1e-9', (name, measure) => {
    const lines = values.filter((line) => line.measure === name && runs.has(line.query))
    expect(lines.length).toBeGreaterThan(isFull ? 150 : 30)
    const wrong = lines.filter(({ query, value }) => {
      const ours = measure(inTrecOrder(runs.get(query)!), grades.get(query) ?? new Map())
      return !(Math.abs(ours - value) <= 1e-9)
    })
    expect(wrong).toEqual([])
  })
})
