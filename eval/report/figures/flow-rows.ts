import { formatCount } from '../../../base/text/format-count.js'
import { shortened } from '../page/chart-marks.js'
import { wrapText } from '../tables/wrap-text.js'
import type { FlowArm } from './participant-flow.js'

/** Characters of the column of unscored counts. */
const UNSCORED_COLUMNS = 36
const LEGEND_COLUMNS = 104
/** A longer name is cut in the middle. */
const ARM_LENGTH = 60

/** A row of the table of arms. `isHead`: printed in bold. */
export type FlowRow = {
  readonly name: string
  readonly scored: string
  readonly unscored: string
  readonly isHead: boolean
}

/** The arms as rows, each reason as a letter, and the legend that explains the letters. */
export function flowRows(
  arms: readonly FlowArm[],
  measure: string,
): { readonly rows: readonly FlowRow[]; readonly legend: readonly string[] } {
  const reasons = [...new Set(arms.flatMap(({ unscored }) => unscored.map(({ reason }) => reason)))]
  const generators = [...new Set(arms.map(({ generator }) => generator))]
  const head = { name: `Scored on ${measure}`, scored: 'scored', unscored: 'unscored', isHead: true }
  const rows = generators.flatMap((generator) => [
    ...(generators.length === 1
      ? []
      : [{ name: `Generator ${generator}`, scored: '', unscored: '', isHead: true }]),
    ...arms.filter((one) => one.generator === generator).flatMap((one) => rowsOf(one, reasons)),
  ])
  const legend = reasons.flatMap((reason, i) =>
    wrapText(`${letterOf(i)}: ${reason}`, LEGEND_COLUMNS, 0).split('\n'),
  )
  return { rows: [head, ...rows], legend: legend.length === 0 ? [] : ['', ...legend] }
}

/** Counts that are wider than their column go on in further rows. */
function rowsOf({ arm, scored, unscored }: FlowArm, reasons: readonly string[]): FlowRow[] {
  const [first, ...rest] = wrapText(unscoredText(unscored, reasons), UNSCORED_COLUMNS, 0).split('\n')
  const name = arm.length > ARM_LENGTH ? shortened(arm) : arm
  return [
    { name, scored: formatCount(scored), unscored: first!, isHead: false },
    ...rest.map((more) => ({ name: '', scored: '', unscored: more, isHead: false })),
  ]
}

function unscoredText(unscored: FlowArm['unscored'], reasons: readonly string[]): string {
  const total = unscored.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return '0'
  const parts = unscored.map(
    ({ reason, count }) => `${letterOf(reasons.indexOf(reason))} ${formatCount(count)}`,
  )
  return unscored.length === 1
    ? `${formatCount(total)} (${letterOf(reasons.indexOf(unscored[0]!.reason))})`
    : `${formatCount(total)} (${parts.join(', ')})`
}

/** a to z, then a2, b2. */
function letterOf(i: number): string {
  const letter = String.fromCharCode(97 + (i % 26))
  return i < 26 ? letter : `${letter}${Math.floor(i / 26) + 1}`
}
