import { GENERATOR_LINES } from '../../../generators/kinds/written-forms.js'

/** How to write each field of an experiment file: a line that could be in one. */
const FORMS: Readonly<Record<string, string>> = {
  ...GENERATOR_LINES,
  name: 'name: budget-curve',
  corpus: 'corpus: /data/medalign',
  ehrs: 'ehrs: ehrs-record',
  index: 'index: {chunk: tokens, chunkTokens: 128}',
  strategies: 'strategies: [recent, bm25, hybrid]',
  budgets: 'budgets: [500, 1000]',
  counter: 'counter: cl100k',
  reranker: 'reranker: models/cross-encoder',
  labels: 'labels: reviewed.tsv',
  prompt: 'prompt: record-first',
  measures: 'measures: [evidence-recall, token-f1]',
  compare: 'compare: {baseline: recent, primary: {measure: evidence-recall, strategy: hybrid, budget: 1000}}',
  primary: 'primary: {measure: evidence-recall, strategy: hybrid, budget: 1000}',
  seed: 'seed: 7',
  window: 'window: 16384',
  stop: "stop: ['###']",
  allowHosts: 'allowHosts: [models.example.org]',
}

/** Lists, whose items may be given as a single text with commas. */
const LISTS = new Set(Object.keys(FORMS).filter((field) => /: \[/.test(FORMS[field]!)))

/**
 * The line that a field should be, with the given values if they can be kept: 'budgets: 500, 1000' means `budgets: [500,
 * 1000]`.
 * @returns null for a field that has no form here
 */
function rightForm(field: string, given?: unknown): string | null {
  const form = FORMS[field]
  if (form === undefined) return null
  const isPlain =
    typeof given === 'number' ||
    (typeof given === 'string' && /^[\w.+=@-]+(?:\s*,\s*[\w.+=@-]+)*$/.test(given))
  return isPlain && LISTS.has(field)
    ? `${field}: [${String(given)
        .split(/\s*,\s*/)
        .join(', ')}]`
    : form
}

/** The end of a message, '; for example, `budgets: [500, 1000]`', or an empty text. */
export function exampleOf(field: string): string {
  const form = rightForm(field)
  return form === null ? '' : `; for example, \`${form}\``
}

/** The end of a message, ': write `budgets: [500, 1000]`', or an empty text. */
export function writeAs(field: string | undefined, given?: unknown): string {
  const form = field === undefined ? null : rightForm(field, given)
  return form === null ? '' : `: write \`${form}\``
}
