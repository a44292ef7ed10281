import type { Dialect } from './dialect.js'
import { absent, type RecordBuilder } from './record-builder.js'
import type { ChartTime } from './record.js'

const DEMOGRAPHICS: Record<string, string> = {
  birthdate: 'birth date',
  gender: 'gender',
  race: 'race',
  ethnicity: 'ethnicity',
  payerplan: 'payer plan',
}
/** Known and not kept: ages follow from the birth date, care sites and visits stand among the events. */
const STRUCTURE = new Set([
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
  let encounter = { id: '', start: null as ChartTime | null, end: null as ChartTime | null, type: null as string | null }
  let entryTime: ChartTime | null = null
  let attributes: Readonly<Record<string, string>> | null = null
  let eventTime: ChartTime | null = null
  let field: string | null = null
  let foreign: string | null = null
  let pieces: string[] = []

  const closeEvent = (event: Readonly<Record<string, string>>, text: string) => {
    const type = absent(event['type'])
    const name = absent(event['name'])
    const encounterId = absent(event['visit_id']) ?? encounter.id
    if (type === 'note') {
      const id = absent(event['note_id'])
      if (id === null) builder.problem('note without an id')
      builder.note(id, eventTime, name, encounterId, text)
      return
    }
    if (type === null) builder.problem('event without a type')
    if (type === 'visit') encounter.type ??= name
    builder.event({
      time: eventTime,
      domain: type ?? 'unknown',
      code: absent(event['code']),
      name,
      value: absent(text),
      unit: absent(event['unit']),
      encounterId,
    })
  }

  return {
    open(name, given) {
      if (name === 'event') {
        attributes = given
        eventTime = given['timestamp'] === undefined ? entryTime : builder.time(given['timestamp'], 'event')
        pieces = []
      } else if (name === 'entry') entryTime = builder.time(given['timestamp'], 'entry')
      else if (name === 'encounter') {
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
      } else if (DEMOGRAPHICS[name] !== undefined) {
        field = DEMOGRAPHICS[name]!
        pieces = []
      } else if (!STRUCTURE.has(name)) {
        builder.problem(`unknown element <${name}>`)
        foreign = name
        pieces = []
      }
    },
    text(text) {
      if (attributes !== null || field !== null || foreign !== null) pieces.push(text)
    },
    close(name) {
      if (name === 'event' && attributes !== null) {
        closeEvent(attributes, pieces.join(''))
        attributes = null
      } else if (field !== null && DEMOGRAPHICS[name] === field) {
        builder.demographic(field, absent(pieces.join('')), encounter.start, encounter.id)
        field = null
      } else if (foreign === name) {
        const value = absent(pieces.join(''))
        if (value !== null && attributes === null) {
          const time = entryTime ?? encounter.start
          builder.event({ time, domain: name, code: null, name: null, value, unit: null, encounterId: encounter.id })
        }
        foreign = null
      } else if (name === 'encounter') {
        const { id, start, end, type } = encounter
        builder.encounter({ encounterId: id, start, end, type })
      }
    },
    finish: () => builder.finish((events) => events),
  }
}
