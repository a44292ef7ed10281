import { groupBy } from '../../base/group-by.js'
import type { RepeatedArm } from '../../eval/compare/overall/repeats.js'
import { needs } from '../../eval/measures/measure-needs.js'
import { measures } from '../../eval/measures/measure-registry.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import { measuredAnswers } from './measured-answer.js'

/** The values of every repeat of a generator's answers on one measure, by arm; empty if it answered only once. */
export function repeatedAnswers(
  stored: StoredExperiment,
  { measure, generator }: { readonly measure: string; readonly generator: string },
): RepeatedArm[] {
  const { experiment, store, answered } = stored
  const keys = answered.find(({ name }) => name === generator)?.keys ?? []
  if (keys.length < 2) return []
  const itemsOf = measuredAnswers(stored)
  const criterion = needs(measure, 'grades') ? measure.replace(/^judge-/, '') : null
  const found = experiment.instructions.flatMap((instruction) =>
    experiment.arms.of(generator).map((arm) => {
      const { instructionId, patientId } = instruction
      const context = store.contexts.get({ instructionId, ...arm })
      const items = context.reason === null ? itemsOf(instruction, context, keys) : []
      const values = items.map((item) => measures[measure]!.of(item))
      return {
        arm,
        cluster: patientId,
        values: keys.map((_, i) => (typeof values[i] === 'number' ? values[i] : null)),
        grades:
          criterion === null
            ? []
            : keys.map((_, i) => (items[i]?.grades?.[criterion] ?? []).map(({ grade }) => grade)),
      }
    }),
  )
  return [...groupBy(found, ({ arm }) => arm)].map(
    ([{ strategy, budget, budgetName }, items]): RepeatedArm => ({
      arm: { strategy, budget, ...(budgetName === null ? {} : { budgetName }), generator },
      items: items.map(({ cluster, values, grades }) => ({ cluster, values, grades })),
    }),
  )
}
