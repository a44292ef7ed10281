import type { Event, Note } from '../../corpus/record.js'

/** What may be seen of a record at a point in time. */
export type VisibleRecord = {
  /** Undefined for a note that does not exist or is later. */
  note(documentId: string): Note | undefined
  /** @throws Error for an event that is later: positions come from chunks of the same view */
  event(position: number): Event
}
