import type { NoteType } from './coded.js'

const loinc = (code: string, name: string): NoteType => ({ code: `LOINC/${code}`, name })

export const NOTE_TYPES = {
  progress: loinc('11506-3', 'progress note'),
  history: loinc('34117-2', 'history and physical note'),
  discharge: loinc('18842-5', 'discharge summary'),
  nursing: loinc('34746-8', 'nursing note'),
  radiology: loinc('18748-4', 'diagnostic imaging study'),
  consult: loinc('11488-4', 'consultation note'),
  phone: loinc('34748-4', 'telephone encounter note'),
  medication: loinc('61357-0', 'medication management note'),
  pathology: loinc('11526-1', 'pathology report'),
  emergency: loinc('34111-5', 'emergency department note'),
  procedure: loinc('28570-0', 'procedure note'),
  social: loinc('34841-7', 'social work note'),
} as const satisfies Record<string, NoteType>
