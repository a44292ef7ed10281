import { isIndexBaseline } from '../../../eval/compare/arms/baseline.js'
import { senseOf } from '../../../eval/compare/measure-direction.js'
import { modelNamed } from '../../../generators/kinds/declared-generators.js'
import { indexOfArm, strategyOfArm } from '../../select/arm.js'
import { fieldOf, listIn, quoted } from '../form/field-of.js'
import { isMeasure } from '../form/named-measure.js'
import type { FieldPath, Tell } from '../yaml-file.js'
import { isArm, type NamedArms, namedArms, requireArm, requireIndex } from './check-arms.js'
import { WINDOW } from './own-budgets.js'

/** Checks the declared comparisons of a file: each compares two different arms of the experiment on one of its measures. */
export function checkContrasts(file: unknown, tell: Tell): void {
  const arms = namedArms(file)
  // If the list of indexes has a problem, the arms are unknown.
  if (arms === null) return
  const compare = fieldOf(file, 'compare')
  const baseline = fieldOf(compare, 'baseline')
  checkBaseline(['compare', 'baseline'], baseline, { arms, tell })
  const primary = fieldOf(compare, 'primary') ?? null
  const shared = { file, arms, baseline, tell }
  if (primary !== null) checkContrast(['compare', 'primary'], primary, shared)
  listIn(compare, 'secondary').forEach((contrast, i) => {
    checkContrast(['compare', 'secondary', i], contrast, shared)
  })
  requireDistinctContrasts(compare, tell)
  if (primary === null && listIn(compare, 'secondary').length === 0) requireSharedBudget(baseline, arms, tell)
  if (typeof fieldOf(compare, 'margin') !== 'number') return
  if (primary === null) tell(['compare', 'margin'], 'needs a primary comparison to which it applies')
  else if (typeof fieldOf(primary, 'margin') === 'number')
    tell(['compare', 'margin'], 'is also given in compare.primary: remove one of them')
}

/** A comparison that is declared twice would be counted twice. */
function requireDistinctContrasts(compare: unknown, tell: Tell): void {
  const primary = fieldOf(compare, 'primary') ?? null
  const declared = [
    ...(primary === null
      ? []
      : [{ name: 'compare.primary', path: ['compare', 'primary'], contrast: primary }]),
    ...listIn(compare, 'secondary').map((contrast, i) => ({
      name: `compare.secondary.${i}`,
      path: ['compare', 'secondary', i],
      contrast,
    })),
  ]
  const first = new Map<string, string>()
  for (const { name, path, contrast } of declared) {
    const fields = ['measure', 'strategy', 'budget', 'generator'].map(
      (field) => fieldOf(contrast, field) ?? null,
    )
    const key = JSON.stringify([
      ...fields,
      fieldOf(contrast, 'baseline') ?? fieldOf(compare, 'baseline') ?? null,
    ])
    const same = first.get(key)
    if (same === undefined) first.set(key, name)
    else tell(path, `is the same comparison as ${same}: remove one of them`)
  }
}

/** A baseline that is only a name is compared at the same budget, which another strategy must have. */
function requireSharedBudget(baseline: unknown, arms: NamedArms, tell: Tell): void {
  if (typeof baseline !== 'string' || isIndexBaseline(baseline) || !arms.names.includes(baseline)) return
  const budgets = arms.budgetsOf(baseline)
  const others = arms.names.filter((name) => name !== baseline)
  if (others.length === 0 || budgets.length === 0) return
  if (others.some((name) => arms.budgetsOf(name).some((budget) => budgets.includes(budget)))) return
  tell(
    ['compare', 'baseline'],
    `no other strategy has a budget of '${baseline}': name the baseline with its budget, as in {strategy: ${baseline}, budget: ${String(budgets[0])}}`,
  )
}

type Shared = {
  readonly file: unknown
  readonly arms: NamedArms
  readonly baseline: unknown
  readonly tell: Tell
}

function checkBaseline(
  path: FieldPath,
  baseline: unknown,
  { arms, tell }: Pick<Shared, 'arms' | 'tell'>,
): void {
  if (typeof baseline === 'string') {
    if (isIndexBaseline(baseline)) requireIndex(path, { value: baseline, indexes: arms.indexes, tell })
    else if (isArm(baseline)) requireArm(path, { strategy: baseline, arms: arms.names, tell })
    return
  }
  const strategy = fieldOf(baseline, 'strategy')
  if (!isArm(strategy)) return
  requireArm([...path, 'strategy'], { strategy, arms: arms.names, tell })
  requireBudget([...path, 'budget'], { strategy, budget: fieldOf(baseline, 'budget'), arms, tell })
}

function checkContrast(path: FieldPath, contrast: unknown, shared: Shared): void {
  const { file, arms, tell } = shared
  checkGenerator([...path, 'generator'], fieldOf(contrast, 'generator'), shared)
  checkMeasure(path, contrast, shared)
  const own = fieldOf(contrast, 'baseline') ?? null
  if (own !== null) checkBaseline([...path, 'baseline'], own, shared)
  if (own === null && (fieldOf(fieldOf(file, 'compare'), 'baseline') ?? null) === null) return
  const strategy = fieldOf(contrast, 'strategy')
  const budget = fieldOf(contrast, 'budget')
  if (!isArm(strategy)) return
  requireArm([...path, 'strategy'], { strategy, arms: arms.names, tell })
  requireBudget([...path, 'budget'], { strategy, budget, arms, tell })
  checkOther(path, { strategy, budget }, { ...shared, baseline: own ?? shared.baseline })
}

/** Whether the baseline of a contrast is another arm that exists. */
function checkOther(
  path: FieldPath,
  { strategy, budget }: { readonly strategy: string; readonly budget: unknown },
  { arms, baseline, tell }: Shared,
): void {
  const at = [...path, 'strategy']
  const isIt = () => tell(at, `'${strategy}' is the baseline itself`)
  if (typeof baseline !== 'string') {
    if (fieldOf(baseline, 'strategy') === strategy && fieldOf(baseline, 'budget') === budget) isIt()
    return
  }
  if (!isIndexBaseline(baseline)) {
    const budgets = arms.budgetsOf(baseline)
    if (baseline === strategy) isIt()
    else if (
      arms.names.includes(baseline) &&
      arms.budgetsOf(strategy).includes(budget) &&
      !budgets.includes(budget)
    )
      tell(
        at,
        `'${baseline}' has no budget '${String(budget)}' to compare with: name another, as in baseline: {strategy: ${baseline}, budget: ${String(budgets[0])}}`,
      )
    return
  }
  const index = indexOfArm(strategy)
  if (index === null) tell(at, `'${strategy}' is on no index, and the baseline '${baseline}' is one`)
  else if (`@${index}` === baseline) isIt()
  else if (!arms.names.includes(`${strategyOfArm(strategy)}${baseline}`))
    tell(at, `'${strategy}' has no baseline: '${strategyOfArm(strategy)}${baseline}' is not among the arms`)
}

type AtBudget = {
  readonly strategy: string
  readonly budget: unknown
  readonly arms: NamedArms
  readonly tell: Tell
}

function requireBudget(path: FieldPath, { strategy, budget, arms, tell }: AtBudget): void {
  if (typeof budget !== 'number' && budget !== WINDOW) return
  const budgets = arms.budgetsOf(strategy)
  if (budgets.includes(budget)) return
  tell(
    path,
    arms.hasOwnBudgets(strategy)
      ? `${quoted(budget)} is not among the budgets of '${strategy}': ${budgets.map(String).join(', ')}`
      : `${quoted(budget)} is not among the budgets of this experiment`,
  )
}

function checkGenerator(path: FieldPath, named: unknown, { file, tell }: Shared): void {
  const specs = listIn(file, 'generators')
  const all = specs.map((spec) => modelNamed(spec)?.name ?? spec)
  const models = specs.map((spec) => modelNamed(spec)?.model)
  if (typeof named === 'string' && all.length > 0 && !all.includes(named) && !models.includes(named))
    tell(
      path,
      `${quoted(named)} is not among the generators of this experiment: ${all.map(quoted).join(', ')}`,
    )
}

function checkMeasure(path: FieldPath, contrast: unknown, { file, tell }: Shared): void {
  const measure = fieldOf(contrast, 'measure')
  if (!isMeasure(measure)) return
  const at = [...path, 'measure']
  if (!listIn(file, 'measures').includes(measure))
    tell(at, `'${measure}' is not among the measures of this experiment`)
  if (senseOf(measure) !== 0) return
  const isPrimary = path.at(-1) === 'primary'
  if (isPrimary)
    tell(
      at,
      `'${measure}' is descriptive: neither higher nor lower is better, so it cannot decide a comparison`,
    )
  else if (typeof fieldOf(contrast, 'margin') === 'number')
    tell(
      [...path, 'margin'],
      `a margin needs a direction, and '${measure}' is descriptive: neither higher nor lower is better`,
    )
}
