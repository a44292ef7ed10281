import { z } from 'zod'
import { isIndexBaseline } from '../../../eval/compare/arms/baseline.js'
import { measureNamed } from '../../../eval/measures/measure-names.js'
import { strategyOfArm } from '../../select/arm.js'
import { currentName } from '../../select/current-name.js'
import { readStrategyName } from '../../select/strategy-name.js'
import { isMeasure, unknownMeasure } from '../form/named-measure.js'
import { budgetSchema } from './own-budgets.js'

/** The name of a strategy, or of a strategy on an index of the list. */
export const strategyNameSchema = z
  .string('expected the name of a strategy')
  .overwrite(currentName)
  .superRefine((name, context) => {
    const spec = readStrategyName(strategyOfArm(name))
    if ('problem' in spec) context.addIssue({ code: 'custom', message: spec.problem })
  })

/** The name of a measure. */
export const measureNameSchema = z
  .string({ error: unknownMeasure })
  .overwrite(measureNamed)
  .refine(isMeasure, { error: unknownMeasure })

/** An arm, or '@' and the name of an index. */
const baselineNameSchema = z
  .string('expected the name of a strategy')
  .overwrite(currentName)
  .superRefine((name, context) => {
    if (isIndexBaseline(name)) return
    const spec = readStrategyName(strategyOfArm(name))
    if ('problem' in spec) context.addIssue({ code: 'custom', message: spec.problem })
  })

/** What others are compared with: a strategy at the same budget, or at a budget of its own. */
const baselineSchema = z.union(
  [baselineNameSchema, z.strictObject({ strategy: strategyNameSchema, budget: budgetSchema })],
  { error: 'expected the name of a strategy, or {strategy: full, budget: window}' },
)

/** Points of 100. */
const marginSchema = z.number().positive().max(100).nullable()

/** A comparison that is declared before the run. */
export const contrastSchema = z.strictObject({
  measure: measureNameSchema,
  strategy: strategyNameSchema,
  budget: budgetSchema,
  /** Whose answers it compares: a baseline or a model; null: the first model, otherwise the first generator. */
  generator: z.string().min(1).nullable().default(null),
  /** Null: the baseline of all comparisons. */
  baseline: baselineSchema.nullable().default(null),
  /**
   * By how much the strategy may be worse than the baseline and still count as no worse, and by how much both may differ and
   * still count as equivalent.
   */
  margin: marginSchema.default(null),
})

/** A declared comparison as the file has it. */
export type FileContrast = z.infer<typeof contrastSchema>

/** The comparisons of an experiment file. */
export const compareSchema = z.strictObject({
  baseline: baselineSchema,
  primary: contrastSchema.nullable().default(null),
  secondary: z.array(contrastSchema).default([]),
  /** The margin of the primary comparison. */
  margin: marginSchema.default(null),
})
