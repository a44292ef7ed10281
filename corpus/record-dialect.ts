import type { Dialect } from './dialect.js'
import type { ChartTime } from './record.js'
import { absent, type RecordBuilder } from './record-builder.js'
import { splitLabel, splitSharedPrefixes } from './split-label.js'

/** The older dialect's element names, and the domains by which the release calls them. */
const DOMAINS = new Map([
  ['condition_occurrence', 'condition'],
  ['procedure_occurrence', 'procedure'],
  ['drug_exposure', 'drug_exposure'],
  ['device_exposure', 'device_exposure'],
  ['measurement', 'measurement'],
  ['observation', 'observation'],
  ['visit_detail', 'visit_detail'],
  ['image', 'image'],
  ['death', 'death'],
])
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
  let visit = {
    id: '',
    start: null as ChartTime | null,
    end: null as ChartTime | null,
    type: null as string | null,
  }
  let dayTime: ChartTime | null = null
  /** The open element of an event; `pieces` is what stands in it outside of its codes. */
  let container: {
    name: string
    domain: string
    time: ChartTime | null
    codes: number
    pieces: string[]
  } | null = null
  /** The open note, person or code, which takes the text of whatever is opened within it. */
  let leaf: { name: string; time: ChartTime | null; type: string | null; pieces: string[] } | null = null

  /** What names no time of its own stands at the end of its day, so that it is not seen too early. */
  const timeOf = (given: Attributes, what: string): ChartTime | null => {
    const own = absent(given['start']) ?? absent(given['timestamp'])
    const day = dayTime ?? visit.start
    if (own !== null || day === null) return builder.time(own ?? undefined, what)
    builder.problem(`${what} without a time, put at the end of its day`)
    return `${day.slice(0, 10)} 23:59:59`
  }
  const openVisit = (given: Attributes) => {
    visitOrdinal++
    const end = absent(given['end'])
    const type = absent(given['type'])
    const start = builder.time(given['start'], 'visit')
    visit = {
      id: `visit:${visitOrdinal}`,
      start,
      end: end === null ? null : builder.time(end, 'visit end'),
      type,
    }
    dayTime = null
    const code = type === null ? 'Visit' : `Visit/${type}`
    const encounterId = visit.id
    builder.event({
      time: start,
      domain: 'visit',
      code,
      name: type ?? 'Visit',
      value: 'start',
      unit: null,
      encounterId,
    })
  }
  const closeCode = (text: string) => {
    if (container === null) builder.problem('code element outside of an event')
    else container.codes++
    const { domain, time } = container ?? { domain: 'unknown', time: dayTime ?? visit.start }
    const match = CODE.exec(text.trim())
    if (match === null) builder.problem('code element without a code in brackets')
    const label = match === null ? text.trim() : match[2]!.trim()
    const { name, value, unit } = JOINED.has(domain)
      ? splitLabel(label)
      : { name: label, value: null, unit: null }
    builder.event({
      time,
      domain,
      code: match?.[1] ?? null,
      name: absent(name),
      value,
      unit,
      encounterId: visit.id,
    })
  }
  const closePerson = (text: string) => {
    const lines = text.replaceAll(/^\s+|\s+$/gm, '')
    for (const [pattern, field] of DEMOGRAPHICS) {
      builder.demographic(field, absent(pattern.exec(lines)?.[1]), dayTime ?? visit.start, visit.id)
    }
  }
  const closeContainer = ({ name, domain, time, codes, pieces }: NonNullable<typeof container>) => {
    const value = absent(pieces.join(''))
    if (value === null && codes === 0) builder.problem(`empty element <${name}>`)
    else if (value !== null) {
      if (codes > 0) builder.problem('text beside the codes of an event, kept as an event')
      builder.event({ time, domain, code: null, name: null, value, unit: null, encounterId: visit.id })
    }
  }

  return {
    open(name, given) {
      if (leaf !== null) builder.problem(`<${name.slice(0, 40)}> within a ${leaf.name}`)
      else if (name === 'visit') openVisit(given)
      else if (name === 'day') dayTime = builder.time(given['start'], 'day')
      else if (name === 'note')
        leaf = { name, time: timeOf(given, 'note'), type: absent(given['type']), pieces: [] }
      else if (name === 'code' || name === 'person') leaf = { name, time: null, type: null, pieces: [] }
      else if (name !== 'record') {
        const domain = DOMAINS.get(name) ?? name
        if (!DOMAINS.has(name)) builder.problem(`unknown element <${name.slice(0, 40)}>`)
        if (container === null)
          container = { name, domain, time: timeOf(given, domain), codes: 0, pieces: [] }
      }
    },
    text(text) {
      ;(leaf ?? container)?.pieces.push(text)
    },
    close(name) {
      if (leaf !== null) {
        if (name !== leaf.name) return
        const text = leaf.pieces.join('')
        if (name === 'note') builder.note(null, leaf.time, leaf.type, visit.id, text)
        else if (name === 'code') closeCode(text)
        else closePerson(text)
        leaf = null
      } else if (name === 'visit') {
        const { id, start, end, type } = visit
        builder.encounter({ encounterId: id, start, end, type })
      } else if (name === 'day') dayTime = null
      else if (container?.name === name) {
        closeContainer(container)
        container = null
      }
    },
    finish: () => builder.finish((events) => splitSharedPrefixes(events, JOINED)),
  }
}

type Attributes = Readonly<Record<string, string>>
