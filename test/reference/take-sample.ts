// `npx tsx test/reference/take-sample.ts FOLDER`: takes the sample in this folder from the whole tables. The same tables give the
// same sample. README.md says what the tables are.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const TOPICS = [
  'auroc',
  'bootstrap',
  'cohen_kappa',
  'design_effect',
  'distributions',
  'equivalence',
  'icc',
  'kendall',
  'krippendorff_alpha',
  'mcnemar',
  'multiplicity',
  'permutation_signflip',
  'power',
  'proportion',
  'quantile',
]
/** Of a topic's cases as JSON, in bytes; its smallest cases are taken until they reach it. */
const MOST_BYTES = 36_000
/** Every how many rows of a kind are taken. */
const STEPS = { hand: 4, mts: 16, gen: 8 } as const
/** All rows of this corpus are taken, so that its measures can be compared too. */
const CORPUS = 'corpus-hand-multi'
const QUERIES_STEP = 6
const DISTRIBUTIONS_STEP = 4
const FIRST_OF_FUNCTION = 6

type Case = { readonly id: string; readonly input: { readonly fn?: string } }
type Line = { readonly id: string; readonly references?: readonly string[] }

const [full] = process.argv.slice(2)
if (full === undefined) throw new Error('expected the folder of the whole tables')
const own = import.meta.dirname
for (const folder of ['statistics', 'measures/ir']) mkdirSync(join(own, folder), { recursive: true })
const read = (file: string) => readFileSync(join(full, file), 'utf8')
const write = (file: string, text: string) => writeFileSync(join(own, file), text)
const linesOf = (file: string) => read(file).trimEnd().split('\n')

for (const topic of TOPICS) {
  const table = JSON.parse(read(`statistics/${topic}.json`)) as { cases: Case[] }
  const cases = topic === 'distributions' ? someOfEachFunction(table.cases) : smallest(table.cases)
  const head = JSON.stringify({ ...table, cases: undefined }).slice(0, -1)
  const rows = cases.map((one) => JSON.stringify(one)).join(',\n')
  write(`statistics/${topic}.json`, `${head},"cases":[\n${rows}\n]}\n`)
}

const rows = linesOf('measures/rows.jsonl').map((line) => JSON.parse(line) as Line)
const isOfCorpus = ({ id, references }: Line) => id.startsWith('hand') && references!.length > 1
const ids = new Set([
  CORPUS,
  ...Object.entries(STEPS).flatMap(([kind, step]) =>
    rows
      .filter(({ id }) => id.startsWith(kind))
      .flatMap((row, i) => (i % step === 0 || isOfCorpus(row) ? [row.id] : [])),
  ),
])
for (const file of ['rows', 'values', 'tokens'])
  write(
    `measures/${file}.jsonl`,
    `${linesOf(`measures/${file}.jsonl`)
      .filter((line) => ids.has((JSON.parse(line) as Line).id))
      .join('\n')}\n`,
  )
write('measures/stems.tsv', read('measures/stems.tsv'))

const queries = new Set(
  linesOf('measures/ir/queries.tsv')
    .slice(1)
    .map((line) => line.split('\t')[0]!)
    .filter((query, i) => i % QUERIES_STEP === 0 || !/\d{3}$/.test(query)),
)
const queryOf = (line: string) => line.split(/[ \t]/)[0]!
for (const file of ['run.txt', 'qrels.txt'])
  write(
    `measures/ir/${file}`,
    `${linesOf(`measures/ir/${file}`)
      .filter((line) => queries.has(queryOf(line)))
      .join('\n')}\n`,
  )
// Means are over all queries: the sample has none.
write(
  'measures/ir/values.jsonl',
  `${linesOf('measures/ir/values.jsonl')
    .filter((line) => queries.has((JSON.parse(line) as { query: string }).query))
    .join('\n')}\n`,
)

function smallest(cases: readonly Case[]): Case[] {
  const sizes = cases
    .map((one, i) => ({ i, bytes: JSON.stringify(one).length }))
    .toSorted((a, b) => a.bytes - b.bytes)
  const taken = new Set<number>()
  let sum = 0
  for (const { i, bytes } of sizes) {
    sum += bytes
    if (sum <= MOST_BYTES) taken.add(i)
  }
  return cases.filter((_, i) => taken.has(i))
}

function someOfEachFunction(cases: readonly Case[]): Case[] {
  const seen = new Map<string, number>()
  return cases.filter(({ input }) => {
    const before = seen.get(input.fn!) ?? 0
    seen.set(input.fn!, before + 1)
    return before < FIRST_OF_FUNCTION || before % DISTRIBUTIONS_STEP === 0
  })
}
