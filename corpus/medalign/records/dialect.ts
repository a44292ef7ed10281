import type { PatientRecord } from '../../record.js'

/** What a dialect is told by the parser, and what it has made in the end. */
export type Dialect = {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text(text: string): void
  close(name: string): void
  finish(): PatientRecord
}
