import { groupBy } from '../base/group-by.js'
import type { ChartTime, Event } from '../corpus/record.js'
import { type Candidate, MOST_BY_LIKENESS, NORMALISED_CONFIDENCE } from './confidence.js'
import { isWithin, type NamedTime } from './events/dated-piece.js'
import { EventNames, type NameLikeness } from './events/event-names.js'
import { type Quantity, sameQuantity } from './events/same-quantity.js'
import { foldWords } from './words/fold-words.js'

/** The share of `named` in the similarity of names; `spelledOut` has the rest. */
const NAMED_SHARE = 0.9
/** Events whose name fits less are skipped. */
const LEAST_NAMED = 0.5
/** A number that neither the name nor the value has, or a start when the chart has an end: another event. */
const CONTRADICTED = 0.3
/** A number the chart cannot confirm, because the event has none. */
const UNCONFIRMED = 0.6
/** Without a date, a name and a value identify an event; a name alone does not. */
const UNDATED = { withValue: 0.82, without: 0.4 }
const OTHER_CLOCK = 0.75
const WHOLE_MONTH = 0.95
const NUMBER_WITH_UNIT =
  /(?<![\p{L}\p{N}.])(\d+(?:,\d{3})*(?:\.\d+)?)(?:\s?([%°µμ\p{L}[{][^\s,;()]*|10[*^]\d+\/\S+|\/[\p{L}]+))?/gu

/** The events of one record, for lines that write date, name, value or unit differently from the chart. */
export class LikeEvents {
  readonly #events: readonly Event[]
  readonly #names: EventNames
  readonly #byDay: ReadonlyMap<string, readonly Event[]>

  constructor(events: readonly Event[]) {
    this.#events = events
    this.#names = new EventNames(events)
    this.#byDay = groupBy(events, ({ time }) => time?.slice(0, 10) ?? '')
  }

  /** Events that a line names letter by letter except for marks, with value and unit, the value, or by the name alone. */
  normalised(line: string, time: NamedTime | null): Candidate[] {
    if (time === null) return []
    const wanted = joined(line)
    if (wanted === '') return []
    const sameDay = this.#at(time).filter((event) => isAtClock(event.time, time))
    const spellings: ((event: Event) => string)[] = [
      ({ name, value, unit }) => `${name} ${value ?? ''} ${unit ?? ''}`,
      ({ name, value }) => `${name} ${value ?? ''}`,
      ({ name }) => name,
    ]
    for (const spelling of spellings) {
      const found = sameDay.filter((event) => joined(spelling(event)) === wanted)
      if (found.length > 0) return candidates(found.map((event) => [event, NORMALISED_CONFIDENCE]))
    }
    return []
  }

  /** Events that a line names by similarity. */
  alike(line: string, time: NamedTime | null): Candidate[] {
    const readings = this.#names.readings(line)
    const quantities = [...line.matchAll(NUMBER_WITH_UNIT)].map(([, number, unit]) => ({
      number: number!.replaceAll(',', ''),
      unit: unit ?? null,
    }))
    const likenesses = new Map<string, readonly NameLikeness[]>()
    const scored = (time === null ? this.#events : this.#at(time)).flatMap((event): [Event, number][] => {
      const key = `${event.name}\n${isNumeric(event) ? '' : event.value}\n${event.unit}`
      let known = likenesses.get(key)
      if (known === undefined) {
        known = readings
          .map((words) => this.#names.likeness(words, event))
          .filter(({ named }) => named >= LEAST_NAMED)
        likenesses.set(key, known)
      }
      const score = known.reduce((best, likeness) => {
        return Math.max(best, confidenceOf(likeness, { quantities, event, line }) * timeFactor(event, time))
      }, 0)
      return score > 0 ? [[event, Math.min(MOST_BY_LIKENESS, score)]] : []
    })
    return candidates(scored)

    function timeFactor(event: Event, named: NamedTime | null): number {
      if (named === null)
        return isNumeric(event) && quantities.length > 0 ? UNDATED.withValue : UNDATED.without
      return (isAtClock(event.time, named) ? 1 : OTHER_CLOCK) * (named.first === named.last ? 1 : WHOLE_MONTH)
    }
  }

  #at(time: NamedTime): readonly Event[] {
    if (time.first === time.last) return this.#byDay.get(time.first) ?? []
    return [...this.#byDay.values()].flat().filter((event) => isWithin(event.time, time))
  }
}
type ComparedEvent = {
  readonly quantities: readonly Quantity[]
  readonly event: Event
  readonly line: string
}

function confidenceOf(
  { named, spelledOut, numbers }: NameLikeness,
  { quantities, event, line }: ComparedEvent,
): number {
  const name = NAMED_SHARE * named + (1 - NAMED_SHARE) * spelledOut
  const asked = numbers.flatMap((number) => number.split('/'))
  if (isEndOf(line) !== isEndOf(event.value ?? '') && (isEndOf(line) || isStartOf(line)) && isState(event))
    return name * CONTRADICTED
  if (asked.length === 0) return name
  if (!isNumeric(event)) return name * (event.value === null ? UNCONFIRMED : CONTRADICTED)
  const charted = { number: event.value!.replace(/^[^\d-]*/, ''), unit: event.unit }
  const said = asked.map(
    (number) => quantities.find((q) => Number(q.number) === Number(number)) ?? { number, unit: null },
  )
  const best = Math.max(...said.map((quantity) => sameQuantity(quantity, charted, event.name.toLowerCase())))
  if (best === 0) return name * CONTRADICTED
  // '120/80' holds the values of two events; two separate numbers are two values, one of another event.
  return name * best * (numbers.length > 1 ? UNCONFIRMED : 1)
}

function isNumeric({ value }: Event): boolean {
  return value !== null && /^\s*[<>]?=?\s*[-+]?\d+(?:\.\d+)?$/.test(value)
}

function isState({ value }: Event): boolean {
  return value === 'start' || value === 'end'
}

function isEndOf(text: string): boolean {
  return /\b(?:end|ended|stop|stopped|discontinued|dc'd)\b/i.test(text) && !/start\|end/i.test(text)
}

function isStartOf(text: string): boolean {
  return /\b(?:start|started|begun|initiated|prescribed)\b/i.test(text)
}

function isAtClock(time: ChartTime | null, { clock }: NamedTime): boolean {
  return clock === null || time?.slice(11).startsWith(clock) === true
}

function joined(text: string): string {
  return foldWords(text).words.join(' ')
}

/** Two rows of one code and time are one document: the likelier counts. */
function candidates(scored: readonly (readonly [Event, number])[]): Candidate[] {
  const byId = new Map<string, Candidate>()
  for (const [{ documentId }, confidence] of scored) {
    if (confidence <= (byId.get(documentId)?.confidence ?? 0)) continue
    byId.set(documentId, {
      place: { documentId, start: null, end: null },
      confidence,
      says: documentId,
    })
  }
  return [...byId.values()]
}
