import { describe, expect, it } from 'vitest'
import type { Cell, CohortRecall } from '../../bench/cohort-recall.js'
import { floorsOf, isReached } from '../../bench/floors.js'
import { pairedDifferences } from '../../bench/paired-differences.js'

/** Values of instructions i0, i1, ... of a patient each. */
function cell(...values: number[]): Cell {
  const of = values.map((value, i) => [`i${i}`, { cluster: `p${i}`, value }] as const)
  return { strict: new Map(of), lenient: new Map(of) }
}

function cohort(cells: Record<string, Cell>): CohortRecall {
  return { cells: new Map(Object.entries(cells)), hash: '' }
}

describe('pairedDifferences', () => {
  it('pairs instructions that both were judged on, in points, and leaves out what is not there', () => {
    const recall = cohort({
      'sift 500': cell(1, 1, 0.5),
      'bm25 500': cell(1, 0, 0.5, 0),
      'sift 100': cell(1),
    })
    const [only, ...others] = pairedDifferences(recall, ['sift', 'bm25'], ['bm25'], [100, 500])
    expect(others).toEqual([])
    expect(only).toMatchObject({ strategy: 'sift', baseline: 'bm25', budget: 500, patients: 3 })
    expect(only!.mean).toBeCloseTo(100 / 3)
    expect(only!.low).toBeLessThanOrEqual(only!.mean)
    expect(only!.high).toBeGreaterThanOrEqual(only!.mean)
  })
})

describe('floorsOf', () => {
  it('names what was measured, and asks more of an encoder', () => {
    const recall = cohort({ 'sift 1000': cell(1, 1, 0, 1), 'recent 1000': cell(0, 0, 0, 1) })
    const row = { queries: 1, judged: 1, ndcg10: 0, recall10: 0, recall100: 0, msPerQuery: 0 }
    const rows = [
      { ...row, strategy: 'bm25', mrr: 0.5 },
      { ...row, strategy: 'hybrid', mrr: 0.54 },
    ]
    const cohorts = new Map([['prose-dev', recall]])
    const sets = [{ set: 'mts-dialog', hash: '', rows }]
    const reached = (isEncoder: boolean) =>
      floorsOf({ embedder: 'e', isEncoder, cohorts, sets }).map((one) => [one.what, isReached(one)])
    expect(reached(false)).toEqual([
      ['prose-dev: sift at 1000 tokens, % (floor)', true],
      ['prose-dev: sift above recent at 1000 tokens, points', true],
      ['mts-dialog: hybrid above bm25, MRR', true],
    ])
    expect(reached(true).map(([, isIt]) => isIt)).toEqual([false, true, false])
  })
})
