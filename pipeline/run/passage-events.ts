import { join } from 'node:path'
import type { Event } from '../../corpus/record.js'
import type { PromptPassage } from '../../generators/generator.js'
import { type ShownEvent, shownEvents } from '../../indexes/chunks/shown-events.js'
import { readStoredRecord } from '../../indexes/store/record-store.js'

/** Reads the events of passages from the records of their patients, one patient at a time. */
export class PassageEvents {
  readonly #folderOf: (patientId: string) => string
  #last: { readonly patientId: string; readonly events: readonly Event[] } | null = null

  constructor(folderOf: (patientId: string) => string) {
    this.#folderOf = folderOf
  }

  /** Reads nothing before it is called. @throws InputError if the record is no longer indexed */
  of(patientId: string): (passage: PromptPassage) => readonly ShownEvent[] | null {
    return ({ events }) => {
      if (events === undefined) return null
      const record = this.#eventsOf(patientId)
      return shownEvents(
        events.positions.map((position) => record[position]!),
        events.form,
      )
    }
  }

  #eventsOf(patientId: string): readonly Event[] {
    if (this.#last?.patientId !== patientId) {
      const path = join(this.#folderOf(patientId), 'record.db')
      this.#last = { patientId, events: readStoredRecord(path, patientId).record.events }
    }
    return this.#last.events
  }
}
