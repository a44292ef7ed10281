import type { PatientRecord } from '../../record.js'

/** What the parser reports to a dialect, and what the dialect has made in the end. */
export type Dialect = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
  finish(): PatientRecord
}
