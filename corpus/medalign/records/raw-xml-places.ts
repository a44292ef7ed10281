import { SaxesParser } from 'saxes'
import { RecordBuilder } from '../../building/record-builder.js'
import type { RawPlace } from '../../corpus-format.js'
import type { Dialect } from './dialect.js'
import { DIALECTS } from './read-record.js'

/**
 * Where an XML record has its notes and events, in order of their start. A note is the content of its element; an event is its
 * whole element, of the older dialect its <code>, or the opening tag of its visit; a repeated demographic has several places.
 * @param xml well-formed: it has been read as a record before. Its lines end with LF
 */
export function rawXmlPlaces(xml: string): RawPlace[] {
  const builder = new RecordBuilder('', '')
  const parser = new SaxesParser()
  let dialect: Dialect | null = null
  let opening = 0
  const lastTag = () => xml.lastIndexOf('<', parser.position - 1)
  parser.on('opentagstart', () => {
    opening = lastTag()
  })
  parser.on('opentag', ({ name, attributes }) => {
    builder.tag = { start: opening, end: parser.position }
    dialect ??= DIALECTS.get(name)?.(builder) ?? null
    dialect?.open(name, attributes as Record<string, string>)
  })
  parser.on('text', (text) => dialect?.text(text))
  parser.on('cdata', (text) => dialect?.text(text))
  parser.on('closetag', ({ name }) => {
    builder.tag = { start: lastTag(), end: parser.position }
    dialect?.close(name)
  })
  parser.write(xml).close()
  return builder.places.sort((a, b) => a.start - b.start)
}
