import { describe, expect, it } from 'vitest'
import type { ArmColumn } from '../../../../eval/compare/overall/arm-columns.js'
import { comparableArms } from '../../../../eval/compare/overall/comparable-arms.js'
import { costFrontier } from '../../../../eval/compare/overall/frontier.js'
import { bootstrapMeans } from '../../../../eval/statistics/resampling/bootstrap.js'
import { madeUpColumn } from './made-up-columns.js'

function cellsOf(columns: readonly ArmColumn[]) {
  return columns.map(({ arm, rows }) => {
    const values = rows.flatMap(({ patientId, value }) =>
      value === null ? [] : [{ cluster: patientId, value }],
    )
    const [mean] = bootstrapMeans([values], { seed: 1, resamples: 50, level: 0.95 })
    return { ...arm, measure: rows[0]!.measure, ...mean!, unscored: [] }
  })
}

function frontierOf(columns: readonly ArmColumn[]) {
  return costFrontier({
    columns,
    comparable: comparableArms(columns, (strategy) => strategy === 'oracle'),
    cells: cellsOf(columns),
    // i1 takes 10 tokens more than its budget, every other instruction 20 fewer; i4 is not known.
    costOf: ({ budget }, id) => (id === 'i4' ? null : id === 'i1' ? budget! + 10 : budget! - 20),
  })
}

const COLUMNS = [
  madeUpColumn({ strategy: 'bm25', budget: 100, values: [0.4, 0.6, 0.5, 0.5] }),
  madeUpColumn({ strategy: 'bm25', budget: 400, values: [0.3, 0.5, 0.4, 0.4] }),
  madeUpColumn({ strategy: 'sift', budget: 400, values: [0.8, 0.8, 0.8, 0.8] }),
  madeUpColumn({ strategy: 'oracle', budget: 50, values: [1, 1, 1, 1] }),
  madeUpColumn({ strategy: 'full', budget: 900, values: [null, null, 1, 1] }),
]

describe('costFrontier', () => {
  it('places arms by their means and what they read for the instructions that they scored', () => {
    const { arms, ...rest } = frontierOf(COLUMNS)!
    expect(rest).toEqual({ measure: 'token-f1', generator: 'extractive' })
    // (110 + 80 + 80) / 3 = 90, (410 + 380 + 380) / 3 = 390, (60 + 30 + 30) / 3 = 40; full: i3 alone, 880.
    expect(arms.map(({ strategy, cost, place }) => [strategy, cost, place])).toEqual([
      ['bm25', 90, 'front'],
      ['bm25', 390, 'dominated'],
      ['sift', 390, 'front'],
      ['oracle', 40, 'unplaced'],
      ['full', 880, 'unplaced'],
    ])
    expect(arms.map(({ mean, n }) => [mean, n])).toEqual([
      [0.5, 4],
      [0.4, 4],
      [0.8, 4],
      [1, 4],
      [1, 2],
    ])
  })

  it('turns the places if lower is better', () => {
    const turned = COLUMNS.slice(0, 3).map(({ arm, rows }) =>
      madeUpColumn(
        { strategy: arm.strategy, budget: arm.budget!, values: rows.map(({ value }) => value) },
        'ter',
      ),
    )
    // The cheapest has .5; at 390 tokens .4 is better than that and .8 is not.
    expect(frontierOf(turned)!.arms.map(({ place }) => place)).toEqual(['front', 'front', 'dominated'])
  })

  it('is null for a measure that does not judge, and without two arms that have a place', () => {
    const described = [100, 200].map((budget) =>
      madeUpColumn({ strategy: 'bm25', budget, values: [1, 2] }, 'evidence-age'),
    )
    expect(frontierOf(described)).toBeNull()
    expect(frontierOf([COLUMNS[0]!, COLUMNS[3]!])).toBeNull()
    expect(frontierOf([])).toBeNull()
  })
})
