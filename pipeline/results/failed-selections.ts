import { isUnfit } from '../../retrievers/packing/context.js'
import { SELECTION_FAILED } from '../failures/selection-failure.js'
import type { SelectedContext } from '../select/select-contexts.js'

/** Contexts of one patient that could not be selected, and why. */
export type FailedSelection = { readonly patientId: string; readonly reason: string; readonly count: number }

/** Counts the contexts that could not be selected, by patient and reason; a strategy that does not fit a budget is no failure. */
export class FailedSelections {
  readonly #rows = new Map<string, FailedSelection>()

  add({ instruction: { patientId }, context }: SelectedContext): void {
    if (!isUnfit(context) || !context.reason.startsWith(SELECTION_FAILED)) return
    const { reason } = context
    const key = JSON.stringify([patientId, reason])
    this.#rows.set(key, { patientId, reason, count: (this.#rows.get(key)?.count ?? 0) + 1 })
  }

  rows(): FailedSelection[] {
    return [...this.#rows.values()]
  }
}
