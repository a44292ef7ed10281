import { type AaContrast, aaContrast } from '../../statistics/repeats/aa-contrast.js'
import { type JudgedVariance, judgedVariance } from '../../statistics/repeats/judge-components.js'
import { type RepeatAgreement, repeatAgreement } from '../../statistics/repeats/repeat-agreement.js'
import { type VarianceComponents, varianceComponents } from '../../statistics/repeats/variance-components.js'
import type { BootstrapSettings } from '../../statistics/resampling/bootstrap.js'
import type { PlanArm } from '../value-table.js'

/** The answers of one arm: for each instruction a value per repeat (null: unscored), and grades[repeat][judge] if judges graded. */
export type RepeatedArm = {
  readonly arm: PlanArm
  readonly items: readonly {
    readonly cluster: string
    readonly values: readonly (number | null)[]
    readonly grades: readonly (readonly (number | null)[])[]
  }[]
}

/** How one arm varies. judged: null unless two judges graded. */
export type RepeatRow = PlanArm & {
  readonly agreement: RepeatAgreement
  readonly components: VarianceComponents
  readonly judged: JudgedVariance | null
  readonly aa: AaContrast
}

/** What repeats of the same question show of one measure. */
export type Repeats = {
  readonly measure: string
  readonly generator: string
  readonly repeats: number
  readonly rows: readonly RepeatRow[]
}

/** Agreement, variance and A/A contrast of the repeats of each arm; null if there are no repeats. */
export function repeatsOf(
  measure: string,
  arms: readonly RepeatedArm[],
  settings: BootstrapSettings,
): Repeats | null {
  const repeats = Math.max(0, ...arms.flatMap(({ items }) => items.map(({ values }) => values.length)))
  if (repeats < 2) return null
  const rows = arms.map(({ arm, items }): RepeatRow => {
    const judges = Math.max(0, ...items.flatMap(({ grades }) => grades.map((row) => row.length)))
    return {
      ...arm,
      agreement: repeatAgreement(items, settings),
      components: varianceComponents(items),
      judged: judges < 2 ? null : judgedVariance(items),
      aa: aaContrast(items, { ...settings, draws: settings.resamples }),
    }
  })
  return { measure, generator: arms[0]!.arm.generator, repeats, rows }
}
