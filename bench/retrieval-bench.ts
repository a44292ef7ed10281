// `make bench-retrieval`: evidence recall of every strategy on cohorts (COHORTS=folder of them) and on a synthetic one, and the
// ranking of retrieval sets in BEIR layout (SETS=folder) by the code of `chartsift rank`. What is not there is left out.
// STRATEGIES=a,b names fewer.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { readBeir } from '../corpus/read-beir.js'
import { writeSyntheticCohort } from '../corpus/synthetic/write-cohort.js'
import { evidenceRecall } from '../eval/evidence.js'
import { indexCorpus } from '../pipeline/index-corpus.js'
import { indexSpecSchema } from '../pipeline/index-spec.js'
import { silent } from '../pipeline/progress.js'
import { openCollection, RankTally, rankQueries } from '../pipeline/rank-collection.js'
import { pickInstructions, selectContexts } from '../pipeline/select-contexts.js'
import { COLLECTION_STRATEGIES, makeStrategy, STRATEGY_NAMES } from '../pipeline/strategies.js'
import { openTokenCounter } from '../pipeline/token-counters.js'
import { Workspace } from '../pipeline/workspace.js'
import { isUnfit } from '../retrievers/strategy.js'

const COHORTS = process.env['COHORTS'] ?? '../shared/cohorts'
const SETS = process.env['SETS'] ?? '../shared/retrieval-dev'
const BUDGETS = [250, 500, 1000, 2000]
const SEED = 7
const PATIENTS = 8

const spec = indexSpecSchema.parse({ embedder: process.env['EMBEDDER'] ?? 'bundled' })
const asked = process.env['STRATEGIES']?.split(',')
const strategyNames = STRATEGY_NAMES.filter((name) => asked === undefined || asked.includes(name))
const folder = mkdtempSync(join(tmpdir(), 'chartsift-bench-'))
try {
  const workspace = new Workspace(join(folder, 'workspace'))
  const synthetic = join(folder, 'synthetic')
  await writeSyntheticCohort({ patients: PATIENTS, seed: SEED, out: synthetic })
  for (const cohort of [...foldersIn(COHORTS), synthetic]) await printRecall(cohort, workspace)
  for (const set of foldersIn(SETS)) await printRanking(set, workspace)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Mean over the instructions that have essential evidence; an instruction that a strategy cannot fill counts as found nothing. */
async function printRecall(cohort: string, workspace: Workspace): Promise<void> {
  const execution = { workers: 1, progress: silent, signal: new AbortController().signal }
  const indexed = await indexCorpus(workspace, { folder: cohort, ehrs: null, verify: false }, spec, execution)
  const { instructions } = pickInstructions(indexed, null)
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const strategies = strategyNames.map((name) => makeStrategy(name, { seed: SEED, factsOf }))
  const counter = await openTokenCounter('cl100k')
  const sums = new Map<string, { sum: number; count: number }>()
  const started = performance.now()
  const selected = selectContexts(indexed, instructions, () => strategies, BUDGETS, counter)
  for await (const { instruction, contexts } of selected) {
    for (const { strategy, budget, context } of contexts) {
      // Text that names no passages, as that of recent-tokens, cannot be judged by them.
      if (!isUnfit(context) && context.passages.length === 0 && context.tokens > 0) continue
      const value = evidenceRecall.of({
        evidence: factsOf(instruction.instructionId),
        passages: isUnfit(context) ? [] : context.passages,
        budget,
        tokens: 0,
        response: null,
        responseReason: null,
        references: [],
      })
      if (typeof value !== 'number') continue
      const cell = sums.get(`${strategy} ${budget}`) ?? { sum: 0, count: 0 }
      sums.set(`${strategy} ${budget}`, { sum: cell.sum + value, count: cell.count + 1 })
    }
  }
  const seconds = (performance.now() - started) / 1000
  const table = tableOf(['evidence recall, %', ...BUDGETS.map((budget) => `${budget}`)])
  for (const { name } of strategies) {
    const cells = BUDGETS.map((budget) => sums.get(`${name} ${budget}`))
    table.push([name, ...cells.map((cell) => (cell ? ((100 * cell.sum) / cell.count).toFixed(1) : ''))])
  }
  const judged = Math.max(0, ...[...sums.values()].map(({ count }) => count))
  process.stdout.write(
    `${indexed.name}: ${judged} of ${instructions.length} instructions judged, ${seconds.toFixed(1)} s\n${table.toString()}\n\n`,
  )
}

async function printRanking(place: string, workspace: Workspace): Promise<void> {
  const set = readBeir(place)
  const shard = await openCollection(workspace, place, set, spec)
  const table = tableOf(['strategy', 'MRR', 'nDCG@10', 'R@10', 'R@100', 'ms a query'])
  for (const name of COLLECTION_STRATEGIES.filter((one) => strategyNames.includes(one))) {
    const tally = new RankTally(set, name)
    const strategy = makeStrategy(name, { seed: SEED, factsOf: () => [] })
    const started = performance.now()
    for await (const { queryId, list } of rankQueries(set, shard, strategy)) tally.add(queryId, list)
    const { mrr, ndcg10, recall10, recall100, queries } = tally.scores()
    const each = ((performance.now() - started) / queries).toFixed(1)
    table.push([name, ...[mrr, ndcg10, recall10, recall100].map((value) => value.toFixed(4)), each])
  }
  process.stdout.write(`${place}: ${set.queries.length} queries\n${table.toString()}\n\n`)
}

function tableOf(head: string[]): Table.Table {
  const colAligns = head.map((_, i) => (i === 0 ? 'left' : 'right'))
  return new Table({ head, colAligns, style: { head: [], border: [], compact: true } })
}

function foldersIn(parent: string): string[] {
  if (!existsSync(parent)) return []
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .sort()
}
