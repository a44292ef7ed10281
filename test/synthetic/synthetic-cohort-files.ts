import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { SaxesParser } from 'saxes'

export type XmlEvent = {
  time: string
  domain: string
  code: string
  name: string
  value: string
  noteId: string
  visitId: string
}
export type Gold = {
  instruction_id: number
  person_id: number
  kind: string
  wording: string | null
  answer: Record<string, unknown>
  as_of: string
  as_of_is_end_of_record: boolean
  answer_if_as_of_ignored: Record<string, unknown> | null
  evidence_mode: string
  needs_notes: boolean
}

/** All events and notes of a LUMIA file with nothing but the XML parser, so that a reader's mistake cannot hide ours. */
export function xmlEvents(xml: string): XmlEvent[] {
  const events: XmlEvent[] = []
  const parser = new SaxesParser()
  let time = ''
  let open: XmlEvent | null = null
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'entry') time = String(attributes.timestamp)
    if (name !== 'event') return
    open = {
      time,
      domain: String(attributes.type),
      code: String(attributes.code),
      name: String(attributes.name),
      noteId: String(attributes.note_id ?? ''),
      visitId: String(attributes.visit_id ?? ''),
      value: '',
    }
    events.push(open)
  })
  parser.on('text', (text) => {
    if (open) open.value += text
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'event') open = null
  })
  parser.write(xml).close()
  return events
}

export function filesUnder(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.'))
    .sort()
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

export function tsvRows(text: string): Record<string, string>[] {
  return parse(text, { delimiter: '\t', columns: true, relax_quotes: true })
}

export function jsonLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
