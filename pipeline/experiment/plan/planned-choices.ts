import { createHash } from 'node:crypto'
import { declaredModel, generatorName } from '../../../generators/kinds/declared-generators.js'
import type { GeneratorSpec } from '../../../generators/kinds/generator-schema.js'
import { readTemplate } from '../../../prompts/render-prompt.js'
import type { FileContrast } from '../arms/contrast-schema.js'
import { headlineGenerator, namedGenerator } from '../arms/headline-generator.js'
import { type BudgetSpec, budgetsOfStrategy } from '../arms/own-budgets.js'
import { ownBaseline } from '../arms/resolve-contrasts.js'
import type { ExperimentFile } from '../experiment-file.js'
import { promptFile } from '../prompt-file.js'

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A declared comparison as a plan has it, with what the file leaves to its defaults. Budgets are as the file has them. */
export type PlannedContrast = {
  readonly measure: string
  readonly strategy: string
  readonly budget: BudgetSpec
  readonly generator: string
  readonly baseline: { readonly strategy: string; readonly budget: BudgetSpec }
  /** In points of 100; null: none is declared. */
  readonly margin: number | null
}

/** How a model is called decides no answer. */
const UNDECIDING = new Set(['host', 'allowHosts', 'parallel', 'deadline', 'keepAlive', 'sentinel'])

/**
 * Everything in an experiment file that decides a context, an answer, a value or a declared comparison, by the key of the file.
 * Folders of servers and corpora are left out: they differ between machines. `labels` too: people label answers after a run.
 */
export function plannedChoices(file: ExperimentFile): Readonly<Record<string, Json>> {
  const { compare, strategies, generators, judges, measures } = file
  const template = createHash('sha256')
    .update(readTemplate(promptFile(file)))
    .digest('hex')
  const [primary, ...secondary] = plannedContrasts(file)
  const choices = {
    name: file.name,
    compare: {
      baseline: compare?.baseline ?? null,
      primary: primary ?? null,
      secondary: Object.fromEntries(secondary.map((contrast, i) => [String(i), contrast])),
    },
    strategies: Object.fromEntries(strategies.map((name) => [name, budgetsOfStrategy(file, name)])),
    measures: Object.fromEntries(measures.map((name) => [name, true])),
    generators: byName(generators),
    judges: byName(judges),
    prompt: { name: file.prompt, sha256: template },
    index: file.index ?? null,
    counter: file.counter,
    nominalWindow: file.nominalWindow,
    reranker: file.reranker,
    ehrs: file.ehrs,
    asOf: file.asOf,
    seed: file.seed,
  }
  // Without what is undefined, so that a plan equals itself when it is read again.
  return JSON.parse(JSON.stringify(choices)) as Readonly<Record<string, Json>>
}

/** The declared comparisons of a file, the primary one first; empty if there is no primary one. */
export function plannedContrasts(file: ExperimentFile): PlannedContrast[] {
  const { compare } = file
  if (compare === null || compare.primary === null) return []
  const planned = ({ measure, strategy, budget, generator, baseline, margin }: FileContrast) => ({
    measure,
    strategy,
    budget,
    generator: generator === null ? headlineGenerator(file).name : namedGenerator(file, generator),
    baseline: ownBaseline(baseline ?? compare.baseline, { strategy, budget }),
    margin,
  })
  const { primary, secondary } = compare
  return [planned({ ...primary, margin: primary.margin ?? compare.margin }), ...secondary.map(planned)]
}

function byName(specs: readonly GeneratorSpec[]): Record<string, unknown> {
  return Object.fromEntries(
    specs.map((spec) => [
      generatorName(spec),
      Object.fromEntries(
        Object.entries(declaredModel(spec)?.spec ?? {}).filter(([field]) => !UNDECIDING.has(field)),
      ),
    ]),
  )
}
