import { absent, type RecordBuilder } from '../../building/record-builder.js'
import { endOfStay } from '../../chart-time.js'
import type { RawSpan } from '../../corpus-format.js'
import type { ChartTime, Encounter } from '../../record.js'
import type { Dialect } from './dialect.js'

const DEMOGRAPHICS = new Map([
  ['birthdate', 'birth date'],
  ['gender', 'gender'],
  ['race', 'race'],
  ['ethnicity', 'ethnicity'],
  ['payerplan', 'payer plan'],
])
/** Known and not kept: ages follow from the birth date, care sites and visits are among the events. */
const STRUCTURE = new Set([
  'encounter',
  'entry',
  'eventstream',
  'person',
  'age',
  'days',
  'years',
  'months',
  'weeks',
  'demographics',
  'caresites',
  'caresite',
  'providers',
  'provider',
  'events',
])

/** If no encounter is open; its entries do not take the time of the encounter before. */
const outside: Encounter = { encounterId: '', start: null, end: null, type: null }

/** `<eventstream><encounter><events><entry timestamp><event type code name unit visit_id>value</event>`. */
export function lumiaDialect(builder: RecordBuilder): Dialect {
  let encounterOrdinal = 0
  let encounter = outside
  let entry: { readonly time: ChartTime | null } | null = null
  /** The open element whose text is wanted; the text of elements within it is part of its own. */
  let reading: { name: string; attributes: Attributes; opened: RawSpan | null; pieces: string[] } | null =
    null

  const openEncounter = (given: Attributes) => {
    encounterOrdinal++
    const end = absent(given['end_timestamp'])
    if (end === null) builder.problem('encounter without an end')
    encounter = {
      encounterId: `encounter:${encounterOrdinal}`,
      start: builder.time(given['start_timestamp'], 'encounter'),
      end: end === null ? null : builder.time(end, 'encounter end'),
      type: null,
    }
    entry = null
  }
  const closeEvent = (event: Attributes, text: string, opened: RawSpan | null) => {
    const type = absent(event['type'])
    const name = absent(event['name'])
    const encounterId = absent(event['visit_id']) ?? encounter.encounterId
    const own = absent(event['timestamp'])
    const time = own === null ? (entry?.time ?? null) : builder.time(own, 'event')
    if (type === 'note') {
      const id = absent(event['note_id'])
      if (id === null) builder.problem('note without an id')
      builder.note({ id, time, type: name, encounterId, text }, opened)
      return
    }
    if (type === null) builder.problem('event without a type')
    if (type === 'visit' && encounter.type === null) encounter = { ...encounter, type: name }
    const [domain, value, unit] = [type ?? 'unknown', absent(text), absent(event['unit'])]
    builder.event({ time, domain, code: absent(event['code']), name, value, unit, encounterId }, opened)
  }
  /** An entry without a time may have become known at any time during the encounter. */
  const endOfEncounter = () => endOfStay(encounter.start, encounter.end)
  const closeReading = ({ name, attributes, opened, pieces }: NonNullable<typeof reading>) => {
    const text = pieces.join('')
    const field = DEMOGRAPHICS.get(name)
    const value = absent(text)
    const { encounterId } = encounter
    if (name === 'event') closeEvent(attributes, text, opened)
    else if (field !== undefined)
      builder.demographic(field, { value, time: endOfEncounter(), encounterId }, opened)
    else if (value !== null) {
      const time = entry === null ? endOfEncounter() : entry.time
      builder.event({ time, domain: name, code: null, name: null, value, unit: null, encounterId }, opened)
    }
  }
  const closeOpen = () => {
    if (reading !== null) closeReading(reading)
    reading = null
  }

  return {
    open(name, given) {
      const isKnown = name === 'event' || STRUCTURE.has(name) || DEMOGRAPHICS.has(name)
      if (reading !== null && reading.name === 'event' && name !== 'event') {
        builder.problem('element within an event')
        return
      }
      if (!isKnown) builder.problem(`unknown element <${name.slice(0, 40)}>`)
      if (reading !== null && !isKnown) return
      if (reading?.name === 'event') builder.problem('event within an event')
      closeOpen()
      if (name === 'entry') entry = { time: builder.time(given['timestamp'], 'entry') }
      else if (name === 'encounter') openEncounter(given)
      else if (!STRUCTURE.has(name)) reading = { name, attributes: given, opened: builder.tag, pieces: [] }
    },
    text(text) {
      reading?.pieces.push(text)
    },
    close(name) {
      if (reading?.name === name) closeOpen()
      else if (name === 'entry') entry = null
      else if (name === 'encounter') {
        builder.encounter(encounter)
        encounter = outside
      }
    },
    finish: () => builder.finish((events) => events),
  }
}

type Attributes = Readonly<Record<string, string>>
