import { type Baseline, isIndexBaseline } from '../../../eval/compare/arms/baseline.js'
import type { Contrast } from '../../../eval/compare/arms/contrast.js'
import { strategyOfArm } from '../../select/arm.js'
import type { Experiment } from '../experiment.js'
import type { FileContrast } from './contrast-schema.js'
import { headlineGenerator, namedGenerator } from './headline-generator.js'
import { type BudgetSpec, WINDOW } from './own-budgets.js'
import type { PlannedArms } from './planned-arms.js'

/** The comparisons of an experiment, with windows as numbers. `primary` is null if the file declares none. */
export type DeclaredContrasts = {
  readonly baseline: Baseline | null
  readonly primary: Contrast | null
  readonly secondary: readonly Contrast[]
}

/** The comparisons that an experiment file declares. */
export function declaredContrasts({
  file,
  arms,
  generators,
}: Pick<Experiment, 'file' | 'arms' | 'generators'>): DeclaredContrasts {
  const { compare } = file
  if (compare === null) return { baseline: null, primary: null, secondary: [] }
  const { baseline, primary, secondary } = compare
  const headline = headlineGenerator(file).name
  const resolve = ({
    measure,
    strategy,
    budget,
    generator,
    baseline: own,
    margin,
  }: FileContrast): Contrast => {
    const reader = generator === null ? headline : namedGenerator(file, generator)
    const at = (arm: ArmRef) => ({
      strategy: arm.strategy,
      budget: tokensOf(arm, reader, arms),
    })
    return {
      measure,
      ...at({ strategy, budget }),
      generator: reader,
      ...(own === null ? {} : { baseline: at(ownBaseline(own, { strategy, budget })) }),
      margin,
    }
  }
  return {
    baseline:
      typeof baseline === 'string'
        ? baseline
        : {
            name: baseline.strategy,
            budgets: Object.fromEntries(generators.map((name) => [name, tokensOf(baseline, name, arms)])),
          },
    primary: primary === null ? null : resolve(primary),
    secondary: secondary.map(resolve),
  }
}

/** The arm that a baseline names for an arm: a name is at the arm's budget, and an index is the arm's strategy on that index. */
export function ownBaseline(baseline: string | ArmRef, { strategy, budget }: ArmRef): ArmRef {
  if (typeof baseline !== 'string') return baseline
  return {
    strategy: isIndexBaseline(baseline) ? `${strategyOfArm(strategy)}${baseline}` : baseline,
    budget,
  }
}

/** A strategy at a budget, as the file has both. */
type ArmRef = { readonly strategy: string; readonly budget: BudgetSpec }

/** The tokens of a budget for a generator. The arm is one of the experiment's: the file was checked. */
function tokensOf({ strategy, budget }: ArmRef, generator: string, arms: PlannedArms): number {
  if (budget !== WINDOW) return budget
  return arms.of(generator).find((arm) => arm.strategy === strategy && arm.budgetName === WINDOW)!.budget
}
