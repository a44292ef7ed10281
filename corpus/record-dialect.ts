import type { Dialect } from './dialect.js'
import { absent, type RecordBuilder } from './record-builder.js'
import type { ChartTime } from './record.js'
import { splitLabel, splitSharedPrefixes } from './split-label.js'

/** The older dialect's element names, and the domains by which the release calls them. */
const DOMAINS: Record<string, string> = {
  condition_occurrence: 'condition',
  procedure_occurrence: 'procedure',
  drug_exposure: 'drug_exposure',
  device_exposure: 'device_exposure',
  measurement: 'measurement',
  observation: 'observation',
  visit_detail: 'visit_detail',
  image: 'image',
  death: 'death',
}
/** Domains whose labels join name, value and unit. A drug's strength belongs to its name. */
const JOINED = new Set(['measurement', 'observation'])

const DEMOGRAPHICS: readonly (readonly [RegExp, string])[] = [
  [/^Birth:\s*(.+)$/m, 'birth date'],
  [/^Gender:\s*(.+)$/m, 'gender'],
  [/^Race:\s*(.+)$/m, 'race'],
  [/^Ethnicity:\s*(.+)$/m, 'ethnicity'],
]
const CODE = /^\[([^\]\s]+)\]\s*([\s\S]*)$/

/** `<record><visit type start><day start><person>…<measurement start><code>[CODE] label</code>…<note type start>`. */
export function recordDialect(builder: RecordBuilder): Dialect {
  let visitOrdinal = 0
  let visit = { id: '', start: null as ChartTime | null, end: null as ChartTime | null, type: null as string | null }
  let dayTime: ChartTime | null = null
  let domain: string | null = null
  let time: ChartTime | null = null
  let note: { time: ChartTime | null; type: string | null } | null = null
  let pieces: string[] | null = null
  let codes = 0

  const openVisit = (given: Readonly<Record<string, string>>) => {
    visitOrdinal++
    const end = absent(given['end'])
    visit = {
      id: `visit:${visitOrdinal}`,
      start: builder.time(given['start'], 'visit'),
      end: end === null ? null : builder.time(end, 'visit end'),
      type: absent(given['type']),
    }
    const name = visit.type
    const code = name === null ? 'Visit' : `Visit/${name}`
    builder.event({ time: visit.start, domain: 'visit', code, name: name ?? 'Visit', value: 'start', unit: null, encounterId: visit.id })
  }

  const closeCode = (text: string) => {
    codes++
    const label = text.trim()
    const match = CODE.exec(label)
    if (match === null) builder.problem('code element without a code in brackets')
    const joined = match === null ? label : match[2]!.trim()
    const split = JOINED.has(domain!) ? splitLabel(joined) : { name: joined, value: null, unit: null }
    builder.event({
      time,
      domain: domain!,
      code: match?.[1] ?? null,
      name: absent(split.name),
      value: split.value,
      unit: split.unit,
      encounterId: visit.id,
    })
  }

  return {
    open(name, given) {
      if (name === 'visit') openVisit(given)
      else if (name === 'day') dayTime = builder.time(given['start'], 'day')
      else if (name === 'note') {
        note = { time: builder.time(given['start'] ?? given['timestamp'], 'note'), type: absent(given['type']) }
        pieces = []
      } else if (name === 'code') {
        if (domain === null) builder.problem('code element outside of an event')
        pieces = []
      } else if (name === 'person') pieces = []
      else if (name !== 'record') {
        if (DOMAINS[name] === undefined) builder.problem(`unknown element <${name}>`)
        domain = DOMAINS[name] ?? name
        time = given['start'] === undefined ? dayTime : builder.time(given['start'], domain)
        codes = 0
        pieces = []
      }
    },
    text(text) {
      pieces?.push(text)
    },
    close(name) {
      const text = pieces?.join('') ?? ''
      if (name === 'note' && note !== null) {
        builder.note(null, note.time, note.type, visit.id, text)
        note = null
      } else if (name === 'code') {
        domain ??= 'unknown'
        closeCode(text)
      } else if (name === 'person') {
        const lines = text.replaceAll(/^\s+|\s+$/gm, '')
        for (const [pattern, field] of DEMOGRAPHICS) {
          builder.demographic(field, absent(pattern.exec(lines)?.[1]), dayTime ?? visit.start, visit.id)
        }
      } else if (name === 'visit') {
        const { id, start, end, type } = visit
        builder.encounter({ encounterId: id, start, end, type })
        dayTime = null
      } else if (name !== 'day' && name !== 'record') {
        const value = absent(text)
        if (codes === 0 && value === null) builder.problem(`empty element <${name}>`)
        if (value !== null && codes === 0) {
          builder.event({ time, domain: domain!, code: null, name: null, value, unit: null, encounterId: visit.id })
        }
        domain = null
      }
      pieces = name === 'code' ? [] : null
    },
    finish: () => builder.finish((events) => splitSharedPrefixes(events, JOINED)),
  }
}
