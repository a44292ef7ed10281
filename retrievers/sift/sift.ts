import type { Instruction } from '../../corpus/instruction.js'
import { BM25_DEFAULTS } from '../../indexes/bm25.js'
import type { Chunk, EventChunk } from '../../indexes/chunk.js'
import { words } from '../../indexes/words.js'
import { readLexicon } from '../lexicon/read-lexicon.js'
import { packPassages } from '../pack.js'
import { newestFirst, type Scored } from '../ranked.js'
import { RecordView } from '../record-view.js'
import { seriesPartId } from '../render-context.js'
import type { Passage, Strategy } from '../strategy.js'
import { olderCopies } from './copies.js'
import { wholeLines } from './lines.js'
import { isInFrame, openPlan, type Plan, planText, readPlan } from './plan.js'
import { seriesParts } from './series-points.js'
import { siftIndex } from './sift-index.js'
import { terms } from './terms.js'

/** Parts that can be switched off, for an ablation. */
export type SiftParts = {
  /** Read the instruction into a plan: frame, mode, domains, day. */
  readonly reading: boolean
  /** Show a series' points by the plan, instead of all of it in one piece. */
  readonly series: boolean
  /** Let meaning speak beside words. */
  readonly cosine: boolean
  /** Look for other names of what is asked for too. */
  readonly lexicon: boolean
  /** Add what the best sentences of a note say for it. */
  readonly noteEvidence: boolean
  /** Widen sentences to the short lines that they stand in. */
  readonly lines: boolean
  /** Show copies once, the newest. */
  readonly copies: boolean
}

export const ALL_PARTS: SiftParts = {
  reading: true,
  series: true,
  cosine: true,
  lexicon: true,
  noteEvidence: true,
  lines: true,
  copies: true,
}

/** Weight of the cosine beside the share of BM25; flat from 1 to 4 in the prototype. */
const COSINE_WEIGHT = 1.5
const OTHER_WORDS = 0.5
const NOTE_EVIDENCE = 0.5
const BEST_SENTENCES = 3
/** Added for a domain or a frame that the instruction names; a day is nearly an address. */
const DOMAIN_BONUS = 0.2
const FRAME_BONUS = 0.2
const DAY_BONUS = 0.6
/** Above any sentence or series: a day was asked for. Domains that are not in the order come first. */
const DAY_SCORE = 9
/** Lines of the day's notes that come before its events. */
const DAY_LINES = 6
const DAY_ORDER = [
  'condition',
  'procedure',
  'drug_exposure',
  'visit',
  'device_exposure',
  'observation',
  'measurement',
]
const LISTING_BONUS = 1
const OPEN_BONUS = 0.8
const RECENCY_BONUS = 20
const NOTE_TIME_BONUS = 0.15
/** A series' later parts hold what was less wanted. */
const LATER_PART = 0.8
/** Series below this rank are shown in one piece: nothing of them is ever packed. */
const CUT_SERIES = 200

/**
 * Our own: sentences and series as units, scored at two scales by words and by meaning, ordered by what the instruction
 * says of time and kind. Works on sentences whatever unit the index has.
 */
export function sift(name: string, parts: SiftParts): Strategy {
  return {
    name,
    ...(parts.reading
      ? { explain: (instruction) => planText(readPlan(instruction.text, instruction.asOf)) }
      : {}),
    async select(instruction, view) {
      const shard = await view.shard.inSentences()
      const own = shard === view.shard ? view : new RecordView(shard, view.asOf)
      const plan = parts.reading ? readPlan(instruction.text, view.asOf) : openPlan(instruction.text)
      const ranked = await rank(instruction, own, plan, parts)
      const passages: Passage[] = ranked.map(({ chunk, score }, i) => ({ chunk, rank: i + 1, score }))
      return (budget) => packPassages(passages, own, budget)
    },
  }
}

async function rank(_: Instruction, view: RecordView, plan: Plan, parts: SiftParts): Promise<Scored[]> {
  const { chunks } = view
  const scores = await baseScores(view, plan, parts)
  if (parts.noteEvidence) addNoteEvidence(scores, chunks)
  for (const [i, chunk] of chunks.entries()) scores[i]! += bonus(chunk, view, plan)
  addNoteTimes(scores, chunks, plan)
  const hidden = parts.copies ? olderCopies(chunks, (id) => view.note(id)) : new Set<number>()
  const order = chunks.flatMap((_chunk, i) => (scores[i]! > 0 && !hidden.has(i) ? [i] : []))
  const byScore = (a: Scored, b: Scored) => b.score! - a.score! || newestFirst(a.chunk, b.chunk)
  const whole: Scored[] = order.map((i) => ({ chunk: chunks[i]!, score: scores[i]! })).sort(byScore)
  const lines = withDay(parts.lines ? wholeLines(whole, view) : whole, view, plan)
  if (!parts.series) return lines.sort(byScore)
  return lines.flatMap((scored, i) => (i < CUT_SERIES ? inParts(scored, view, plan) : [scored])).sort(byScore)
}

/** Where a day is asked for, the best lines of its notes come first, then its events, then the rest of its notes. */
function withDay(ranked: readonly Scored[], view: RecordView, plan: Plan): Scored[] {
  if (plan.day === null) return [...ranked]
  let lines = 0
  const raised = ranked.flatMap(({ chunk, score }): Scored[] => {
    if (chunk.kind === 'events') {
      // What the day itself shows is not paid for twice.
      const events = chunk.events.filter((position) => view.event(position).time?.slice(0, 10) !== plan.day)
      const [first] = events
      return first === undefined ? [] : [{ chunk: { ...chunk, events, time: view.event(first).time }, score }]
    }
    const isOfDay = chunk.time?.slice(0, 10) === plan.day && lines++ < DAY_LINES
    return [{ chunk, score: score! + (isOfDay ? 2 * DAY_SCORE : 0) }]
  })
  return [...raised, ...dayChunks(view, plan)]
}

/**
 * All events of the day that an instruction is about, a domain a piece: far shorter than a point of every series. What was
 * found and done comes before what was measured.
 */
function dayChunks(view: RecordView, { day }: Plan): Scored[] {
  return view
    .documents()
    .filter((chunk) => chunk.kind === 'events' && chunk.time?.slice(0, 10) === day)
    .map((chunk) => ({ chunk, score: DAY_SCORE - 0.01 * DAY_ORDER.indexOf(chunk.type) }))
}

async function baseScores(view: RecordView, plan: Plan, parts: SiftParts): Promise<Float64Array> {
  const n = view.chunks.length
  const query = terms(plan.topic)
  const others = parts.lexicon ? otherWords(plan.topic) : ''
  const known = new Set(query)
  const more = terms(others).filter((term) => !known.has(term))
  const { sentences, windows } = siftIndex(view.shard)
  const shares = [sentences, windows].map((index) => {
    // Other words add to the score and not to what could be reached: one of several names is all a chart uses.
    const ceiling = index.ceiling(query, n, BM25_DEFAULTS)
    const added = index.scores(more, n, BM25_DEFAULTS)
    return index
      .scores(query, n, BM25_DEFAULTS)
      .map((score, i) => (ceiling > 0 ? (score + OTHER_WORDS * added[i]!) / ceiling : 0))
  })
  const asked = `${plan.topic} ${others}`.trim()
  const cosines = parts.cosine ? view.shard.vectors.scores(await view.shard.embedQuery(asked), n) : null
  return Float64Array.from(
    { length: n },
    (_, i) =>
      (shares[0]![i]! + shares[1]![i]!) / 2 +
      (cosines === null ? 0 : COSINE_WEIGHT * Math.max(0, cosines[i]!)),
  )
}

/** What else the words of a topic are called, by the lexicon. */
function otherWords(topic: string): string {
  return readLexicon()
    .expand(words(topic))
    .map(({ words: alternative }) => alternative.join(' '))
    .join(' ')
}

/** Half the mean of a note's three best sentences for each of them; a series is a document of its own. */
function addNoteEvidence(scores: Float64Array, chunks: readonly Chunk[]): void {
  const best = new Map<string, number[]>()
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.kind !== 'note') continue
    const known = best.get(chunk.documentId)
    if (known === undefined) best.set(chunk.documentId, [scores[i]!])
    else known.push(scores[i]!)
  }
  const evidence = new Map(
    [...best].map(([documentId, values]) => {
      const top = values.sort((a, b) => b - a).slice(0, BEST_SENTENCES)
      return [documentId, top.reduce((sum, value) => sum + value, 0) / top.length]
    }),
  )
  for (const [i, chunk] of chunks.entries()) {
    scores[i]! += NOTE_EVIDENCE * (chunk.kind === 'note' ? evidence.get(chunk.documentId)! : scores[i]!)
  }
}

/** Where the last (or the first) is asked for, of notes that say the same the later (or the earlier) comes first. */
function addNoteTimes(scores: Float64Array, chunks: readonly Chunk[], { mode }: Plan): void {
  if (mode !== 'last' && mode !== 'first') return
  for (const [i, chunk] of chunks.entries()) {
    // Chunks are in chart order, so a position tells the time.
    const late = i / chunks.length
    if (chunk.kind === 'note') scores[i]! += NOTE_TIME_BONUS * (mode === 'last' ? late : 1 - late)
  }
}

function bonus(chunk: Chunk, view: RecordView, plan: Plan): number {
  const isFramed = plan.since !== null || plan.until !== null
  const isInside = isFramed && holdsTime(chunk, view, plan)
  const frame = isInside ? (plan.day === null ? FRAME_BONUS : DAY_BONUS) : 0
  if (chunk.kind === 'note' || !isOfKind(chunk, view, plan)) return frame
  const state = plan.isCurrent && isOpen(chunk, view) ? OPEN_BONUS : 0
  // A listing names nothing that words or meaning could find: its kind, and its frame, are all there is.
  const listing = plan.isListing && (!isFramed || isInside) ? LISTING_BONUS + recency(chunk, view, plan) : 0
  return frame + DOMAIN_BONUS + state + listing
}

function isOfKind(chunk: EventChunk, view: RecordView, { domains }: Plan): boolean {
  if (domains.includes('vaccine') && view.event(chunk.events[0]!).code.startsWith('CVX/')) return true
  return domains.includes(chunk.type)
}

/** The last thing said of it is that it began: 'end' and 'start' in one minute are a renewal. */
function isOpen(chunk: EventChunk, view: RecordView): boolean {
  const events = chunk.events.map((position) => view.event(position))
  const last = events[events.length - 1]!.time
  return events.some(({ time, value }) => time === last && value === 'start')
}

/** 0 to RECENCY_BONUS by the year of the last point, where a listing asks for the last (or the first) of its kind. */
function recency(chunk: EventChunk, view: RecordView, { mode }: Plan): number {
  const time = view.event(chunk.events[mode === 'first' ? 0 : chunk.events.length - 1]!).time
  if (time === null || (mode !== 'first' && mode !== 'last')) return 0
  const years = (Date.parse(`${time.slice(0, 10)}T00:00:00Z`) - Date.UTC(1900)) / 31_557_600_000
  return RECENCY_BONUS * (mode === 'last' ? years / 200 : 1 - years / 200)
}

function holdsTime(chunk: Chunk, view: RecordView, plan: Plan): boolean {
  if (chunk.kind === 'note') return isInFrame(chunk.time, plan)
  return chunk.events.some((position) => isInFrame(view.event(position).time, plan))
}

function inParts({ chunk, score }: Scored, view: RecordView, plan: Plan): Scored[] {
  if (chunk.kind === 'note' || chunk.form === 'day') return [{ chunk, score }]
  return seriesParts(chunk.events, (position) => view.event(position), plan).map((events, k) => ({
    chunk: partOf(chunk, events, k, view),
    score: score! * LATER_PART ** k,
  }))
}

function partOf(chunk: EventChunk, events: readonly number[], part: number, view: RecordView): EventChunk {
  const time = view.event(events[0]!).time
  return { ...chunk, chunkId: seriesPartId(chunk.chunkId, part), events, time }
}
