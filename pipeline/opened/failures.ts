import type { RefusedPatient, Unusable } from '../index/indexed-corpus.js'
import type { FailedSelection } from '../results/failed-selections.js'

/** What went wrong with a part of the work while the rest went on. */
export type Failures = {
  /** Records that could not be read. */
  readonly failed: readonly RefusedPatient[]
  /** Instructions without a record, those of failed patients among them. */
  readonly unusable: readonly Unusable[]
  /** Contexts that could not be selected although there is a record. */
  readonly selections?: readonly FailedSelection[]
  readonly responses: readonly { readonly reason: string; readonly count: number }[]
}
