import { describe, expect, it } from 'vitest'
import { focusArms } from '../../../eval/compare/arms/focus-arms.js'
import { pairMatrix, seenFrom } from '../../../eval/compare/matrix.js'
import { completeTable } from '../../../eval/compare/value-table.js'
import { gridPlan } from './grid-plan.js'

const focus = { measure: 'evidence-recall', budget: 500, generator: 'extractive' }
const items = ['i1', 'i2', 'i3'].map((instructionId) => ({ instructionId, patientId: `p${instructionId}` }))
const values: Record<string, readonly (number | null)[]> = {
  recent: [0, 0.5, 0],
  bm25: [1, 0.5, null],
  sift: [1, 1, 1],
}
const rows = Object.entries(values).flatMap(([strategy, own]) =>
  own.map((value, i) => ({ ...items[i]!, ...focus, strategy, value, reason: value === null ? 'x' : null })),
)
const strategies = Object.keys(values)
const plan = gridPlan({
  items,
  strategies,
  budgets: [500],
  generators: ['extractive'],
  measures: ['evidence-recall'],
})
const table = completeTable(rows, plan)
const compared = { arms: focusArms(plan.arms, focus), measure: focus.measure }

describe('the matrix of strategies', () => {
  it('has each pair once, over what both score', () => {
    const matrix = pairMatrix(table, { ...compared, testOf: () => null })
    expect(
      matrix.map(({ strategy, other, n, wins, ties, losses }) => [strategy, other, n, wins, ties, losses]),
    )
      // Without i3, which bm25 has no value for, wherever bm25 stands.
      .toEqual([
        ['recent', 'bm25', 2, 0, 1, 1],
        ['recent', 'sift', 3, 0, 0, 3],
        ['bm25', 'sift', 2, 0, 1, 1],
      ])
    // (-1 + 0) / 2
    expect(matrix[0]!.mean).toBe(-0.5)
  })

  it('adjusts p by Holm over the pairs', () => {
    const ps = [0.03, 0.01, 0.04]
    const matrix = pairMatrix(table, { ...compared, testOf: () => ps.shift()! })
    // In order .01 x 3, .03 x 2, .04 x 1, of which none may fall below the one before.
    expect(matrix.map(({ adjustedP }) => adjustedP)).toEqual([0.06, 0.03, 0.06])
  })

  it('turns a pair round', () => {
    const [pair] = pairMatrix(table, { ...compared, testOf: () => 0.5 })
    expect(seenFrom(pair!, 'bm25')).toMatchObject({
      strategy: 'bm25',
      other: 'recent',
      mean: 0.5,
      wins: 1,
      losses: 0,
    })
    expect(seenFrom(pair!, 'recent')).toBe(pair)
  })
})
