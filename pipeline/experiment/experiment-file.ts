import { z } from 'zod'
import { inputName } from '../../base/files/read-input.js'
import { unknownName } from '../../base/text/did-you-mean.js'
import { isIndexBaseline } from '../../eval/compare/baseline.js'
import { measureNamed } from '../../eval/measures/measure-names.js'
import { measures } from '../../eval/measures/measure-registry.js'
import { BASELINE_KINDS } from '../../generators/kinds/generator-kinds.js'
import { generatorSchema, judgeSchema } from '../../generators/kinds/generator-schema.js'
import { wholeNumber } from '../../generators/servers/model-spec.js'
import { EXPECTED_TOLERANCE, readTolerance } from '../failures/tolerance.js'
import { indexSpecSchema } from '../index/index-spec.js'
import { strategyOfArm } from '../select/arm.js'
import { currentName } from '../select/current-name.js'
import { readStrategyName } from '../select/strategy-name.js'
import { LISTED_TWICE } from './arms/check-arms.js'
import { expandArms } from './arms/experiment-arms.js'
import { indexListSchema } from './arms/index-list.js'
import { checkAcrossFields, isMeasure } from './experiment-checks.js'
import { aboutField, fieldProblem, unknownFieldProblem } from './form/field-problem.js'
import { knownFields } from './form/known-fields.js'
import { missingPlaces } from './form/place-of.js'
import { problemList } from './form/problem-list.js'
import { listedAsRenamed, renamedInFile } from './form/renamed-strategies.js'
import { type FieldPath, readYamlFile, type YamlFile } from './yaml-file.js'

const strategyName = z
  .string('expected the name of a strategy')
  .overwrite(currentName)
  .superRefine((name, context) => {
    const spec = readStrategyName(strategyOfArm(name))
    if ('problem' in spec) context.addIssue({ code: 'custom', message: spec.problem })
  })
/** An arm, or '@' and the name of an index. */
const baselineName = z
  .string('expected the name of a strategy')
  .overwrite(currentName)
  .superRefine((name, context) => {
    if (isIndexBaseline(name)) return
    const spec = readStrategyName(strategyOfArm(name))
    if ('problem' in spec) context.addIssue({ code: 'custom', message: spec.problem })
  })
const measureName = z
  .string({ error: unknownMeasure })
  .overwrite(measureNamed)
  .refine(isMeasure, { error: unknownMeasure })

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
    strategies: z.array(strategyName).min(1),
    budgets: z.array(wholeNumber).min(1),
    /** Null: the tokenizer of the generators. */
    counter: z.string().min(1).nullable().default(null),
    reranker: z.string().min(1).nullable().default(null),
    generators: z.array(generatorSchema).min(1).default([BASELINE_KINDS[0].name]),
    /** Models that grade the responses, for the measures 'judge-...'. */
    judges: z.array(judgeSchema).default([]),
    /** Table with people's labels of responses, which the judges are compared with; null: the judges are uncalibrated. */
    labels: z.string().min(1).nullable().default(null),
    prompt: z.enum(['record-first', 'question-first', 'structured', 'helm-medalign']).default('record-first'),
    measures: z
      .array(measureName)
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
    compare: z
      .strictObject({
        baseline: baselineName,
        primary: z
          .strictObject({
            measure: measureName,
            strategy: strategyName,
            budget: wholeNumber,
            /** Whose answers it compares: a baseline or a model; null: the first model, otherwise the first generator. */
            generator: z.string().min(1).nullable().default(null),
          })
          .nullable()
          .default(null),
        /** Non-inferiority margin, in points of 100: the primary strategy may be worse than the baseline by this much. */
        margin: z.number().positive().max(100).nullable().default(null),
      })
      .nullable()
      .default(null),
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

/** An experiment file after parsing. If `index` is a list, `strategies` are the arms: each strategy on each index. */
export type ExperimentFile = z.infer<typeof experimentSchema>

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
    return withArms(result.data)
  }
  throw problemList(inputName(path), problems)
}

function withArms(file: ExperimentFile): ExperimentFile {
  const { index, strategies } = file
  if (!Array.isArray(index)) return file
  return {
    ...file,
    strategies: expandArms(
      strategies,
      index.map(({ name }) => name),
    ),
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

function unknownMeasure({ input }: { readonly input?: unknown }): string {
  if (typeof input !== 'string') return 'expected the name of a measure'
  return unknownName('measure', input, { known: Object.keys(measures), listing: 'chartsift list measures' })
}
