import { STANDARD } from '../../../base/files/read-input.js'
import { formatCount } from '../../../base/text/format-count.js'
import { readBeir } from '../../../corpus/beir/read-beir.js'
import type { Problem } from '../../../corpus/problem.js'
import { wrappedTable } from '../../../eval/report/tables/plain-table.js'
import { currentNames } from '../../../pipeline/select/current-name.js'
import { namedStrategy, openReranker } from '../../../pipeline/select/named-strategy.js'
import {
  openCollection,
  type RankScores,
  RankTally,
  rankQueries,
  trecLines,
} from '../../../pipeline/select/rank-collection.js'
import { pauseFor } from '../../../pipeline/workspace/execution.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { type Output, openOutput } from '../../output/output-file.js'
import type { CommonOptions, TableOptions } from '../command-options.js'
import { inWorkspace, type Watch } from '../in-workspace.js'
import { tableWidth } from '../table-width.js'
import { indexSpecOf } from './index-spec-of.js'

/** Options of `chartsift rank`. */
export type RankOptions = CommonOptions &
  TableOptions & {
    readonly strategies: string[]
    readonly reranker?: string
    readonly embedder?: string
    readonly chunk?: string
    readonly chunkTokens?: number
    readonly search?: string
    readonly out?: string
    readonly json: boolean
  }
type RankWork = {
  readonly options: RankOptions
  readonly workspace: Workspace
  readonly watch: Watch
  readonly out: Output | null
}

async function rankFolder(
  folder: string,
  { options, workspace, watch: { progress, signal }, out }: RankWork,
): Promise<{ readonly rows: readonly RankScores[]; readonly problems: readonly Problem[] }> {
  const names = currentNames(options.strategies, (message) => progress.note(message))
  const reranker = await openReranker(names, options.reranker ?? null)
  const set = readBeir(folder)
  const shard = await openCollection(workspace, { folder, set, spec: indexSpecOf(options) })
  const rows: RankScores[] = []
  for (const name of names) {
    const tally = new RankTally(set, name)
    progress.start(name, set.queries.length)
    const strategy = await namedStrategy(name, { seed: 0, factsOf: () => [], reranker })
    for await (const { queryId, list } of rankQueries(set, shard, strategy)) {
      await pauseFor(signal)
      tally.add(queryId, list)
      await out?.write(trecLines(queryId, list, name))
      progress.advance(queryId)
    }
    progress.finish()
    rows.push(tally.scores())
  }
  return { rows, problems: set.problems }
}

function rankTable(scores: readonly RankScores[], width: number): string {
  const rows = scores.map(({ strategy, queries, mrr, ndcg10, recall10, recall100 }) => [
    strategy,
    queries,
    ...[mrr, ndcg10, recall10, recall100].map((value) => value.toFixed(4)),
  ])
  const head = ['strategy', 'queries', 'MRR', 'nDCG@10', 'R@10', 'R@100']
  const aligns = head.map((_, i) => (i === 0 ? 'left' : 'right'))
  return wrappedTable({ head, aligns, rows, labels: 1 }, width)
}

/** The number of queries that the means are over, and what is wrong with the set. */
function aboutSet([first]: readonly RankScores[], problems: readonly Problem[]): string {
  const lines = problems.map(({ kind, count, first }) => `${kind}: ${formatCount(count)} (first: ${first})`)
  if (first !== undefined) lines.unshift(`means over ${first.queries} of ${first.judged} judged queries`)
  return lines.map((line) => `${line}\n`).join('')
}

/**
 * Ranks a BEIR collection, or a folder of them, and prints or writes the runs and their measures.
 * @returns the exit code
 */
export async function rank(folder: string, options: RankOptions): Promise<number> {
  const out = options.out === undefined ? null : await openOutput(options.out)
  try {
    const { rows, problems } = await inWorkspace(
      options,
      (workspace, watch) => rankFolder(folder, { options, workspace, watch, out }),
      'stopped',
    )
    await out?.keep()
    const about = aboutSet(rows, problems)
    // If the runs go to standard output, the table cannot.
    const stream = options.out === STANDARD ? process.stderr : process.stdout
    if (options.json) {
      stream.write(`${JSON.stringify(rows)}\n`)
      process.stderr.write(about)
    } else stream.write(`${rankTable(rows, tableWidth(options))}\n${about}`)
  } catch (error) {
    await out?.discard()
    throw error
  }
  return 0
}
