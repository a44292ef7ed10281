import { type CohortRecall, meanPercent } from './cohort-recall.js'
import { tableOf } from './recall-table.js'
import type { SetRanking } from './set-ranking.js'

/** What was measured with one embedder. `isEncoder`: it is no table of token vectors, and more is asked of it. */
export type Measured = {
  readonly embedder: string
  readonly isEncoder: boolean
  readonly cohorts: ReadonlyMap<string, CohortRecall>
  readonly sets: readonly SetRanking[]
}

/** `found` null: what it asks for was not measured. */
export type Floor = { readonly what: string; readonly needed: number; readonly found: number | null }

/** The floors that issue 5 sets for selection, of the cohorts and sets that are there by name. */
export function floorsOf(measured: Measured): Floor[] {
  return [...recallFloors(measured), ...rankingFloors(measured)].filter(({ found }) => found !== null)
}

function recallFloors({ cohorts, isEncoder }: Measured): Floor[] {
  const of = (cohort: string, strategy: string, budget: number) =>
    meanPercent(cohorts.get(cohort)?.cells.get(`${strategy} ${budget}`)?.strict)
  const atLeast = (cohort: string, budget: number, needed: number, kind = 'floor'): Floor => ({
    what: `${cohort}: sift at ${budget} tokens, % (${kind})`,
    needed,
    found: of(cohort, 'sift', budget),
  })
  const above = (cohort: string, strategy: string, other: string, needed: number): Floor => ({
    what: `${cohort}: ${strategy} above ${other} at 1000 tokens, points`,
    needed,
    found: minus(of(cohort, strategy, 1000), of(cohort, other, 1000)),
  })
  return [
    atLeast('synthea-dev', 1000, 95),
    atLeast('synthea-dev', 500, 97, 'goal'),
    atLeast('synthea-dev', 250, 90, 'goal'),
    atLeast('prose-dev', 1000, isEncoder ? 77 : 70),
    atLeast('prose-dev', 2000, isEncoder ? 85 : 78),
    ...[...cohorts.keys()].flatMap((cohort) => [
      above(cohort, 'sift', 'stock-langchain', 40),
      above(cohort, 'sift', 'recent', 40),
    ]),
    above('synthea-dev', 'sift-no-reading', 'bm25', 15),
  ]
}

function rankingFloors({ sets, isEncoder }: Measured): Floor[] {
  return sets.flatMap(({ set, rows }) => {
    const mrr = (strategy: string) => rows.find((row) => row.strategy === strategy)?.mrr ?? null
    const found = minus(mrr('hybrid'), mrr('bm25'))
    const needed = set === 'mts-dialog' ? (isEncoder ? 0.055 : 0.03) : -0.01
    return [{ what: `${set}: hybrid above bm25, MRR`, needed, found }]
  })
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b
}

/** Compared as printed, so that no line contradicts itself. */
export function isReached({ needed, found }: Floor): boolean {
  return found !== null && Number(show(found, needed)) >= needed
}

export function floorTable(floors: readonly Floor[], embedder: string): string {
  const table = tableOf([`floors, ${embedder}`, 'needed', 'found', ''])
  for (const floor of floors) {
    const { what, needed, found } = floor
    table.push([what, `${needed}`, show(found!, needed), isReached(floor) ? 'reached' : 'not reached'])
  }
  return table.toString()
}

function show(found: number, needed: number): string {
  return found.toFixed(Math.abs(needed) < 1 ? 3 : 1)
}
