// `make bench-retrieval`: evidence recall of every strategy and of the stock LangChain pipeline on cohorts (COHORTS=folder of them) and on a
// synthetic one, paired differences to bm25 and bm25-stem, the ranking of retrieval sets in BEIR layout (SETS=folder) by the code
// of `chartsift rank`, and the floors that were set. What is not there is left out. EMBEDDER=folder measures what reads meaning with
// that embedder too; STRATEGIES=a,b names fewer; OUT=file takes every number as JSON.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedder } from '../generators/kinds/open-embedder.js'
import { openTokenCounter } from '../generators/tokens/token-counters.js'
import { indexCorpus } from '../pipeline/index/index-corpus.js'
import { type IndexSpec, indexSpecSchema } from '../pipeline/index/index-spec.js'
import type { IndexedCorpus } from '../pipeline/index/indexed-corpus.js'
import { ChartEmbeddings } from '../pipeline/langchain/embeddings.js'
import { namedStrategy } from '../pipeline/select/named-strategy.js'
import { COLLECTION_STRATEGIES, OFFLINE_STRATEGY_NAMES } from '../pipeline/select/registry/strategy-rows.js'
import { silent } from '../pipeline/workspace/progress.js'
import { Workspace } from '../pipeline/workspace/workspace.js'
import type { Strategy } from '../retrievers/strategy.js'
import { writeSyntheticCohort } from '../synthetic/write/write-cohort.js'
import { cohortNumbers, versions } from './bench-numbers.js'
import { type CohortRecall, cohortRecall } from './cohort-recall.js'
import { floorsOf, floorTable, isReached, type Measured } from './floors.js'
import { type Difference, pairedDifferences } from './paired-differences.js'
import { differenceTable, recallTable } from './recall-table.js'
import { rewordingsOf } from './reworded.js'
import { rankingTable, type SetRanking, setRanking } from './set-ranking.js'
import { stockLangchain } from './stock-langchain.js'

const COHORTS = process.env['COHORTS'] ?? '../shared/cohorts'
const SETS = process.env['SETS'] ?? '../shared/retrieval-dev'
const OUT = process.env['OUT']
const BUDGETS = [100, 250, 500, 1000, 2000, 4000]
const BASELINES = ['bm25', 'bm25-stem']
const STOCK = 'stock-langchain'
const COUNTER = 'cl100k'
const SEED = 7
const PATIENTS = 8
/** What another embedder changes, and what it is compared with. */
const OF_MEANING = [
  'recent',
  'bm25',
  'bm25-stem',
  'dense',
  'dense-exact',
  'hybrid',
  'sift',
  'sift-no-reading',
  STOCK,
]

/** What is measured on reworded instructions too. */
const REWORDED = ['bm25', 'bm25-stem', 'hybrid', 'sift', 'sift-no-reading']

const embedders = ['bundled', ...(process.env['EMBEDDER'] ? [process.env['EMBEDDER']] : [])]
const folder = mkdtempSync(join(tmpdir(), 'chartsift-bench-'))
const numbers: object[] = []
try {
  const workspace = new Workspace(join(folder, 'workspace'))
  const synthetic = join(folder, 'synthetic')
  await writeSyntheticCohort({ patients: PATIENTS, seed: SEED, out: synthetic })
  for (const embedder of new Set(embedders)) {
    await measure(
      embedder,
      embedder === 'bundled' ? rowsOf(OFFLINE_STRATEGY_NAMES) : rowsOf(OF_MEANING),
      synthetic,
      workspace,
    )
  }
  if (OUT) {
    const inputs = {
      counter: COUNTER,
      budgets: BUDGETS,
      seed: SEED,
      synthetic: { patients: PATIENTS, seed: SEED },
    }
    writeFileSync(OUT, `${JSON.stringify({ ...versions(), ...inputs, measured: numbers }, null, 1)}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function rowsOf(names: readonly string[]): string[] {
  const asked = process.env['STRATEGIES']?.split(',')
  return asked ?? [...new Set([...names, STOCK])]
}

async function measure(
  embedder: string,
  rows: readonly string[],
  synthetic: string,
  workspace: Workspace,
): Promise<void> {
  const spec = indexSpecSchema.parse({ embedder })
  const opened = await openEmbedder(embedder)
  const { name, hash, kind } = opened
  const stock = stockLangchain(new ChartEmbeddings(opened))
  const cohorts = new Map<string, CohortRecall>()
  for (const place of [...foldersIn(COHORTS), synthetic]) {
    const indexed = await index(place, spec, workspace)
    const recall = await recallOf(indexed, rows, stock)
    const differences = pairedDifferences(recall, rows, BASELINES, BUDGETS)
    cohorts.set(indexed.name, recall)
    printCohort(`${indexed.name}, embedder ${name}`, recall, rows, differences)
    numbers.push(cohortNumbers(indexed, recall, rows, BUDGETS, differences))
    const read = REWORDED.filter((name) => rows.includes(name))
    for (const { author, texts } of read.length === 0 ? [] : rewordingsOf(indexed.name)) {
      const reworded = await recallOf(indexed, read, stock, texts)
      const between = pairedDifferences(reworded, read, BASELINES, BUDGETS)
      printCohort(`${indexed.name} reworded by ${author}, embedder ${name}`, reworded, read, between)
      numbers.push({ rewordedBy: author, ...cohortNumbers(indexed, reworded, read, BUDGETS, between) })
    }
  }
  const sets: SetRanking[] = []
  const ranked = COLLECTION_STRATEGIES.filter((one) => rows.includes(one))
  for (const place of ranked.length === 0 ? [] : foldersIn(SETS)) {
    process.stderr.write(`ranking ${place}\n`)
    const ranking = await setRanking(place, workspace, spec, ranked)
    sets.push(ranking)
    process.stdout.write(`${place}, embedder ${name}\n${rankingTable(ranking)}\n\n`)
    numbers.push({ ...ranking, embedder: { name, hash } })
  }
  const measured: Measured = { embedder: name, isEncoder: kind === 'encoder', cohorts, sets }
  const floors = floorsOf(measured)
  if (floors.length > 0) process.stdout.write(`${floorTable(floors, name)}\n\n`)
  numbers.push({
    embedder: { name, hash },
    floors: floors.map((one) => ({ ...one, reached: isReached(one) })),
  })
}

async function index(place: string, spec: IndexSpec, workspace: Workspace): Promise<IndexedCorpus> {
  process.stderr.write(`indexing ${place}\n`)
  const execution = { workers: 1, progress: silent, signal: new AbortController().signal }
  return indexCorpus(workspace, {
    corpus: { folder: place, ehrs: null, verify: false, asOf: 'required' },
    spec,
    execution,
  })
}

async function recallOf(
  indexed: IndexedCorpus,
  rows: readonly string[],
  stock: Strategy,
  rewording: ReadonlyMap<string, string> | null = null,
): Promise<CohortRecall> {
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const setup = { seed: SEED, factsOf, reranker: null }
  const strategies = await Promise.all(
    rows.map((name) => (name === stock.name ? stock : namedStrategy(name, setup))),
  )
  let told = performance.now()
  const counter = await openTokenCounter(COUNTER)
  return cohortRecall(indexed, strategies, BUDGETS, counter, rewording, (done, all) => {
    if (done < all && performance.now() - told < 10_000) return
    told = performance.now()
    process.stderr.write(`${indexed.name}: ${done} of ${all} instructions\n`)
  })
}

function printCohort(
  title: string,
  recall: CohortRecall,
  rows: readonly string[],
  differences: readonly Difference[],
): void {
  const judged = new Map([...recall.cells.values()].flatMap(({ strict }) => [...strict]))
  const patients = new Set([...judged.values()].map(({ cluster }) => cluster))
  const tables = [
    recallTable(recall, rows, BUDGETS),
    differenceTable(
      differences,
      rows,
      BASELINES.filter((name) => rows.includes(name)),
    ),
  ]
  process.stdout.write(
    `${title}: ${judged.size} instructions of ${patients.size} patients judged; intervals resample patients\n${tables.join('\n')}\n\n`,
  )
}

function foldersIn(parent: string): string[] {
  if (!existsSync(parent)) return []
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .sort()
}
