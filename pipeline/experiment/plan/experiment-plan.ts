import { createHash } from 'node:crypto'
import { ownVersion } from '../../../base/own-package.js'
import type { WindowBudget } from '../arms/window-budgets.js'
import type { ExperimentFile } from '../experiment-file.js'
import { type Json, type PlannedContrast, plannedChoices, plannedContrasts } from './planned-choices.js'
import type { PlannedQuestions } from './planned-questions.js'
import type { FindingSize } from './planned-sizes.js'
import { type Assumed, plannedSizes } from './planned-sizes.js'

/** A declared comparison of a plan, with the tokens of its budgets. */
export type ResolvedContrast = PlannedContrast & {
  readonly tokens: number
  readonly baselineTokens: number
}

/**
 * What an experiment declares before its first answer. `hash`: sha256 over everything else, whatever the order of its keys. It has
 * no time, so that the same file and corpus give the same bytes.
 */
export type ExperimentPlan = {
  readonly plan: 'chartsift'
  readonly format: 1
  readonly hash: string
  readonly version: string
  readonly experiment: string
  readonly primary: ResolvedContrast
  readonly secondary: readonly ResolvedContrast[]
  /** What the corpus asks: counts and hashes, no text. */
  readonly questions: PlannedQuestions
  /** What budgets are counted with, and the tokens of the budget 'window' by generator. */
  readonly counter: string
  readonly windows: Readonly<Record<string, number>>
  readonly assumed: Assumed
  /** What the primary comparison can detect, and what it would need, for each power. */
  readonly sizes: readonly FindingSize[]
  /** What decides contexts, answers, values and comparisons, by the key of the experiment file. */
  readonly choices: Readonly<Record<string, Json>>
}

/** What a plan is made from. */
export type PlanSources = {
  readonly file: ExperimentFile
  readonly questions: PlannedQuestions
  readonly counter: string
  readonly windows: readonly WindowBudget[]
  readonly assumed: Assumed
}

/** The plan of an experiment. The file must have a primary comparison. */
export function experimentPlan({ file, questions, counter, windows, assumed }: PlanSources): ExperimentPlan {
  const tokens = windowTokens(windows)
  const [primary, ...secondary] = plannedContrasts(file).map((contrast): ResolvedContrast => {
    const inTokens = (budget: PlannedContrast['budget']) =>
      typeof budget === 'number' ? budget : tokens[contrast.generator]!
    return {
      ...contrast,
      tokens: inTokens(contrast.budget),
      baselineTokens: inTokens(contrast.baseline.budget),
    }
  })
  const plan = {
    plan: 'chartsift',
    format: 1,
    version: ownVersion(),
    experiment: file.name,
    primary: primary!,
    secondary,
    questions,
    counter,
    windows: tokens,
    assumed,
    sizes: plannedSizes({ ...questions, ...assumed, margin: primary!.margin }),
    choices: plannedChoices(file),
  } as const
  const { plan: kind, format, ...rest } = plan
  return { plan: kind, format, hash: hashOfPlan(plan), ...rest }
}

/** The tokens of the budget 'window' by generator. */
export function windowTokens(windows: readonly WindowBudget[]): Record<string, number> {
  return Object.fromEntries(windows.map(({ generator, tokens }) => [generator, tokens]))
}

/** The sha256 of everything in a plan but its own hash, in hex. */
export function hashOfPlan(plan: object): string {
  const { hash: _, ...rest } = plan as { readonly hash?: unknown }
  return createHash('sha256')
    .update(JSON.stringify(withSortedKeys(rest)))
    .digest('hex')
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, withSortedKeys(inner)]))
}
