import { exactSum } from '../sums/exact-sum.js'
import { meanOf } from '../sums/moments.js'
import { clusteredVariance } from './clustered-variance.js'

/** Grades of the repeats of one instruction: grades[repeat][judge]; null: unscored. */
export type JudgedRepeats = {
  readonly cluster: string
  readonly grades: readonly (readonly (number | null)[])[]
}

/**
 * Variances; an estimate below 0 counts as 0. judge: how differently severe judges are; instructionByJudge: how much that
 * depends on the instruction; residual: on the repeat, with everything else.
 */
export type JudgeComponents = {
  readonly instruction: number
  readonly repeat: number
  readonly judge: number
  readonly instructionByJudge: number
  readonly residual: number
}

/** Standard errors of the mean grade, if other judges like these could have graded: now, and with twice as many of one of them. */
export type JudgedErrors = {
  readonly now: number
  readonly twiceInstructions: number
  readonly twiceRepeats: number
  readonly twiceJudges: number
}

/** left: instructions without a grade of every judge for every repeat. If there are no components, `reason` says why. */
export type JudgedVariance = {
  readonly instructions: number
  readonly left: number
  readonly repeats: number
  readonly judges: number
  readonly components: JudgeComponents | null
  readonly standardErrors: JudgedErrors | null
  readonly reason: string | null
}

/**
 * The variance of grades, split into instructions, repeats of an instruction, judges, and how these interact: the analysis of
 * variance of a design in which repeats are nested in instructions and judges grade everything, all of them random (Brennan 2001,
 * design (r:i) x j). The standard errors, clustered by patient, extend those of `varianceComponents` by the judges.
 */
export function judgedVariance(instructions: readonly JudgedRepeats[]): JudgedVariance {
  const repeats = instructions.reduce((most, { grades }) => Math.max(most, grades.length), 0)
  const judges = instructions.reduce((most, { grades }) => Math.max(most, grades[0]?.length ?? 0), 0)
  const complete = instructions.flatMap(({ cluster, grades }) => {
    const rows = grades.map((row) => row.filter((grade) => grade !== null))
    return rows.length === repeats && rows.every((row) => row.length === judges) ? [{ cluster, rows }] : []
  })
  const n = complete.length
  const shape = { instructions: n, left: instructions.length - n, repeats, judges }
  const reason = reasonOf(shape)
  if (reason !== null) return { ...shape, components: null, standardErrors: null, reason }
  const components = componentsOf(complete.map(({ rows }) => rows))
  const means = complete.map(({ cluster, rows }) => ({ cluster, value: meanOf(rows.flat()) }))
  const variance = clusteredVariance(means)
  const { judge, instructionByJudge, residual, repeat } = components
  const rest = residual / (n * repeats * judges)
  const ofJudges = judge / judges
  const error = (square: number) => Math.sqrt(Math.max(0, square))
  const standardErrors = {
    now: error(variance + ofJudges),
    twiceInstructions: error(variance / 2 + ofJudges),
    twiceRepeats: error(variance + ofJudges - (repeat / (n * repeats) + rest) / 2),
    twiceJudges: error(variance + ofJudges - (ofJudges + instructionByJudge / (n * judges) + rest) / 2),
  }
  return { ...shape, components, standardErrors, reason: null }
}

function reasonOf({
  instructions,
  repeats,
  judges,
}: Pick<JudgedVariance, 'instructions' | 'repeats' | 'judges'>) {
  if (judges < 2) return 'fewer than 2 judges'
  if (repeats < 2) return 'fewer than 2 repeats'
  return instructions < 2 ? 'fewer than 2 instructions have a grade of every judge for every repeat' : null
}

/** From grades[instruction][repeat][judge], all of one size. */
function componentsOf(grades: readonly (readonly (readonly number[])[])[]): JudgeComponents {
  const [n, r, k] = [grades.length, grades[0]!.length, grades[0]![0]!.length]
  const grand = meanOf(grades.flat(2))
  const ofInstruction = grades.map((rows) => meanOf(rows.flat()))
  const ofJudge = Array.from({ length: k }, (_, j) =>
    meanOf(grades.flatMap((rows) => rows.map((row) => row[j]!))),
  )
  const ofBoth = grades.map((rows) => Array.from({ length: k }, (_, j) => meanOf(rows.map((row) => row[j]!))))
  const squared = (values: readonly number[]) => exactSum(values.map((value) => value * value))
  const instruction = (r * k * squared(ofInstruction.map((mean) => mean - grand))) / (n - 1)
  const judge = (n * r * squared(ofJudge.map((mean) => mean - grand))) / (k - 1)
  const both =
    (r *
      squared(
        ofBoth.flatMap((row, i) => row.map((mean, j) => mean - ofInstruction[i]! - ofJudge[j]! + grand)),
      )) /
    ((n - 1) * (k - 1))
  const repeat =
    (k * squared(grades.flatMap((rows, i) => rows.map((row) => meanOf(row) - ofInstruction[i]!)))) /
    (n * (r - 1))
  const residual =
    squared(
      grades.flatMap((rows, i) =>
        rows.flatMap((row) =>
          row.map((grade, j) => grade - meanOf(row) - ofBoth[i]![j]! + ofInstruction[i]!),
        ),
      ),
    ) /
    (n * (r - 1) * (k - 1))
  const atLeast0 = (value: number) => Math.max(0, value)
  return {
    instruction: atLeast0((instruction - repeat - both + residual) / (r * k)),
    repeat: atLeast0((repeat - residual) / k),
    judge: atLeast0((judge - both) / (n * r)),
    instructionByJudge: atLeast0((both - residual) / r),
    residual,
  }
}
