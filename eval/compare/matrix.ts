import { holm } from '../statistics/multiplicity.js'
import { countWins } from '../statistics/paired/wins.js'
import type { ClusteredValue } from '../statistics/resampling/bootstrap.js'
import type { FocusArm } from './arms/focus-arms.js'
import { turned } from './measure-direction.js'
import { pairRows } from './tested/paired-rows.js'
import type { ValueTable } from './value-table.js'

/** `strategy` minus `other` over the n instructions that both score, under one measure and generator. Both are names of arms. */
export type MatrixPair = {
  readonly strategy: string
  readonly other: string
  readonly n: number
  readonly mean: number | null
  readonly wins: number
  readonly ties: number
  readonly losses: number
  /** By sign flips of whole patients; null if there is no p. */
  readonly p: number | null
  /** Adjusted by Holm over all pairs of the matrix. */
  readonly adjustedP: number | null
}

type TestOf = (differences: readonly ClusteredValue[]) => number | null

/** What a matrix compares: these arms, in this order, on one measure, with `testOf` as their test. */
export type MatrixSettings = {
  readonly arms: readonly FocusArm[]
  readonly measure: string
  readonly testOf: TestOf
}

/** Every pair of arms once, the first in the given order as `strategy`. */
export function pairMatrix(table: ValueTable, { arms, measure, testOf }: MatrixSettings): MatrixPair[] {
  const rowsOf = ({ arm }: FocusArm) => table.rowsOf({ ...arm, measure })
  const pairs = arms.flatMap((one, i) =>
    arms.slice(i + 1).map((another) => {
      const [strategy, other] = [one.name, another.name]
      const { differences } = pairRows(rowsOf(one), rowsOf(another))
      const values = differences.map(({ value }) => value)
      const n = values.length
      const mean = n === 0 ? null : values.reduce((sum, value) => sum + value, 0) / n
      const { wins, ties, losses } = countWins(turned(values, measure))
      return { strategy, other, n, mean, wins, ties, losses, p: testOf(differences) }
    }),
  )
  const adjusted = holm(pairs.map(({ p }) => p))
  return pairs.map((pair, i) => ({ ...pair, adjustedP: adjusted[i]! }))
}

/** The pair as seen from `strategy`, whichever of the two it is. */
export function seenFrom(pair: MatrixPair, strategy: string): MatrixPair {
  if (pair.strategy === strategy) return pair
  const { mean, wins, losses } = pair
  return {
    ...pair,
    strategy,
    other: pair.strategy,
    mean: mean === null ? null : -mean,
    wins: losses,
    losses: wins,
  }
}
