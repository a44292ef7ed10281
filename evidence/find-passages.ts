import { type Candidate, LENIENT_CUT_OFF, MOST_BY_LIKENESS, NORMALISED_CONFIDENCE } from './confidence.js'
import { isWithin, type NamedTime } from './events/dated-piece.js'
import { alignWords } from './words/align-words.js'
import { foldWords, isNumber } from './words/fold-words.js'
import type { NoteWords } from './words/note-words.js'
import { wordLikeness } from './words/word-likeness.js'

/** As for exact quotes: fewer words occur in any note and would prove anything. */
const FEWEST_LETTERS = 8
/** Fewer words than these, some of them different, quote nothing. */
const FEWEST_WORDS_BY_LIKENESS = 3
/** At most this many words may be left out at a quote's dots. */
const MOST_ELIDED_WORDS = 60
/** How many neighboring diagonals are counted together: a quote may gain or lose so many words and still be one alignment. */
const BAND = 16
/** The least share of its weight that an alignment above the lenient cut-off has in identical words. */
const SEED_SHARE = 0.3
/** Further copies of a note are skipped. */
const MOST_SEEDS = 1_000
/** Losses as shares of a word's weight: leaving a word out of a quote is less wrong than adding one. */
const LEFT_OUT = 0.25
const UNFOUND = 0.35
const OTHER_WORD = 0.5
/** A quote of a note of another day than the one it names is likely a copy, if no note of that day has it. */
const DAY_MARGIN = 0.1
const DOTS = /\s*(?:\.{3,}|…|\[\s*(?:\.{3}|…)\s*\])\s*/

/** The places of a quote in the notes, ignoring marks, case, bullets and forms of letters; dots stand for left-out words. */
export function normalisedPassages(index: NoteWords, quote: string, time: NamedTime | null): Candidate[] {
  const segments = quote.split(DOTS).map((segment) => foldWords(segment).words)
  const stub = /[\p{L}\p{N}](?:\.{3,}|…)$/u.test(quote.trim())
  const written = segments.filter((words) => words.length > 0)
  const letters = written.flat().join('').match(/\p{L}/gu)?.length ?? 0
  if (letters < FEWEST_LETTERS) return []
  const spans = written.reduce<[number, number][] | null>((found, words, i) => {
    const places = sequences(index, words, stub && i === written.length - 1)
    if (found === null) return places
    return found.flatMap(([start, end]) => {
      const next = places.find(([begin]) => begin >= end && begin <= end + MOST_ELIDED_WORDS)
      return next !== undefined && index.noteAt(next[0]) === index.noteAt(start) ? [[start, next[1]]] : []
    })
  }, null)
  const found = (spans ?? []).map(([start, end]) =>
    candidate(index, { start, end, confidence: NORMALISED_CONFIDENCE }),
  )
  // A whole quote proves the same in every note that has it; the continuation of a cut quote is unknown.
  return DOTS.test(quote) ? ofTheDay(index, found, time) : found
}

/** The places in the notes that are similar to a quote: diagonals that share words with it seed the alignments. */
export function likePassages(index: NoteWords, quote: string, time: NamedTime | null): Candidate[] {
  const { words } = foldWords(quote)
  if (words.filter((word) => !isNumber(word)).length < FEWEST_WORDS_BY_LIKENESS) return []
  const weights = words.map((word) => index.weightOf(word))
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const pairs = new Map<number, number>()
  const pair = (i: number, j: number) => {
    const id = index.ids[j]!
    const key = i * index.vocabulary.length + id
    let gain = pairs.get(key)
    if (gain === undefined) {
      const other = index.vocabulary[id]!
      const likeness = wordLikeness(words[i]!, other)
      const loss = Math.max(weights[i]!, index.weightOf(other))
      gain = likeness > 0 ? likeness * weights[i]! : likeness < 0 ? -loss : -OTHER_WORD * loss
      pairs.set(key, gain)
    }
    return gain
  }
  const costs = {
    pair,
    unfound: (i: number) => UNFOUND * weights[i]!,
    leftOut: (j: number) => {
      const id = index.ids[j]!
      return (index.isNegation(id) ? 1 : LEFT_OUT) * index.weightOf(index.vocabulary[id]!)
    },
  }
  const found = new Map<number, Candidate>()
  for (const diagonal of seeds(index, { words, weights, least: SEED_SHARE * whole })) {
    const reach = diagonal + 2 * BAND + words.length
    const last = index.noteAt(Math.min(reach, index.ids.length - 1))
    // One band may hold several short notes.
    for (let n = index.noteAt(Math.max(0, diagonal)); n <= last; n++) {
      const from = Math.max(index.bounds[n]!, diagonal - BAND)
      const to = Math.min(index.bounds[n + 1]!, reach + BAND)
      const { score, start, end } = alignWords(words.length, { from, to, costs })
      const confidence = Math.min(MOST_BY_LIKENESS, score / whole)
      if (confidence >= LENIENT_CUT_OFF) found.set(start, candidate(index, { start, end, confidence }))
    }
  }
  return ofTheDay(index, withoutOverlaps([...found.values()]), time)
}

/** Word spans [start, end) of exactly these words in a row; with `stub`, the last one may be cut short. */
function sequences(index: NoteWords, words: readonly string[], stub: boolean): [number, number][] {
  const ids = words.map((word) => index.idOf(word))
  const whole = stub ? ids.slice(0, -1) : ids
  if (whole.length === 0 || whole.includes(null)) return []
  const rarest = whole.reduce<number>(
    (best, id, i) => (index.positionsOf(id!).length < index.positionsOf(whole[best]!).length ? i : best),
    0,
  )
  const spans: [number, number][] = []
  for (const at of index.positionsOf(whole[rarest]!)) {
    const start = at - rarest
    const end = start + words.length
    if (start < 0 || end > index.bounds[index.noteAt(at) + 1]! || start < index.bounds[index.noteAt(at)]!)
      continue
    const isLastCut = () => index.vocabulary[index.ids[end - 1]!]!.startsWith(words.at(-1)!)
    if (whole.every((id, i) => index.ids[start + i] === id) && (!stub || isLastCut()))
      spans.push([start, end])
  }
  return spans
}

type WeightedWords = {
  readonly words: readonly string[]
  readonly weights: readonly number[]
  readonly least: number
}

/** Diagonals (position less number of the word) that words of enough weight are on, the heaviest first. */
function seeds(index: NoteWords, { words, weights, least }: WeightedWords): number[] {
  const shift = Math.ceil(words.length / BAND)
  const bands = new Map<number, number>()
  const seen = new Map<string, number>()
  for (const [i, word] of words.entries()) {
    // A word that occurs n times in the quote is on n diagonals at each of its places.
    seen.set(word, (seen.get(word) ?? 0) + 1)
    const id = index.idOf(word)
    if (id === null || seen.get(word)! > 3) continue
    for (const at of index.positionsOf(id)) {
      const band = Math.floor((at - i) / BAND) + shift
      bands.set(band, (bands.get(band) ?? 0) + weights[i]!)
    }
  }
  return [...bands]
    .map(([band, weight]) => [band, weight + (bands.get(band + 1) ?? 0)] as const)
    .filter(([, weight]) => weight >= least)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, MOST_SEEDS)
    .map(([band]) => (band - shift) * BAND)
}
type CandidateSpan = {
  readonly start: number
  readonly end: number
  readonly confidence: number
}

function candidate(index: NoteWords, { start, end, confidence }: CandidateSpan): Candidate {
  const says = Array.from(index.ids.subarray(start, end)).join(' ')
  return { place: index.placeOf(start, end), confidence, says }
}

function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  for (const one of [...candidates].sort((a, b) => b.confidence - a.confidence)) {
    const overlaps = kept.some(
      ({ place }) =>
        place.documentId === one.place.documentId &&
        place.start! < one.place.end! &&
        one.place.start! < place.end!,
    )
    if (!overlaps) kept.push(one)
  }
  return kept
}

function ofTheDay(index: NoteWords, found: readonly Candidate[], time: NamedTime | null): Candidate[] {
  if (time === null || found.length === 0) return [...found]
  const meant = new Set(
    index.notes.filter((note) => isWithin(note.time, time)).map(({ documentId }) => documentId),
  )
  const named = found.filter(({ place }) => meant.has(place.documentId))
  const best = (candidates: readonly Candidate[]) => Math.max(0, ...candidates.map((c) => c.confidence))
  return best(named) >= best(found) - DAY_MARGIN && named.length > 0 ? named : [...found]
}
