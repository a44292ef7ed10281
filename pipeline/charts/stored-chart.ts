import { join } from 'node:path'
import { groupBy } from '../../base/group-by.js'
import type { ChartTime, Event, Note, PatientRecord } from '../../corpus/record.js'
import { latestOf } from '../../corpus/time-order.js'
import { type DocumentTimes, readDocumentTimes } from '../../indexes/store/document-times.js'
import { readStoredRecord } from '../../indexes/store/record-store.js'

/** One patient's chart as it was indexed. Each part is read when it is first used: times without any text. */
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

  /** @throws InputError if the patient is not indexed, DamagedFile if the stored record has changed */
  get record(): PatientRecord {
    this.#record ??= readStoredRecord(join(this.#folder, 'record.db'), this.#patientId).record
    return this.#record
  }

  /** When the documents were, without their text being read. */
  get times(): DocumentTimes {
    this.#times ??= readDocumentTimes(this.#folder)
    return this.#times
  }

  /** The time of the last document; null if none has a time. */
  get end(): ChartTime | null {
    return latestOf([...this.times.notes.values(), ...this.times.events.values()])
  }

  /** Null if the document is no note of this patient. */
  note(documentId: string): Note | null {
    this.#notes ??= new Map(this.record.notes.map((note) => [note.documentId, note]))
    return this.#notes.get(documentId) ?? null
  }

  /** The events of a document, in the order of the record. */
  eventsOf(documentId: string): readonly Event[] {
    this.#events ??= groupBy(this.record.events, (event) => event.documentId)
    return this.#events.get(documentId) ?? []
  }
}

/** The charts of a corpus. The last one is kept, so read patient by patient: memory holds one chart. */
export class StoredCharts {
  readonly #folderOf: (patientId: string) => string
  #last: { readonly patientId: string; readonly chart: StoredChart } | null = null

  /** @param folderOf where the index of a patient is */
  constructor(folderOf: (patientId: string) => string) {
    this.#folderOf = folderOf
  }

  /** Reads nothing yet. */
  of(patientId: string): StoredChart {
    if (this.#last?.patientId !== patientId)
      this.#last = { patientId, chart: new StoredChart(this.#folderOf(patientId), patientId) }
    return this.#last.chart
  }
}
