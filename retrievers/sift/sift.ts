import { BM25_DEFAULTS } from '../../indexes/bm25.js'
import type { Chunk, EventChunk } from '../../indexes/chunk.js'
import { words } from '../../indexes/words.js'
import { readLexicon } from '../lexicon/read-lexicon.js'
import { packPassages } from '../pack.js'
import { newestFirst, type Scored } from '../ranked.js'
import { RecordView } from '../record-view.js'
import { seriesPartId } from '../render-context.js'
import type { Passage, Strategy } from '../strategy.js'
import { addNoteTimes, bonus } from './bonus.js'
import { olderCopies } from './copies.js'
import { wholeLines } from './lines.js'
import { openPlan, type Plan, planText, readPlan } from './plan.js'
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
      const ranked = await rank(own, plan, parts)
      const passages: Passage[] = ranked.map(({ chunk, score }, i) => ({ chunk, rank: i + 1, score }))
      return (budget) => packPassages(passages, own, budget)
    },
  }
}

async function rank(view: RecordView, plan: Plan, parts: SiftParts): Promise<Scored[]> {
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
