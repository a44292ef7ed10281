import type { ArmColumn } from '../../../../eval/compare/overall/arm-columns.js'

type MadeUp = {
  readonly strategy: string
  readonly budget: number
  /** By instruction i1, i2, …; null: unscored. */
  readonly values: readonly (number | null)[]
}

/** A column of values of the extractive generator; two instructions per patient. */
export function madeUpColumn({ strategy, budget, values }: MadeUp, measure = 'token-f1'): ArmColumn {
  const arm = { strategy, budget, generator: 'extractive' }
  return {
    arm,
    rows: values.map((value, i) => ({
      instructionId: `i${i + 1}`,
      patientId: `p${Math.floor(i / 2) + 1}`,
      ...arm,
      measure,
      value,
      reason: value === null ? 'timed out' : null,
    })),
  }
}
