import { absent, type RecordBuilder } from '../../building/record-builder.js'
import { splitSharedPrefixes } from '../../building/split-label.js'
import { endOfDay, endOfStay } from '../../chart-time.js'
import type { RawSpan } from '../../corpus-format.js'
import type { ChartTime, Encounter } from '../../record.js'
import { laterOf } from '../../time-order.js'
import type { Dialect } from './dialect.js'
import { personLines } from './person-lines.js'
import { JOINED, readCodeLabel } from './read-code-label.js'

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

/** If no visit is open; its entries do not take the time of the encounter before. */
const outside: Encounter = { encounterId: '', start: null, end: null, type: null }

/** `<record><visit type start><day start><person>…<measurement start><code>[CODE] label</code>…<note type start>`. */
export function recordDialect(builder: RecordBuilder): Dialect {
  let visitOrdinal = 0
  let visit = outside
  let dayTime: ChartTime | null = null
  /** The open element of an event; `pieces` is its text outside of its codes. */
  let container: {
    name: string
    opened: RawSpan | null
    domain: string
    time: ChartTime | null
    codes: number
    pieces: string[]
  } | null = null
  /** The open note, person or code; the text of elements within it is part of its own. */
  let leaf: Leaf | null = null

  /** The time by which an entry here has surely happened; outside of a day, the end of the visit. */
  const endOfPlace = (): ChartTime | null =>
    dayTime === null ? endOfStay(visit.start, visit.end) : endOfDay(dayTime)
  /** An entry without a time is dated at the end of its day or visit, so that it is not seen too early. */
  const timeOf = (given: Attributes, what: string): ChartTime | null => {
    const own = ownTime(given)
    const end = endOfPlace()
    if (own !== null || end === null) return builder.time(own ?? undefined, what)
    builder.problem(`${what} without a time, put at the end of its ${dayTime === null ? 'visit' : 'day'}`)
    return end
  }
  const openVisit = (given: Attributes) => {
    visitOrdinal++
    const end = absent(given['end'])
    const type = absent(given['type'])
    const start = builder.time(given['start'], 'visit')
    visit = {
      encounterId: `visit:${visitOrdinal}`,
      start,
      end: end === null ? null : builder.time(end, 'visit end'),
      type,
    }
    dayTime = null
    const code = type === null ? 'Visit' : `Visit/${type}`
    const { encounterId } = visit
    const value = 'start'
    builder.event(
      { time: start, domain: 'visit', code, name: type ?? 'Visit', value, unit: null, encounterId },
      builder.tag,
    )
  }
  const closeCode = (text: string, opened: RawSpan | null) => {
    if (container === null) builder.problem('code element outside of an event')
    else container.codes++
    const { domain, time } = container ?? { domain: 'unknown', time: endOfPlace() }
    const { code, name, value, unit } = readCodeLabel(text, domain)
    if (code === null) builder.problem('code element without a code in brackets')
    const { encounterId } = visit
    builder.event({ time, domain, code, name: absent(name), value, unit, encounterId }, opened)
  }
  const closePerson = (text: string, opened: RawSpan | null) => {
    const { encounterId } = visit
    for (const [field, value] of personLines(text))
      builder.demographic(field, { value: absent(value), time: endOfPlace(), encounterId }, opened)
  }
  const closeContainer = ({ name, opened, domain, time, codes, pieces }: NonNullable<typeof container>) => {
    const value = absent(pieces.join(''))
    if (value === null && codes === 0) builder.problem(`empty element <${name}>`)
    else if (value !== null) {
      if (codes > 0) builder.problem('text beside the codes of an event, kept as an event')
      const { encounterId } = visit
      builder.event({ time, domain, code: null, name: null, value, unit: null, encounterId }, opened)
    }
  }

  const newLeaf = (name: string): Leaf => ({
    name,
    opened: builder.tag,
    time: null,
    type: null,
    pieces: [],
  })

  return {
    open(name, given) {
      if (leaf !== null) builder.problem(`element within a ${leaf.name}`)
      else if (name === 'visit') openVisit(given)
      else if (name === 'day') dayTime = builder.time(given['start'], 'day')
      else if (name === 'note')
        leaf = { ...newLeaf(name), time: timeOf(given, 'note'), type: absent(given['type']) }
      else if (name === 'code' || name === 'person') leaf = newLeaf(name)
      else if (name !== 'record') {
        const domain = DOMAINS.get(name) ?? name
        if (!DOMAINS.has(name)) builder.problem(`unknown element <${name.slice(0, 40)}>`)
        if (container === null)
          container = { name, opened: builder.tag, domain, time: timeOf(given, domain), codes: 0, pieces: [] }
        else if (ownTime(given) !== null) {
          builder.problem('event within an event, with the later of their times')
          container.time = laterOf(container.time, timeOf(given, domain))
        }
      }
    },
    text(text) {
      ;(leaf ?? container)?.pieces.push(text)
    },
    close(name) {
      if (leaf !== null) {
        if (name !== leaf.name) return
        const { time, type, opened, pieces } = leaf
        const text = pieces.join('')
        const { encounterId } = visit
        if (name === 'note') builder.note({ id: null, time, type, encounterId, text }, opened)
        else if (name === 'code') closeCode(text, opened)
        else closePerson(text, opened)
        leaf = null
      } else if (name === 'visit') {
        builder.encounter(visit)
        visit = outside
      } else if (name === 'day') dayTime = null
      else if (container?.name === name) {
        closeContainer(container)
        container = null
      }
    },
    finish: () => builder.finish((events) => splitSharedPrefixes(events, JOINED)),
  }
}

/** An element whose text is one piece of the record. */
type Leaf = {
  readonly name: string
  readonly opened: RawSpan | null
  readonly time: ChartTime | null
  readonly type: string | null
  readonly pieces: string[]
}

type Attributes = Readonly<Record<string, string>>

const ownTime = (given: Attributes): string | null => absent(given['start']) ?? absent(given['timestamp'])
