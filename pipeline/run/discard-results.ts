import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { ResultsStore } from '../results/results-store.js'
import type { SealedPlan, StoredCounts } from '../results/tables/plan-table.js'

/** What is kept of discarded results: who has seen answers cannot declare anything before the first. */
export type DiscardedResults = StoredCounts & { readonly plans: readonly SealedPlan[] }

/** Removes the folder of an experiment. Nothing is kept of a file that cannot be read. */
export function discardResults(folder: string): DiscardedResults {
  const kept = keptOf(join(folder, 'results.db'))
  rmSync(folder, { recursive: true, force: true })
  return kept
}

function keptOf(path: string): DiscardedResults {
  const none = { answers: 0, contexts: 0, plans: [] }
  if (!existsSync(path)) return none
  try {
    const store = ResultsStore.read(path)
    try {
      return { ...store.plans.counts(), plans: store.plans.list() }
    } finally {
      store.close()
    }
  } catch (error) {
    if (error instanceof InputError) return none
    throw error
  }
}
