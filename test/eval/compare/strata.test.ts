import { describe, expect, it } from 'vitest'
import { stratify } from '../../../eval/compare/strata.js'
import type { ValueRow } from '../../../eval/compare/value-table.js'
import { gridArms } from './grid-plan.js'

const focus = { measure: 'evidence-recall', budget: 500, generator: 'extractive' }
const patients = ['p1', 'p1', 'p2', 'p3']

// null: unscored.
function rowsOf(strategy: string, values: readonly (number | null)[], budget = 500): ValueRow[] {
  return values.map((value, i) => ({
    ...focus,
    budget,
    instructionId: `i${i + 1}`,
    patientId: patients[i]!,
    strategy,
    value,
    reason: value === null ? 'timed out' : null,
  }))
}

const rows = [
  ...rowsOf('recent', [0, 1, 0, 1]),
  ...rowsOf('bm25', [1, 1, 0.5, null]),
  ...rowsOf('bm25', [0, 0, 0, 0], 1000),
]
const source = {
  name: 'evidence',
  definition: '',
  levels: ['events', 'notes', 'both'],
  // i2 has no level.
  levelOf: new Map([
    ['i1', 'notes'],
    ['i3', 'notes'],
    ['i4', 'events'],
  ]),
}
const arms = gridArms({ strategies: ['recent', 'bm25'], budgets: [500], generators: ['extractive'] })
const settings = { seed: 7, resamples: 500, level: 0.95 }

describe('strata', () => {
  it('gives means and paired differences of each level in the order of levels, at the focus alone', () => {
    const strata = stratify(rows, { traits: [source], focus, arms, baseline: 'recent', settings })
    expect(strata.map(({ level, instructions, patients }) => [level, instructions, patients])).toEqual([
      ['events', 1, 1],
      ['notes', 2, 2],
    ])
    const [recent, bm25] = strata[1]!.arms
    // notes: recent 0, 0; bm25 1, .5; differences 1 and .5.
    expect(recent).toMatchObject({ strategy: 'recent', n: 2, mean: 0, difference: null })
    expect(bm25).toMatchObject({ strategy: 'bm25', n: 2, clusters: 2, mean: 0.75 })
    expect(bm25!.difference).toMatchObject({ n: 2, mean: 0.75 })
    // Two patients with .5 and 1: whatever is drawn lies between.
    expect(bm25!.difference!.interval).toMatchObject({ low: 0.5, high: 1 })
  })

  it('leaves out what is unscored, never as zero, and says why there is no mean', () => {
    const [events] = stratify(rows, { traits: [source], focus, arms, baseline: 'recent', settings })
    expect(events!.arms[1]).toMatchObject({ n: 0, mean: null, intervalReason: 'no scored items' })
    expect(events!.arms[1]!.difference).toMatchObject({ n: 0, mean: null })
  })

  it('has no differences without a baseline', () => {
    const strata = stratify(rows, { traits: [source], focus, arms, baseline: null, settings })
    expect(strata.flatMap(({ arms }) => arms.map(({ difference }) => difference))).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
