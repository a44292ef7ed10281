import { readBeir } from '../../corpus/beir/read-beir.js'
import type { Problem } from '../../corpus/problem.js'
import { STANDARD } from '../../corpus/read-input.js'
import { wrappedTable } from '../../eval/terminal/plain-table.js'
import type { RankOptions } from '../command-line/corpora/rank.js'
import { pauseFor } from '../execution.js'
import { namedStrategy, openReranker } from '../named-strategy.js'
import { type Output, openOutput } from '../output-file.js'
import { openCollection, type RankScores, RankTally, rankQueries, trecLines } from '../rank-collection.js'
import type { Workspace } from '../workspace.js'
import { inWorkspace, type Watch } from './in-workspace.js'
import { indexSpecOf } from './index-spec-of.js'
import { tableWidth } from './table-width.js'

async function rankFolder(
  folder: string,
  options: RankOptions,
  workspace: Workspace,
  { progress, signal }: Watch,
  out: Output | null,
): Promise<{ readonly rows: readonly RankScores[]; readonly problems: readonly Problem[] }> {
  const reranker = await openReranker(options.strategies, options.reranker ?? null)
  const set = readBeir(folder)
  const shard = await openCollection(workspace, folder, set, indexSpecOf(options))
  const rows: RankScores[] = []
  for (const name of options.strategies) {
    const tally = new RankTally(set, name)
    progress.start(name, set.queries.length)
    const strategy = namedStrategy(name, { seed: 0, factsOf: () => [], reranker })
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

/** What the means are over, and what was odd about the set. */
function aboutSet([first]: readonly RankScores[], problems: readonly Problem[]): string {
  const lines = problems.map(({ kind, count, first }) => `${count} x ${kind} (first: ${first})`)
  if (first !== undefined) lines.unshift(`means over ${first.queries} of ${first.judged} judged queries`)
  return lines.map((line) => `${line}\n`).join('')
}

export async function rank(folder: string, options: RankOptions): Promise<number> {
  const out = options.out === undefined ? null : await openOutput(options.out)
  try {
    const { rows, problems } = await inWorkspace(
      options,
      (workspace, watch) => rankFolder(folder, options, workspace, watch, out),
      'stopped',
    )
    await out?.keep()
    const about = aboutSet(rows, problems)
    // Runs on standard output leave none there for the table.
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
