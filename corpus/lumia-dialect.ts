import type { Dialect } from './dialect.js'
import type { ChartTime } from './record.js'
import { absent, type RecordBuilder } from './record-builder.js'

const DEMOGRAPHICS = new Map([
  ['birthdate', 'birth date'],
  ['gender', 'gender'],
  ['race', 'race'],
  ['ethnicity', 'ethnicity'],
  ['payerplan', 'payer plan'],
])
/** Known and not kept: ages follow from the birth date, care sites and visits stand among the events. */
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

/** `<eventstream><encounter><events><entry timestamp><event type code name unit visit_id>value</event>`. */
export function lumiaDialect(builder: RecordBuilder): Dialect {
  let encounterOrdinal = 0
  let encounter = {
    id: '',
    start: null as ChartTime | null,
    end: null as ChartTime | null,
    type: null as string | null,
  }
  let entryTime: ChartTime | null = null
  /** The open element whose text is wanted; what is opened within it gives its text to it. */
  let reading: { name: string; attributes: Attributes; pieces: string[] } | null = null

  const openEncounter = (given: Attributes) => {
    encounterOrdinal++
    const end = absent(given['end_timestamp'])
    if (end === null) builder.problem('encounter without an end')
    encounter = {
      id: `encounter:${encounterOrdinal}`,
      start: builder.time(given['start_timestamp'], 'encounter'),
      end: end === null ? null : builder.time(end, 'encounter end'),
      type: null,
    }
    entryTime = null
  }
  const closeEvent = (event: Attributes, text: string) => {
    const type = absent(event['type'])
    const name = absent(event['name'])
    const encounterId = absent(event['visit_id']) ?? encounter.id
    const time = absent(event['timestamp']) === null ? entryTime : builder.time(event['timestamp'], 'event')
    if (type === 'note') {
      const id = absent(event['note_id'])
      if (id === null) builder.problem('note without an id')
      builder.note(id, time, name, encounterId, text)
      return
    }
    if (type === null) builder.problem('event without a type')
    if (type === 'visit') encounter.type ??= name
    const [domain, value, unit] = [type ?? 'unknown', absent(text), absent(event['unit'])]
    builder.event({ time, domain, code: absent(event['code']), name, value, unit, encounterId })
  }
  const closeReading = (name: string, attributes: Attributes, text: string) => {
    const field = DEMOGRAPHICS.get(name)
    if (name === 'event') closeEvent(attributes, text)
    else if (field !== undefined) builder.demographic(field, absent(text), encounter.start, encounter.id)
    else if (absent(text) !== null) {
      const [time, value] = [entryTime ?? encounter.start, absent(text)]
      builder.event({
        time,
        domain: name,
        code: null,
        name: null,
        value,
        unit: null,
        encounterId: encounter.id,
      })
    }
  }
  const closeOpen = () => {
    if (reading !== null) closeReading(reading.name, reading.attributes, reading.pieces.join(''))
    reading = null
  }

  return {
    open(name, given) {
      const isKnown = name === 'event' || STRUCTURE.has(name) || DEMOGRAPHICS.has(name)
      if (!isKnown) builder.problem(`unknown element <${name.slice(0, 40)}>`)
      if (reading !== null && reading.name === 'event' && name !== 'event') {
        if (isKnown) builder.problem(`<${name}> within an event`)
        return
      }
      if (reading !== null && !isKnown) return
      if (reading?.name === 'event') builder.problem('event within an event')
      closeOpen()
      if (name === 'entry') entryTime = builder.time(given['timestamp'], 'entry')
      else if (name === 'encounter') openEncounter(given)
      else if (!STRUCTURE.has(name)) reading = { name, attributes: given, pieces: [] }
    },
    text(text) {
      reading?.pieces.push(text)
    },
    close(name) {
      if (reading?.name === name) closeOpen()
      else if (name === 'entry') entryTime = null
      else if (name === 'encounter') {
        const { id, start, end, type } = encounter
        builder.encounter({ encounterId: id, start, end, type })
      }
    },
    finish: () => builder.finish((events) => events),
  }
}

type Attributes = Readonly<Record<string, string>>
