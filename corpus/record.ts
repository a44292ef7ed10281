/**
 * Wall-clock time of the chart, 'YYYY-MM-DD HH:MM:SS'. The release carries no time zone, so a string that
 * sorts as time does is exact where a Date would apply the reader's own zone and its clock changes.
 */
export type ChartTime = string

/** A clinical note. `text` is exactly what the corpus gives, entities decoded, so spans can be found again. */
export type Note = {
  readonly documentId: string
  readonly time: ChartTime | null
  readonly type: string | null
  readonly encounterId: string | null
  readonly text: string
}

/** One structured event. `value` keeps the chart's own spelling ('15.40', 'start|end'). */
export type Event = {
  readonly documentId: string
  readonly time: ChartTime | null
  readonly domain: string
  readonly code: string
  readonly name: string
  readonly value: string | null
  readonly unit: string | null
  readonly encounterId: string | null
}

/** A visit or a stay; times are null if the record does not give them. */
export type Encounter = {
  readonly encounterId: string
  readonly start: ChartTime | null
  readonly end: ChartTime | null
  readonly type: string | null
}

/** All of one patient, notes and events in file order. */
export type PatientRecord = {
  readonly patientId: string
  readonly encounters: readonly Encounter[]
  readonly notes: readonly Note[]
  readonly events: readonly Event[]
  /** Of an id that the file gives to several notes: the document ids of all of them. */
  readonly namesakes?: ReadonlyMap<string, readonly string[]>
}

/** Two events of one code at one time share an id: the id names the fact, as qrels do, not the row. */
export function eventDocumentId(time: ChartTime | null, code: string): string {
  return `event:${time ?? 'unknown'}|${code}`
}
