import { InvalidArgumentError } from 'commander'
import { LARGEST_COUNT } from '../../base/largest-count.js'
import type { BudgetSpec } from '../../pipeline/experiment/arms/own-budgets.js'
import { EXPECTED_TOLERANCE, readTolerance, type Tolerance } from '../../pipeline/failures/tolerance.js'
import { asksModel, readStrategyName } from '../../pipeline/select/strategy-name.js'

/** Collects the values of an option that may be given several times. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

/** @throws InvalidArgumentError if the text is not a whole number from 1 to the largest count */
export function positiveInteger(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('expected a positive whole number.')
  if (Number(text) > LARGEST_COUNT)
    throw new InvalidArgumentError(`expected at most ${LARGEST_COUNT.toLocaleString('en')}.`)
  return Number(text)
}

/** @throws InvalidArgumentError if the text is neither a percentage nor a whole number */
export function toleranceOf(text: string): Tolerance {
  const tolerance = readTolerance(text)
  if (tolerance === null) throw new InvalidArgumentError(`${EXPECTED_TOLERANCE}.`)
  return tolerance
}

/** @throws InvalidArgumentError if the text is not a whole number */
export function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number.')
  if (!Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError(`expected at most ${Number.MAX_SAFE_INTEGER}.`)
  return Number(text)
}

// Not imported: the module that declares it loads the schemas of experiment files.
const WINDOW: BudgetSpec & string = 'window'

/** A budget outside an experiment. @throws InvalidArgumentError if the text is not a whole number of at least 1 */
export function plainBudget(text: string): number {
  if (text === WINDOW)
    throw new InvalidArgumentError(
      `expected a number of tokens: '${WINDOW}' is known only in an experiment, which has generators.`,
    )
  return positiveInteger(text)
}

/** A budget of an experiment. @throws InvalidArgumentError if the text is neither 'window' nor a whole number of at least 1 */
export function experimentBudget(text: string): BudgetSpec {
  return text === WINDOW ? WINDOW : positiveInteger(text)
}

/** Budgets separated by commas. @throws InvalidArgumentError if one is not a whole number of at least 1 */
export function budgetList(text: string): number[] {
  const budgets = text.split(',').map((part) => plainBudget(part.trim()))
  return [...new Set(budgets)]
}

/** Strategy names separated by commas; old names become the current ones. @throws InvalidArgumentError if one is unknown */
export function strategyList(text: string): string[] {
  return [...new Set(text.split(',').map((part) => strategyName(part.trim())))]
}

/** The current name of a strategy. @throws InvalidArgumentError if the name is unknown */
export function strategyName(text: string): string {
  const spec = readStrategyName(text)
  if ('problem' in spec) throw new InvalidArgumentError(`${spec.problem}.`)
  if (asksModel(text)) {
    throw new InvalidArgumentError(
      `'${text}' needs a model, so it is available only in experiments with a model among the generators.`,
    )
  }
  return text
}

/** Names separated by commas, unchecked: the command knows which names exist. */
export function nameList(text: string): string[] {
  return [...new Set(text.split(',').map((part) => part.trim()))]
}

/** Ids separated by commas, without the spaces around them. */
export function idList(text: string): string[] {
  const ids = text.split(',').map((part) => part.trim())
  if (ids.includes('')) throw new InvalidArgumentError('expected comma-separated ids.')
  return [...new Set(ids)]
}
