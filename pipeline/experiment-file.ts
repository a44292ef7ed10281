import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { InputError } from '../corpus/input-error.js'
import { measures } from '../eval/measures.js'
import { indexSpecSchema } from './index-spec.js'
import { STRATEGY_NAMES } from './strategies.js'

const positive = z.number().int().positive()
const strategyName = z.enum(STRATEGY_NAMES, {
  error: ({ input }) => `unknown strategy '${String(input)}'; known are ${STRATEGY_NAMES.join(', ')}`,
})
const MEASURE_NAMES = Object.keys(measures)
const measureName = z.string().refine((name) => name in measures, {
  error: ({ input }) => `unknown measure '${String(input)}'; known are ${MEASURE_NAMES.join(', ')}`,
})

const ollamaSchema = z.strictObject({
  ollama: z.string().min(1),
  host: z.url().default('http://127.0.0.1:11434'),
  window: positive,
  maxAnswerTokens: positive.default(256),
  allowHosts: z.array(z.string()).default([]),
})
export type OllamaSpec = z.infer<typeof ollamaSchema>
const generatorSchema = z.union([z.literal('extractive'), ollamaSchema], {
  error: "expected 'extractive' or {ollama: MODEL, window: TOKENS}",
})
export type GeneratorSpec = z.infer<typeof generatorSchema>

const schema = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'expected letters, digits, dots, dashes'),
    corpus: z.string().min(1),
    ehrs: z.string().nullable().default(null),
    index: indexSpecSchema.prefault({}),
    strategies: z.array(strategyName).min(1),
    budgets: z.array(positive).min(1),
    counter: z.string().default('cl100k'),
    generators: z.array(generatorSchema).min(1).default(['extractive']),
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
        baseline: strategyName,
        primary: z
          .strictObject({ measure: measureName, strategy: strategyName, budget: positive })
          .nullable()
          .default(null),
      })
      .nullable()
      .default(null),
    seed: z.number().int().default(7),
  })
  .superRefine((file, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const { compare } = file
    requireDistinct(file.strategies, 'strategies', problem)
    requireDistinct(file.budgets, 'budgets', problem)
    requireDistinct(file.measures, 'measures', problem)
    if (compare === null) return
    if (!file.strategies.includes(compare.baseline)) {
      problem(['compare', 'baseline'], `'${compare.baseline}' is not among the strategies of this experiment`)
    }
    if (compare.primary === null) return
    const { strategy, budget, measure } = compare.primary
    if (!file.strategies.includes(strategy)) {
      problem(
        ['compare', 'primary', 'strategy'],
        `'${strategy}' is not among the strategies of this experiment`,
      )
    }
    if (strategy === compare.baseline) {
      problem(['compare', 'primary', 'strategy'], `'${strategy}' is the baseline itself`)
    }
    if (!file.budgets.includes(budget)) {
      problem(['compare', 'primary', 'budget'], `${budget} is not among the budgets of this experiment`)
    }
    if (!file.measures.includes(measure)) {
      problem(['compare', 'primary', 'measure'], `'${measure}' is not among the measures of this experiment`)
    }
  })

export type ExperimentFile = z.infer<typeof schema>

/** Reads an experiment file (YAML) and reports every problem at once, each with its path and line. */
export function readExperimentFile(path: string): ExperimentFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const reason = (error as { code?: string }).code === 'ENOENT' ? 'no such file' : (error as Error).message
    throw new InputError(`cannot read the experiment file ${path}: ${reason}`)
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const [syntax] = document.errors
  if (syntax !== undefined) {
    const line = lines.linePos(syntax.pos[0]).line
    throw new InputError(
      `${path}:${line}: expected YAML, found ${syntax.code.toLowerCase().replaceAll('_', ' ')}`,
    )
  }
  const result = schema.safeParse(document.toJS() ?? {})
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => {
    const node = document.getIn(issue.path as (string | number)[], true) as { range?: [number] } | undefined
    const line = node?.range ? `:${lines.linePos(node.range[0]).line}` : ''
    return `  ${path}${line}: ${issue.path.join('.') || 'file'}: ${issue.message}`
  })
  throw new InputError(`the experiment file has ${problems.length} problem(s):\n${problems.join('\n')}`)
}

function requireDistinct(
  values: readonly (string | number)[],
  field: string,
  problem: (path: (string | number)[], message: string) => void,
): void {
  values.forEach((value, i) => {
    if (values.indexOf(value) !== i) problem([field, i], `'${value}' is named twice`)
  })
}
