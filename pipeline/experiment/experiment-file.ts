import { z } from 'zod'
import { inputName } from '../../base/files/read-input.js'
import { BASELINE_KINDS } from '../../generators/kinds/generator-kinds.js'
import { generatorSchema, judgeSchema } from '../../generators/kinds/generator-schema.js'
import { wholeNumber } from '../../generators/servers/model-spec.js'
import { EXPECTED_TOLERANCE, readTolerance } from '../failures/tolerance.js'
import { indexSpecSchema } from '../index/index-spec.js'
import { strategyOfArm } from '../select/arm.js'
import { currentName } from '../select/current-name.js'
import { readStrategyName } from '../select/strategy-name.js'
import { LISTED_TWICE } from './arms/check-arms.js'
import { compareSchema, measureNameSchema, strategyNameSchema } from './arms/contrast-schema.js'
import { expandArms } from './arms/experiment-arms.js'
import {
  type BudgetSpec,
  budgetSchema,
  ownBudgetsOf,
  ownBudgetsSchema,
  strategyOfEntry,
} from './arms/own-budgets.js'
import { checkAcrossFields } from './experiment-checks.js'
import { aboutField, fieldProblem, unknownFieldProblem } from './form/field-problem.js'
import { knownFields } from './form/known-fields.js'
import { missingPlaces } from './form/place-of.js'
import { problemList } from './form/problem-list.js'
import { listedAsRenamed, renamedInFile } from './form/renamed-strategies.js'
import { indexListSchema } from './indexes/index-list.js'
import { type FieldPath, readYamlFile, type YamlFile } from './yaml-file.js'

/** The `maxFailed` of an experiment file. */
const toleranceSchema = z
  .union([z.string(), z.number()], { error: EXPECTED_TOLERANCE })
  .transform((value, context) => {
    const tolerance = readTolerance(String(value))
    if (tolerance === null) context.addIssue({ code: 'custom', message: EXPECTED_TOLERANCE })
    return tolerance
  })

/** The form of an experiment file, with every check that needs no look at its folders. */
export const experimentSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'expected letters, digits, dots, dashes')
      // It becomes part of a folder's name.
      .max(80, 'expected at most 80 characters'),
    corpus: z.string().min(1),
    ehrs: z.string().nullable().default(null),
    /** Whether asof.tsv, if there is one, must name every instruction. */
    asOf: z
      .enum(['required', 'optional'], { error: "expected 'required' or 'optional'" })
      .default('required'),
    /** One index, or a list of them; not named: what the corpus was indexed with. */
    index: z
      .union([indexSpecSchema, indexListSchema], {
        error: 'expected the fields of an index, or a list of such indexes',
      })
      .optional(),
    /** A strategy takes the budgets of the file, unless it has its own. */
    strategies: z.array(z.union([strategyNameSchema, ownBudgetsSchema.superRefine(checkOwnName)])).min(1),
    budgets: z.array(budgetSchema).min(1),
    /** Window of generators that have none, such as the extractive one, for the budget 'window'. */
    nominalWindow: wholeNumber.nullable().default(null),
    /** Null: the tokenizer of the generators. */
    counter: z.string().min(1).nullable().default(null),
    reranker: z.string().min(1).nullable().default(null),
    generators: z.array(generatorSchema).min(1).default([BASELINE_KINDS[0].name]),
    /** Models that grade the responses, for the measures 'judge-...'. */
    judges: z.array(judgeSchema).default([]),
    /** Table with people's labels of responses, which the judges are compared with; null: the judges are uncalibrated. */
    labels: z.string().min(1).nullable().default(null),
    prompt: z
      .enum(['record-first', 'question-first', 'structured', 'structured-confidence', 'helm-medalign'])
      .default('record-first'),
    measures: z
      .array(measureNameSchema)
      .min(1)
      .default([
        'evidence-recall',
        'evidence-precision',
        'utilisation',
        'exact-answer',
        'token-f1',
        'rouge-l',
        'chrf',
      ]),
    compare: compareSchema.nullable().default(null),
    /** How much may fail before the run counts as failed; null: nothing. */
    maxFailed: toleranceSchema.nullable().default(null),
    seed: z.number().int().default(7),
  })
  .superRefine(
    (file, context) => {
      checkAcrossFields(file, (path, message) =>
        context.addIssue({ code: 'custom', path: [...path], message }),
      )
    },
    { when: () => true },
  )

/**
 * An experiment file after parsing. If `index` is a list, `strategies` are the arms: each strategy on each index. `ownBudgets` has
 * the budgets of arms that do not take those of the file.
 */
export type ExperimentFile = Omit<z.infer<typeof experimentSchema>, 'strategies'> & {
  readonly strategies: readonly string[]
  readonly ownBudgets: Readonly<Record<string, readonly BudgetSpec[]>>
}

/**
 * Reads an experiment file (YAML). Strategies have their current names, even if the file uses old ones.
 * @param tell gets a line about names that should be changed in the file
 * @throws InputError with every problem at once, each with its path and line
 */
export function readExperimentFile(
  path: string,
  tell: (warning: string) => void = () => undefined,
): ExperimentFile {
  const yaml = readYamlFile(path)
  if (typeof yaml.value !== 'object' || Array.isArray(yaml.value)) {
    if (yaml.value !== undefined)
      throw problemList(inputName(path), [{ line: 1, text: noFields(yaml.value) }])
  }
  const result = experimentSchema.safeParse(yaml.value ?? {})
  const issues = result.error?.issues.flatMap((issue) => problemsOf(issue, [], yaml)) ?? []
  const missing = missingPlaces(yaml.value, path).map(({ field, problem }) => ({
    field,
    sentence: aboutField(field, problem),
  }))
  const problems = [...issues, ...missing].map(({ field, sentence }) => ({
    line: yaml.lineOf(field),
    text: sentence,
  }))
  if (result.success && problems.length === 0) {
    const warning = renamedInFile(yaml.value)
    if (warning !== null) tell(`${inputName(path)}: ${warning}`)
    const file = withArms(result.data)
    if (file.strategies.every((strategy) => strategy in file.ownBudgets))
      tell(`${inputName(path)}: warning: no strategy uses 'budgets': each has budgets of its own`)
    return file
  }
  throw problemList(inputName(path), problems)
}

function withArms(file: z.infer<typeof experimentSchema>): ExperimentFile {
  const { index, strategies: entries } = file
  const ownBudgets = ownBudgetsOf(entries)
  const strategies = entries.map((entry) => currentName(String(strategyOfEntry(entry))))
  if (!Array.isArray(index)) return { ...file, strategies, ownBudgets }
  const names = index.map(({ name }) => name)
  const expanded = strategies.flatMap((strategy) =>
    expandArms([strategy], names).map((arm) => ({ arm, own: ownBudgets[strategy] })),
  )
  return {
    ...file,
    strategies: expanded.map(({ arm }) => arm),
    ownBudgets: Object.fromEntries(
      expanded.flatMap(({ arm, own }) => (own === undefined ? [] : [[arm, own]])),
    ),
  }
}

function checkOwnName(entry: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void {
  for (const name of Object.keys(entry)) {
    const spec = readStrategyName(strategyOfArm(currentName(name)))
    if ('problem' in spec) context.addIssue({ code: 'custom', message: spec.problem })
  }
}

function noFields(value: unknown): string {
  return `file: expected fields, as in \`name: budget-curve\`, found ${Array.isArray(value) ? 'a list' : 'a text: put a colon and a space after the name of a field'}`
}

type Problem = { readonly field: FieldPath; readonly sentence: string }

function problemsOf(issue: z.core.$ZodIssue, within: FieldPath, yaml: YamlFile): Problem[] {
  const field = [...within, ...(issue.path as (string | number)[])]
  const value = yaml.valueAt(field)
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(experimentSchema, field)
    return issue.keys.map((key) => {
      const unknown = [...field, key]
      return { field: unknown, sentence: unknownFieldProblem(unknown, known) }
    })
  }
  if (issue.code === 'invalid_union' && typeof value === 'string') {
    // The alternative that takes a text has the sentence about it.
    const meant = issue.errors.find((issues) => issues.every(({ code }) => code === 'custom'))
    if (meant !== undefined) return meant.flatMap((inner) => problemsOf(inner, field, yaml))
  }
  if (issue.code === 'invalid_union' && typeof value === 'object' && value !== null) {
    // Somebody who writes an object means the alternative that is an object: naming what it lacks helps more than saying that
    // nothing fits.
    const [meant] = issue.errors
      .filter((issues) => issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'))
      .toSorted((a, b) => a.length - b.length)
    if (meant !== undefined) return meant.flatMap((inner) => problemsOf(inner, field, yaml))
  }
  // Checks see only current names.
  const renamed = issue.message.endsWith(LISTED_TWICE) ? listedAsRenamed(yaml.value, field) : null
  return [
    { field, sentence: renamed === null ? fieldProblem(issue, field, value) : aboutField(field, renamed) },
  ]
}
