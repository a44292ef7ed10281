import { join } from 'node:path'
import { groupBy } from '../../base/group-by.js'
import type { ChartTime, Event, Note, PatientRecord } from '../../corpus/record.js'
import { latestOf } from '../../corpus/time-order.js'
import { type DocumentTimes, readDocumentTimes } from '../../indexes/store/document-times.js'
import { readStoredRecord } from '../../indexes/store/record-store.js'

/** One patient's chart as it was indexed. Each part is read when it is first used; times are read without any text. */
export class StoredChart {
  readonly #folder: string
  readonly #patientId: string
  #record: PatientRecord | null = null
  #times: DocumentTimes | null = null
  #notes: ReadonlyMap<string, Note> | null = null
  #events: ReadonlyMap<string, readonly Event[]> | null = null

  /** @param folder of the patient's index */
  constructor(folder: string, patientId: string) {
    this.#folder = folder
    this.#patientId = patientId
  }

  /** The stored record. @throws InputError if the patient is not indexed, DamagedFile if the stored record has changed */
  get record(): PatientRecord {
    this.#record ??= readStoredRecord(join(this.#folder, 'record.db'), this.#patientId).record
    return this.#record
  }

  /** The times of the documents. Reads none of their text. */
  get times(): DocumentTimes {
    this.#times ??= readDocumentTimes(this.#folder)
    return this.#times
  }

  /** The time of the last document; null if none has a time. */
  get end(): ChartTime | null {
    return latestOf([...this.times.notes.values(), ...this.times.events.values()])
  }

  /** A note by its document id; null if the document is no note of this patient. */
  note(documentId: string): Note | null {
    this.#notes ??= new Map(this.record.notes.map((note) => [note.documentId, note]))
    return this.#notes.get(documentId) ?? null
  }

  /** The events of a document, in the order of the record; empty if it has none. */
  eventsOf(documentId: string): readonly Event[] {
    this.#events ??= groupBy(this.record.events, (event) => event.documentId)
    return this.#events.get(documentId) ?? []
  }
}

/** The charts of a corpus. Only the last one stays in memory, so read patient by patient. */
export class StoredCharts {
  readonly #folderOf: (patientId: string) => string
  #last: { readonly patientId: string; readonly chart: StoredChart } | null = null

  /** @param folderOf gives the folder of a patient's index */
  constructor(folderOf: (patientId: string) => string) {
    this.#folderOf = folderOf
  }

  /** A patient's chart. Reads nothing yet. */
  of(patientId: string): StoredChart {
    if (this.#last?.patientId !== patientId)
      this.#last = { patientId, chart: new StoredChart(this.#folderOf(patientId), patientId) }
    return this.#last.chart
  }
}
