import { describe, expect, it } from 'vitest'
import { compareExperiments } from '../../../eval/compare/experiment-comparison.js'
import { directionOf, senseOf } from '../../../eval/compare/measure-direction.js'
import { summarise } from '../../../eval/compare/summarise.js'
import { compareRow } from '../../../eval/report/compare/compare-markdown.js'
import { reportTable } from '../../../eval/report/tables/report-table.js'
import { gridPlan } from './grid-plan.js'

const above = { interval: { low: 0.1, high: 0.2, method: 'bca' as const } }
const below = { interval: { low: -0.2, high: -0.1, method: 'bca' as const } }

const items = ['i1', 'i2', 'i3', 'i4'].map((instructionId) => ({
  instructionId,
  patientId: `p${instructionId}`,
}))

// bm25's contexts repeat themselves more and show older evidence, each on every item; i4 has no context of bm25.
function summaryOf(measures: readonly string[], primary: string | null) {
  const values = { recent: 0.1, bm25: 0.4 }
  const rows = items.flatMap(({ instructionId, patientId }, i) =>
    Object.entries(values).flatMap(([strategy, value]) =>
      measures.map((measure) => {
        const cell = { instructionId, patientId, strategy, budget: 500, generator: 'extractive', measure }
        return strategy === 'bm25' && i === 3
          ? { ...cell, value: null, reason: 'failed' }
          : { ...cell, value: value + i / 100 + (strategy === 'bm25' ? i / 1000 : 0), reason: null }
      }),
    ),
  )
  const contrast = { strategy: 'bm25', budget: 500 }
  return summarise(
    rows,
    gridPlan({ items, strategies: ['recent', 'bm25'], budgets: [500], generators: ['extractive'], measures }),
    {
      baseline: 'recent',
      primary: primary === null ? null : { ...contrast, measure: primary },
      headline: null,
      margin: 5,
      seed: 7,
      resamples: 500,
    },
  )
}

describe('the sense of a measure', () => {
  it('turns what a difference shows where less is better, and says nothing where neither is', () => {
    expect(['evidence-recall', 'redundancy', 'evidence-age'].map(senseOf)).toEqual([1, -1, 0])
    expect(directionOf(above, 'evidence-recall')).toBe('better')
    expect(directionOf(above, 'redundancy')).toBe('worse')
    expect(directionOf(below, 'redundancy')).toBe('better')
    expect(directionOf(above, 'evidence-age')).toBe('open')
    // An end at 0 shows nothing.
    const touching = { interval: { low: 0, high: 0.1, method: 'bca' as const } }
    expect(directionOf(touching, 'evidence-recall')).toBe('open')
  })

  it('counts more redundancy as lost, and a failure as all of it', () => {
    const summary = summaryOf(['redundancy'], 'redundancy')
    expect(summary.primary).toMatchObject({ wins: 0, ties: 0, losses: 3 })
    expect(summary.matrix[0]).toMatchObject({ strategy: 'recent', other: 'bm25', wins: 3, losses: 0 })
    // (.300 + .301 + .302 + (1 - .13)) / 4
    expect(summary.intentionToTreat!.mean).toBeCloseTo(0.44325, 9)
    const table = reportTable(summary, Number.POSITIVE_INFINITY)
    expect(table).toContain('redundancy (lower is better; generator extractive)')
    expect(table).toMatch(/bm25 .+ -\s*│/)
    expect(table).toContain(
      // .30 more is beyond the margin of 5 points, on the side that is worse.
      'bm25 is worse than recent on redundancy (lower is better), by more than the declared margin of 5.0 points: the difference is +30.1 points',
    )
    expect(table).toContain('If failures of one arm count as the worst value')
  })

  it('turns the wins of an experiment over another too, and counts none where neither is better', () => {
    const rowsOf = (value: number) =>
      items.flatMap((item) =>
        ['redundancy', 'evidence-age'].map((measure) => {
          const cell = { strategy: 'bm25', budget: 500, generator: 'extractive', measure }
          return { ...item, ...cell, value, reason: null }
        }),
      )
    const side = (label: string, value: number) => ({ label, rows: rowsOf(value), parameters: new Map() })
    const { cells } = compareExperiments(side('a', 0.2), side('b', 0.1), { seed: 7, resamples: 100 })
    expect(cells.map((cell) => compareRow(cell).at(-2))).toEqual(['4 / 0 / 0', '–'])
  })

  it('prints days as days, without a mark, and looks into a measure that judges', () => {
    const summary = summaryOf(['evidence-age', 'evidence-recall'], null)
    expect(summary.focus.measure).toBe('evidence-recall')
    const table = reportTable(summary, Number.POSITIVE_INFINITY)
    expect(table).toContain('evidence-age (days, neither higher nor lower is better; generator extractive)')
    const [, age, recall] = table.split(/\n\n/)
    expect(age).not.toMatch(/[+-]\s*│/)
    expect(recall).toMatch(/\+\s*│/)
  })
})
