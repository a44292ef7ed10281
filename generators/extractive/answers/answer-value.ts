import type { TimeMode } from '../../../reading/cues.js'
import { type Answer, dayOf, extreme } from '../extractive-answer.js'
import { askedStems, type Query } from '../extractive-query.js'
import { contentWords } from '../lines/content-words.js'
import { type LineValue, readLineValue } from '../lines/line-value.js'
import type { RankedLine } from '../lines/rank-lines.js'

/** A change smaller than this fraction of the first value counts as stable. */
const STABLE = 0.1
const NEXT_NUMBER = /^[^\d,;.]{0,16}[<>]?\d/
const NEAR_NAME = 0.9
const NEAR_SENTENCE = 0.6
const MOST_POINTS_SHOWN = 12

/** A line with the value that it reports. */
export type Measured = { readonly line: RankedLine; readonly value: LineValue }

/** The lines close to the best one that report a number, each with that number. */
export function measuredIn(ranked: readonly RankedLine[], query: Query): Measured[] {
  const asked = askedStems(query)
  const best = ranked[0]
  const bestEvent = ranked.find(({ isEvent, phase }) => isEvent && phase === null)
  const found = ranked.flatMap((line) => {
    const measure = line.isEvent ? bestEvent : best
    if (best === undefined || measure === undefined || !isNear(line, best, measure)) return []
    // An event that starts and ends has numbers only in its name.
    if (line.phase !== null) return []
    const end = topicEnd(line.text, asked)
    const value = readLineValue(line.text, line.isEvent, end)
    // In a sentence, the number must directly follow the thing that it measures.
    if (!line.isEvent && !NEXT_NUMBER.test(line.text.slice(end))) return []
    const isOfName = line.isEvent && value !== null && line.text.trimEnd() === line.name.trimEnd()
    return value === null || isOfName ? [] : [{ line, value }]
  })
  // A percentage and an absolute value can have the same name and must not be compared.
  const base = found.find(({ line }) => line.isEvent) ?? found[0]
  return found.filter(({ value }) => plainUnit(value.unit) === plainUnit(base!.value.unit))
}

/**
 * Sentences differ in their other words, so they need only be close; names of events do not differ, so only the
 * closest one is meant.
 */
function isNear(line: RankedLine, best: RankedLine, measure: RankedLine): boolean {
  const isAlike = line.score >= (line.isEvent ? NEAR_NAME : NEAR_SENTENCE) * measure.score
  return isAlike && line.share >= NEAR_NAME * best.share
}

/**
 * The value that the mode asks for, with its unit and its day; the latest one if the mode asks for none. Null if
 * there is no value.
 */
export function answerValue(measured: readonly Measured[], mode: TimeMode): Answer | null {
  const timeOf = ({ line }: Measured) => line.time
  const numberOf = ({ value }: Measured) => value.number
  const chosen =
    mode === 'highest' || mode === 'lowest'
      ? extreme(measured, numberOf, mode === 'highest' ? 1 : -1)
      : extreme(measured, timeOf, mode === 'first' ? -1 : 1)
  if (chosen === undefined) return null
  const { line, value } = chosen
  return { text: withDay(value.shown, line), lines: [line] }
}

/** The first and last points of a series, its direction, and the points between; null if no value has a date. */
export function answerTrend(measured: readonly Measured[]): Answer | null {
  const points = new Map<string, Measured>()
  // A note repeats what was measured that day; the event is the original.
  for (const point of [...measured].sort((a, b) => Number(b.line.isEvent) - Number(a.line.isEvent))) {
    const { time, isEvent } = point.line
    const key = isEvent ? time : dayOf(point.line)
    const isKnown =
      key === null || [...points.keys()].some((other) => (isEvent ? other === key : other.startsWith(key)))
    if (!isKnown) points.set(key, point)
  }
  const series = [...points.values()].sort((a, b) => (a.line.time! < b.line.time! ? -1 : 1))
  const first = series[0]
  const last = series.at(-1)
  if (first === undefined || last === undefined) return null
  if (series.length === 1) return { text: withDay(first.value.shown, first.line), lines: [first.line] }
  const change = last.value.number - first.value.number
  const isStable = Math.abs(change) < STABLE * Math.abs(first.value.number)
  const direction = isStable ? 'stable' : change > 0 ? 'rose' : 'fell'
  const between = series.slice(1, -1).slice(-MOST_POINTS_SHOWN)
  const text =
    `${direction} from ${shownOf(first)} to ${shownOf(last)}` +
    (between.length === 0 ? '' : `; between: ${between.map(pointOf).join(', ')}`)
  return { text, lines: [first, ...between, last].map(({ line }) => line) }
}

function shownOf({ line, value }: Measured): string {
  return `${value.shown} (${dayOf(line)})`
}

function pointOf({ line, value }: Measured): string {
  return `${value.digits} (${dayOf(line)})`
}

function withDay(text: string, line: RankedLine): string {
  const day = dayOf(line)
  return day === null ? text : `${text} on ${day}`
}

/** 'm[IU]/L' and 'mIU/L' are the same unit, and so are '10*3/uL' and 'K/µL'. */
function plainUnit(unit: string | null): string {
  const plain = (unit ?? '')
    .toLowerCase()
    .replaceAll('µ', 'u')
    .replace(/10[*^]3/, 'k')
  return plain.replace(/[^a-z%/]/g, '')
}

/** The end of the last word that was asked for: in a sentence the value follows it. */
function topicEnd(text: string, asked: ReadonlySet<string>): number {
  let end = 0
  for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (contentWords(word[0]).some((stem) => asked.has(stem))) end = word.index + word[0].length
  }
  return end
}
