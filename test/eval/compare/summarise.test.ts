import { describe, expect, it } from 'vitest'
import { summarise, type ValueRow } from '../../../eval/compare/summarise.js'
import { gridPlan } from './grid-plan.js'

const items = [
  { instructionId: 'i1', patientId: 'p1' },
  { instructionId: 'i2', patientId: 'p1' },
  { instructionId: 'i3', patientId: 'p2' },
  { instructionId: 'i4', patientId: 'p3' },
]
const grid = {
  items,
  strategies: ['recent', 'bm25'],
  budgets: [500],
  generators: ['extractive'],
  measures: ['evidence-recall'],
}
const plan = gridPlan(grid)
const settings = { baseline: 'recent', primary: null, headline: null, margin: null, seed: 7, resamples: 500 }

// A number is a value, a word the reason why there is none.
function rowsOf(strategy: string, values: readonly (number | string)[]): ValueRow[] {
  return values.map((value, i) => ({
    ...items[i]!,
    strategy,
    budget: 500,
    generator: 'extractive',
    measure: 'evidence-recall',
    value: typeof value === 'number' ? value : null,
    reason: typeof value === 'number' ? null : value,
  }))
}

const complete = [...rowsOf('recent', [0, 0.5, 1, 0]), ...rowsOf('bm25', [1, 0.5, 0.5, 0])]

describe('summarise', () => {
  it('gives means over the scored items and differences over the pairs', () => {
    const summary = summarise(complete, plan, settings)
    expect(summary).toMatchObject({ instructions: 4, patients: 3, baseline: 'recent', level: 0.95 })
    expect(summary.cells.map(({ strategy, n, clusters, mean }) => [strategy, n, clusters, mean])).toEqual([
      ['recent', 4, 3, 0.375],
      ['bm25', 4, 3, 0.5],
    ])
    // Differences +1, 0, -.5, 0
    expect(summary.comparisons).toHaveLength(1)
    expect(summary.comparisons[0]).toMatchObject({ n: 4, mean: 0.125, wins: 1, ties: 2, losses: 1 })
  })

  it('leaves unscored items out of the mean, never as zero, and counts them by reason', () => {
    const rows = [
      ...rowsOf('recent', [0.5, 'timed out', 1, 'no answer']),
      ...rowsOf('bm25', ['timed out', 'timed out', 1, 0.5]),
    ]
    const summary = summarise(rows, plan, settings)
    expect(summary.cells[0]).toMatchObject({
      n: 2,
      mean: 0.75,
      unscored: [
        { reason: 'no answer', count: 1 },
        { reason: 'timed out', count: 1 },
      ],
    })
    expect(summary.cells[1]).toMatchObject({ mean: 0.75, unscored: [{ reason: 'timed out', count: 2 }] })
    // Only i3 is scored in both; the others are listed with the reasons of either arm.
    expect(summary.comparisons[0]).toMatchObject({
      n: 1,
      mean: 0,
      ties: 1,
      interval: null,
      intervalReason: 'fewer than 2 patients',
      exclusions: [
        { instructionId: 'i1', reason: 'timed out', baselineReason: null },
        { instructionId: 'i2', reason: 'timed out', baselineReason: 'timed out' },
        { instructionId: 'i4', reason: null, baselineReason: 'no answer' },
      ],
    })
  })

  it('has no mean where nothing is scored', () => {
    const rows = [...rowsOf('recent', [0, 0, 0, 0]), ...rowsOf('bm25', ['x', 'x', 'x', 'x'])]
    const { cells, comparisons } = summarise(rows, plan, settings)
    expect(cells[1]).toMatchObject({ n: 0, mean: null, interval: null, intervalReason: 'no scored items' })
    expect(comparisons[0]).toMatchObject({ n: 0, mean: null, wins: 0, ties: 0, losses: 0 })
  })

  it('refuses arms with different instructions and names the missing ones', () => {
    expect(() => summarise(complete.slice(0, -2), plan, settings)).toThrow(
      'expected the same instructions in every arm, found none of 2 (i3, i4) in bm25, budget 500, extractive, evidence-recall',
    )
  })

  it.each([
    ['a second value', [...complete, complete[0]!], 'expected one value, found two: recent'],
    [
      'an unknown strategy',
      [...complete, { ...complete[0]!, strategy: 'x' }],
      'only values of the plan, found x',
    ],
    ['an unknown instruction', [...complete, { ...complete[0]!, instructionId: 'i9' }], 'instruction i9'],
    ['another patient', [{ ...complete[0]!, patientId: 'p9' }], 'expected patient p1, found p9'],
    ['neither value nor reason', [{ ...complete[0]!, value: null }], 'found neither'],
    ['a value and a reason', [{ ...complete[0]!, reason: 'x' }], 'found both'],
    [
      'a value that is no number',
      [{ ...complete[0]!, value: Number.NaN }],
      'expected a finite value, found NaN',
    ],
  ])('refuses %s', (_, rows, message) => {
    expect(() => summarise(rows, plan, settings)).toThrow(message)
  })

  it('refuses a baseline or a primary comparison outside the experiment', () => {
    expect(() => summarise(complete, plan, { ...settings, baseline: 'oracle' })).toThrow(
      'expected a baseline among the strategies of the experiment, found oracle',
    )
    const primary = { measure: 'chrf', strategy: 'bm25', budget: 500 }
    expect(() => summarise(complete, plan, { ...settings, primary })).toThrow(
      'expected a cell of the plan, found bm25, budget 500, extractive, chrf',
    )
  })

  it('finds the primary comparison, with the first generator where none is named', () => {
    const primary = { measure: 'evidence-recall', strategy: 'bm25', budget: 500 }
    expect(summarise(complete, plan, { ...settings, primary }).primary).toMatchObject({
      strategy: 'bm25',
      n: 4,
    })
  })

  it('compares nothing without a baseline', () => {
    expect(summarise(complete, plan, { ...settings, baseline: null }).comparisons).toEqual([])
  })

  it('is the same for the same rows in any order', () => {
    expect(summarise(complete.toReversed(), plan, settings)).toEqual(summarise(complete, plan, settings))
  })

  it('tests each comparison over patients and adjusts all but the primary one', () => {
    // Six patients with one instruction each: bm25 wins all, sift four and loses two.
    const six = Array.from({ length: 6 }, (_, i) => ({ instructionId: `i${i}`, patientId: `p${i}` }))
    const wide = gridPlan({ ...grid, items: six, strategies: ['recent', 'bm25', 'sift'] })
    const rows = [
      ['recent', [0, 0, 0, 0, 1, 1]],
      ['bm25', [1, 1, 1, 1, 1, 1]],
      ['sift', [1, 1, 1, 1, 0, 0]],
    ].flatMap(([strategy, values]) =>
      (values as number[]).map((value, i) => ({ ...rowsOf(strategy as string, [value])[0]!, ...six[i]! })),
    )
    const primary = { measure: 'evidence-recall', strategy: 'bm25', budget: 500 }
    const { comparisons, ...summary } = summarise(rows, wide, { ...settings, primary })
    // bm25: 4 of 6 flip to +-4; all of them agree in 2 of 2^4 = 16 ways. McNemar: 2 x .5^4.
    expect(comparisons[0]!.test).toMatchObject({ p: 0.125, isExact: true })
    expect(comparisons[0]!.test.mcNemar).toEqual({ own: 4, baseline: 0, p: expect.closeTo(0.125, 12) })
    expect(comparisons[0]!.adjustedP).toBeNull()
    // sift: sums of six signs at least 2 in size: all 64 but the 20 that are 0.
    expect(comparisons[1]!.test.p).toBe(44 / 64)
    // Alone in its family.
    expect(comparisons[1]!.adjustedP).toBe(44 / 64)
    // Differences 1, 1, 1, 1, 0, 0: mean 2/3, standard deviation sqrt(4/15).
    expect(summary.primary!.test.effectSize).toBeCloseTo(2 / 3 / Math.sqrt(4 / 15), 10)
    expect(summary.focus).toEqual({ measure: 'evidence-recall', budget: 500, generator: 'extractive' })
    expect(summary.matrix).toHaveLength(3)
    expect(summary.detectable).toBeGreaterThan(0)
  })

  it('takes for a graded measure no test of binary ones', () => {
    expect(summarise(complete, plan, settings).comparisons[0]!.test.mcNemar).toBeNull()
  })

  it('counts what one arm failed as 0 by intention to treat, and leaves out what is unscored in both alike', () => {
    const rows = [
      ...rowsOf('recent', [0.5, 'timed out', 1, 'no essential evidence']),
      ...rowsOf('bm25', ['timed out', 'server-error', 1, 'no essential evidence']),
    ]
    const primary = { measure: 'evidence-recall', strategy: 'bm25', budget: 500 }
    const summary = summarise(rows, plan, { ...settings, primary })
    expect(summary.primary).toMatchObject({ n: 1, mean: 0 })
    // i1: 0 - .5; i2: 0 - 0, both failed, each in its way; i3: 0.
    expect(summary.intentionToTreat).toMatchObject({ n: 3, mean: -0.5 / 3 })
  })
})
