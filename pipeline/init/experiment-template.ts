import { stringify } from 'yaml'
import { BASELINE_KINDS, MODEL_KINDS } from '../../generators/kinds/generator-kinds.js'
import type { CorpusOutline } from './corpus-outline.js'

const [baseline] = BASELINE_KINDS
const [kind] = MODEL_KINDS

/** What `init` fills into its template. */
export type TemplateChoices = {
  /** The corpus path to write into the file. */
  readonly corpus: string
  readonly ehrs: string | null
  readonly model: { readonly name: string; readonly host: string } | null
  /** Path of the JSON schema that editors check the file against. */
  readonly schema: string
}

/** A commented experiment file that runs unchanged. */
export function experimentTemplate(
  outline: CorpusOutline,
  { corpus, ehrs, model, schema }: TemplateChoices,
): string {
  const { evidence, hasReferences } = outline
  const measures = [
    ...(evidence === null ? [] : ['evidence-recall', 'evidence-precision']),
    'utilisation',
    ...(hasReferences ? ['exact-answer', 'token-f1', 'rouge-l'] : []),
  ]
  const strategies = [
    'none',
    'random',
    'recent',
    'bm25',
    'dense',
    'hybrid',
    'sift',
    ...(evidence === null ? [] : ['oracle']),
  ]
  const primary = evidence === null ? (hasReferences ? 'token-f1' : null) : 'evidence-recall'
  return `# yaml-language-server: $schema=${schema}
# An experiment: every strategy at every budget over the same instructions.
# ${counted(outline.patients, 'patient')}, ${counted(outline.instructions, 'instruction')}; ${evidence === null ? 'no judged evidence' : `judged evidence from ${evidence}`}; ${hasReferences ? 'reference answers' : 'no reference answers'}.
name: ${scalar(outline.name)}
corpus: ${scalar(corpus)}
${ehrs === null ? '' : `ehrs: ${scalar(ehrs)}\n`}${asOfLines(outline)}
# How notes and events are cut and embedded.
index: {chunk: tokens, chunkTokens: 128, events: series, embedder: bundled}

# What chooses the context: 'chartsift list strategies'. A strategy takes modifiers, as in hybrid+mmr+cut: 'chartsift list modifiers'.
strategies: [${strategies.join(', ')}]

# Tokens that a context may take.
budgets: [500, 1000, 2000]

# What generates the answers: ${baseline.name} ${baseline.does}.
${generatorLines(model)}

# What is measured: 'chartsift list measures'.
measures: [${measures.join(', ')}]
${compareLines(primary)}
seed: 7
`
}

function asOfLines({ asOfFile, hasAsOf, withoutAsOf }: CorpusOutline): string {
  if (!hasAsOf) return `# No ${asOfFile}: every instruction sees the whole record.\n`
  if (withoutAsOf === 0) return `# ${asOfFile} says how much of the record each instruction may see.\n`
  return `# ${counted(withoutAsOf, 'instruction')} without a row in ${asOfFile} cannot be used; 'optional' lets them see the whole record.\nasOf: required\n`
}

function generatorLines(model: TemplateChoices['model']): string {
  if (model === null)
    return `generators: [${baseline.name}]
# generators: [{${kind.field}: '${kind.examples.generator}', window: 16384, host: '${kind.defaultHost}'}]`
  return `generators:
  - ${kind.field}: ${scalar(model.name)}
    host: ${scalar(model.host)}
    window: 16384          # tokens of prompt and answer together
    maxAnswerTokens: 256`
}

function compareLines(primary: string | null): string {
  const line = `compare: {baseline: recent, primary: {measure: ${primary ?? 'token-f1'}, strategy: hybrid, budget: 1000}}`
  return primary === null
    ? `
# The question that the report answers first; it needs judged evidence or reference answers.
# ${line}
`
    : `
# The question that the report answers first: is hybrid better than recent at 1,000 tokens?
${line}
`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** A text as YAML writes it on one line. */
function scalar(text: string): string {
  return stringify(text, {
    lineWidth: 0,
    defaultStringType: /^[\w./-]+$/.test(text) ? 'PLAIN' : 'QUOTE_DOUBLE',
  }).trimEnd()
}
