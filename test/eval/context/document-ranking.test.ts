import { describe, expect, it } from 'vitest'
import { documentMeasures } from '../../../eval/context/document-ranking.js'
import type { Measure } from '../../../eval/measured/measure-row.js'
import { events, fact, item, NO_PASSAGES, note, place } from './made-item.js'

const [ndcg, recall, reciprocalRank, averagePrecision] = documentMeasures as [
  Measure,
  Measure,
  Measure,
  Measure,
]

describe('ranking measures of a context', () => {
  const evidence = [fact(2, place('b', 0, 5)), fact(1, place('b', 9, 12), place('e2')), fact(0, place('a'))]
  const passages = [
    note('b', 0, 5, { rank: 2 }),
    note('a', 0, 5, { rank: 1 }),
    note('b', 9, 12, { rank: 3 }),
    events(['e1', 'e2'], { rank: 4 }),
  ]

  it('are derived by hand: documents a, b, e1, e2 of which b has 2 and e2 has 1', () => {
    const judged = item(evidence, passages)
    const gained = 2 / Math.log2(3) + 1 / Math.log2(5)
    expect(ndcg.of(judged)).toBeCloseTo(gained / (2 + 1 / Math.log2(3)), 12)
    expect(reciprocalRank.of(judged)).toBe(1 / 2)
    expect(averagePrecision.of(judged)).toBeCloseTo((1 / 2 + 2 / 4) / 2, 12)
    expect(recall.of(judged)).toBe(1)
  })

  it('cut at 10 documents', () => {
    const many = events(Array.from({ length: 10 }, (_, i) => `x${i}`))
    const late = item(evidence, [many, note('b', 0, 5)])
    expect(recall.of(late)).toBe(0)
    expect(ndcg.of(late)).toBe(0)
    expect(reciprocalRank.of(late)).toBe(1 / 11)
  })

  it('are 0 for an empty context, and unscored without judgements or where it names no passages', () => {
    for (const { of } of documentMeasures) {
      expect(of(item(evidence, []))).toBe(0)
      expect(of(item(null, passages))).toEqual({ reason: 'no evidence judgements' })
      expect(of(item([fact(0, place('a'))], passages))).toEqual({ reason: 'no judged evidence' })
      expect(of(item(evidence, [], { tokens: 9 }))).toEqual(NO_PASSAGES)
    }
  })
})
