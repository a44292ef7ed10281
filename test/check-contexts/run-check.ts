// Checks the invariants of a contexts.jsonl against the corpus it was made from. It shares no code with the packer, the
// readers or the strategies: its own reading of the XML, its own count, its own idea of what may be seen.
// Usage: node --import tsx test/check-contexts/run-check.ts contexts.jsonl CORPUS [--ehrs DIR] [--strategies A,B --budgets 500,1000]
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkContexts } from './check-contexts.js'
import type { ContextLine } from './context-line.js'
import { readCorpus } from './read-corpus.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ehrs: { type: 'string' }, strategies: { type: 'string' }, budgets: { type: 'string' } },
})
const [path, corpus] = positionals
if (path === undefined || corpus === undefined) throw new Error('expected contexts.jsonl and a corpus folder')
if ((values.strategies === undefined) !== (values.budgets === undefined)) {
  throw new Error('expected --strategies and --budgets together, found one of them')
}
const grid =
  values.strategies === undefined || values.budgets === undefined
    ? null
    : { strategies: values.strategies.split(','), budgets: values.budgets.split(',').map(Number) }

function* contextLines(file: string): Generator<ContextLine> {
  for (const json of readFileSync(file, 'utf8').split('\n')) {
    if (json !== '') yield JSON.parse(json) as ContextLine
  }
}
const { lines, passages, violations } = checkContexts(
  contextLines(path),
  readCorpus(corpus, values.ehrs ?? null),
  grid,
)
for (const [kind, { count, first }] of violations) {
  console.log(`violated ${count} times: ${kind} (first: ${first})`)
}
console.log(`${lines} contexts, ${passages} passages, ${violations.size} kinds of violation`)
process.exitCode = violations.size === 0 && lines > 0 ? 0 : 1
