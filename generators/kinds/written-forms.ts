import { BASELINE_KINDS, MODEL_KINDS } from './generator-kinds.js'

const [baseline] = BASELINE_KINDS
const [model] = MODEL_KINDS

/** How an experiment file writes a model, for use in sentences: '{ollama: MODEL, window: TOKENS}'. */
export const MODEL_FORM = MODEL_KINDS.map(({ field }) => `{${field}: MODEL, window: TOKENS}`).join(' or ')

/** How an experiment file writes a generator: "'extractive' or {ollama: MODEL, window: TOKENS}". */
export const GENERATOR_FORM = [...BASELINE_KINDS.map(({ name }) => `'${name}'`), MODEL_FORM].join(' or ')

/** Example lines of an experiment file, by field. */
export const GENERATOR_LINES: Readonly<Record<string, string>> = {
  generators: `generators: [${baseline.name}, {${model.field}: '${model.examples.generator}', window: 16384}]`,
  judges: `judges: [{${model.field}: '${model.examples.judge}', window: 16384}]`,
  host: `host: '${model.defaultHost}'`,
  ...Object.fromEntries(
    MODEL_KINDS.map(({ field, examples }) => [field, `${field}: '${examples.generator}'`]),
  ),
}
