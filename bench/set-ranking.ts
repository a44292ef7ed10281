import { basename } from 'node:path'
import { readBeir } from '../corpus/beir/read-beir.js'
import type { IndexSpec } from '../pipeline/index/index-spec.js'
import { namedStrategy } from '../pipeline/select/named-strategy.js'
import {
  openCollection,
  type RankScores,
  RankTally,
  rankQueries,
} from '../pipeline/select/rank-collection.js'
import type { Workspace } from '../pipeline/workspace/workspace.js'
import { tableOf } from './recall-table.js'

/** A retrieval set ranked by the code of `chartsift rank`. `hash`: over the set's files. */
export type SetRanking = {
  readonly set: string
  readonly hash: string
  readonly rows: readonly (RankScores & { readonly msPerQuery: number })[]
}

export async function setRanking(
  place: string,
  workspace: Workspace,
  spec: IndexSpec,
  names: readonly string[],
): Promise<SetRanking> {
  const set = readBeir(place)
  const shard = await openCollection(workspace, { folder: place, set, spec })
  const rows: (RankScores & { msPerQuery: number })[] = []
  for (const name of names) {
    const tally = new RankTally(set, name)
    const strategy = await namedStrategy(name, { seed: 0, factsOf: () => [], reranker: null })
    const started = performance.now()
    for await (const { queryId, list } of rankQueries(set, shard, strategy)) tally.add(queryId, list)
    rows.push({ ...tally.scores(), msPerQuery: (performance.now() - started) / set.queries.length })
  }
  return { set: basename(place), hash: set.hash, rows }
}

export function rankingTable({ rows }: SetRanking): string {
  const table = tableOf(['strategy', 'MRR', 'nDCG@10', 'R@10', 'R@100', 'ms a query'])
  for (const { strategy, mrr, ndcg10, recall10, recall100, msPerQuery } of rows) {
    const values = [mrr, ndcg10, recall10, recall100].map((value) => value.toFixed(4))
    table.push([strategy, ...values, msPerQuery.toFixed(1)])
  }
  return table.toString()
}
