import { judgedRanking, type RankingMeasure, rankingMeasures } from './ranking-measures.js'
import { readTrecQrels, readTrecRun } from './trec-lines.js'

/** value is null if and only if reason says why. */
export type RunValue = {
  readonly query: string
  readonly measure: string
  readonly value: number | null
  readonly reason: string | null
}

/**
 * Every measure of a TREC run against TREC qrels, equal to trec_eval 9 and ir_measures 0.4 (`../shared/reference/measures`): a row
 * per query that both have, in the order of the qrels, then the means. 'mean-over-shared' is over queries in both, trec_eval's
 * default; 'mean-over-qrels' over all of the qrels, a query missing from the run as 0 (trec_eval -c). A query of the run without
 * judgements counts nowhere, one missing from the run has no rows of its own, and counts have no means.
 * @throws MalformedLine for a line of either text that does not have its format
 */
export function measureRun(runText: string, qrelsText: string): RunValue[] {
  const run = readTrecRun(runText)
  const qrels = readTrecQrels(qrelsText)
  const shared = [...qrels].flatMap(([query, grades]) => {
    const list = run.get(query)
    return list === undefined ? [] : [{ query, ranking: judgedRanking(list, grades) }]
  })
  const ofQueries = (measures: readonly RankingMeasure[]): RunValue[] =>
    shared.flatMap(({ query, ranking }) =>
      measures.map(({ tool, of }) => ({ query, measure: tool, value: of(ranking), reason: null })),
    )
  const shares = rankingMeasures.filter(({ isCount }) => !isCount)
  const values = ofQueries(shares)
  const means = shares.flatMap(({ tool: measure }) => {
    const sum = values.reduce((total, row) => (row.measure === measure ? total + row.value! : total), 0)
    return [
      meanRow('mean-over-shared', { measure, sum, count: shared.length }),
      meanRow('mean-over-qrels', { measure, sum, count: qrels.size }),
    ]
  })
  return [...values, ...ofQueries(rankingMeasures.filter(({ isCount }) => isCount)), ...means]
}

type MeanOf = {
  readonly measure: string
  readonly sum: number
  readonly count: number
}

function meanRow(query: string, { measure, sum, count }: MeanOf): RunValue {
  return count === 0
    ? { query, measure, value: null, reason: 'no query to take a mean over' }
    : { query, measure, value: sum / count, reason: null }
}
