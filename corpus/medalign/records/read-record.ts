import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { SaxesParser } from 'saxes'
import { InputError } from '../../../base/errors/input-error.js'
import { foundInstead } from '../../../base/errors/input-or-error.js'
import { RecordBuilder } from '../../building/record-builder.js'
import type { Problem } from '../../problem.js'
import type { PatientRecord } from '../../record.js'
import type { Dialect } from './dialect.js'
import { lumiaDialect } from './lumia-dialect.js'
import { recordDialect } from './record-dialect.js'

/** How each dialect is read, by the name of its root element. */
export const DIALECTS = new Map([
  ['eventstream', lumiaDialect],
  ['record', recordDialect],
])

/** `personId`: the person that the root element names; null if it names nobody. */
export type ReadRecord = {
  readonly record: PatientRecord
  readonly problems: Problem[]
  readonly personId: string | null
}

/**
 * Reads one patient's XML, in either of MedAlign's dialects; the root element says which. The file is streamed; the
 * record is held in memory. Anything odd is counted by kind.
 * @param chunkBytes how much is read at a time; the result does not depend on it
 * @throws InputError unless the file is well-formed UTF-8 XML of a known dialect; names file and line, never its text
 */
export async function readRecord(path: string, patientId: string, chunkBytes = 1 << 18): Promise<ReadRecord> {
  const file = basename(path)
  const builder = new RecordBuilder(patientId, file)
  const parser = new SaxesParser({ fileName: '' })
  let dialect: Dialect | null = null
  let personId: string | null = null
  const refuse = (what: string): never => {
    throw new InputError(`${file}:${parser.line}: expected a MedAlign record in XML, found ${what}`)
  }
  parser.on('error', (error) => refuse(plainReason(error.message)))
  parser.on('doctype', (doctype) => {
    if (doctype.includes('<!ENTITY')) refuse('a document type that declares entities, which are not expanded')
  })
  parser.on('opentag', ({ name, attributes }) => {
    builder.line = parser.line
    if (dialect === null) {
      const make = DIALECTS.get(name)
      if (make === undefined) return refuse(`root element <${name.slice(0, 40)}>`)
      personId = (attributes['person_id'] as string | undefined) ?? null
      dialect = make(builder)
    }
    dialect.open(name, attributes as Record<string, string>)
  })
  parser.on('text', (text) => dialect?.text(text))
  parser.on('cdata', (text) => dialect?.text(text))
  parser.on('closetag', ({ name }) => dialect?.close(name))

  try {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const bytes of createReadStream(path, { highWaterMark: chunkBytes })) {
      parser.write(decode(decoder, { bytes: bytes as Buffer, line: parser.line, file }))
    }
    parser.write(decode(decoder, { bytes: null, line: parser.line, file }))
    parser.close()
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${file}: expected a MedAlign record in XML, found ${foundInstead(error)}`)
  }
  const read: Dialect | null = dialect
  if (read === null) return refuse('no element at all')
  return { record: (read as Dialect).finish(), problems: builder.problems.list(), personId }
}

type BytesOfFile = {
  readonly bytes: Buffer | null
  readonly line: number
  readonly file: string
}

/**
 * The text of the next bytes; null: there are no more.
 * @param line on which the bytes begin
 */
function decode(decoder: InstanceType<typeof TextDecoder>, { bytes, line, file }: BytesOfFile): string {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    const wrong = bytes === null ? line : line + linesBeforeWrongByte(bytes)
    throw new InputError(
      `${file}:${wrong}: expected a MedAlign record in XML, found bytes that are not UTF-8`,
    )
  }
}

/**
 * The bytes may begin within a character. Its continuation bytes are passed over; if nothing after them is wrong, it is
 * that character.
 */
function linesBeforeWrongByte(bytes: Buffer): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let lines = 0
  let start = bytes.findIndex((byte) => byte >> 6 !== 0b10)
  while (start >= 0 && start < bytes.length) {
    const lineFeed = bytes.indexOf(0x0a, start)
    const end = lineFeed < 0 ? bytes.length : lineFeed + 1
    try {
      decoder.decode(bytes.subarray(start, end), { stream: true })
    } catch {
      return lines
    }
    lines++
    start = end
  }
  return 0
}

/** saxes quotes names and entities; a quoted piece could be text of a note, so it is left out. */
function plainReason(message: string): string {
  const reason = message
    .replace(/^\d+:\d+:\s*/, '')
    .split(/[:"'<&]/)[0]!
    .trim()
  return `malformed XML (${reason.slice(0, 60) || 'not well-formed'})`
}
