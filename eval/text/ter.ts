import { BeamEdits } from './beam-edits.js'
import { possibleShifts, regionOf, type Shift, shifted, writeShifted } from './block-shifts.js'
import { tokenIds } from './ngram-ids.js'
import { remembered } from './remembered.js'
import { terWords } from './tokenize.js'
import { WordEdits } from './word-edits.js'

const wordsOf = remembered(terWords)
const MOST_CANDIDATES = 1000

/** Against one reference, or summed over a corpus. Lengths in words; of several references the mean. */
export type TerCounts = { readonly edits: number; readonly referenceLength: number }

const MOST_WORDS = 6000

/** Whether the tables of the edit distance, which grow with the square of the words, would be too large. */
export function isTooLongForTer(texts: readonly string[]): boolean {
  return texts.some((text) => wordsOf(text).length > MOST_WORDS)
}

/**
 * Edits of the candidate to each reference, shifts of blocks counting one, as sacrebleu's TER(): lower case,
 * punctuation kept, Tercom's greedy shifts (Snover et al. 2006).
 */
export function terStatistics(candidate: string, references: readonly string[]): TerCounts[] {
  const { of, count } = tokenIds([candidate, ...references].map(wordsOf))
  const [words, ...others] = of
  return others.map((reference) => ({
    edits: editsWithShifts(words!, reference, count),
    referenceLength: reference.length,
  }))
}

/** TER in percent, no upper end, 0 perfect. Without reference words 100, or 0 where nothing was to edit. */
export function terScore({ edits, referenceLength }: TerCounts): number {
  if (referenceLength > 0) return 100 * (edits / referenceLength)
  return edits > 0 ? 100 : 0
}

/** Of several references: the fewest edits over the mean length, which can be above each single value. */
export function pooledTer(perReference: readonly TerCounts[]): TerCounts {
  const length = perReference.reduce((sum, { referenceLength }) => sum + referenceLength, 0)
  return {
    edits: Math.min(...perReference.map(({ edits }) => edits)),
    referenceLength: length / perReference.length,
  }
}

export function addTer(a: TerCounts, b: TerCounts): TerCounts {
  return { edits: a.edits + b.edits, referenceLength: a.referenceLength + b.referenceLength }
}

/** @param count number of different words: they are numbered from 0 */
function editsWithShifts(candidate: Int32Array, reference: Int32Array, count: number): number {
  const n = candidate.length
  if (reference.length === 0) return n
  const beam = new BeamEdits(n, reference)
  const whole = new WordEdits(n, reference, count)
  const places = placesOf(reference, count)
  let words = candidate
  let distance = beam.set(words, 0)
  whole.set(words, 0, n)
  let checked = 0
  for (let moved = 0; ; moved += 1) {
    const shifts = possibleShifts(words, reference, places, beam.path(), MOST_CANDIDATES - checked)
    checked += shifts.checked
    const best =
      checked >= MOST_CANDIDATES ? null : bestShift(words, shifts.different, { beam, whole }, distance)
    if (best === null) return moved + distance
    const { from, to } = regionOf(best, n)
    words = shifted(words, best)
    distance = beam.set(words, from)
    whole.set(words, from, to)
  }
}

/** Where each word stands in the reference, in order. */
function placesOf(reference: Int32Array, count: number): readonly (readonly number[])[] {
  const places: number[][] = Array.from({ length: count }, () => [])
  for (const [j, word] of reference.entries()) places[word]!.push(j)
  return places
}

/**
 * The shift that saves most edits, then the longest, then the one of earliest start, then of earliest target; null
 * where none saves any.
 */
function bestShift(
  words: Int32Array,
  shifts: readonly Shift[],
  { beam, whole }: { readonly beam: BeamEdits; readonly whole: WordEdits },
  distance: number,
): Shift | null {
  // Taking the block out and putting it back costs its length, so no shift saves more than this.
  const mostSaved = shifts.map(
    ({ start, length }) => distance - whole.distanceWithout(start, start + length) + length,
  )
  const changed = new Int32Array(words.length)
  let best: Shift | null = null
  let gain = 1
  for (let most = Math.max(0, ...mostSaved); most >= gain; most -= 1) {
    for (let s = 0; s < shifts.length; s += 1) {
      if (mostSaved[s] !== most) continue
      const shift = shifts[s]!
      if (best !== null && most === gain && !isPreferred(shift, best)) continue
      const { from, to } = regionOf(shift, words.length)
      writeShifted(words, shift, from, to, changed)
      // The beam can only cost more, and most shifts save too little without it.
      const freely = whole.changedDistance(from, changed, to - from)
      let saved = distance - freely
      if (saved < gain || (best !== null && saved === gain && !isPreferred(shift, best))) continue
      if (freely >= beam.outside) saved = distance - beam.changedDistance(from, changed, to - from)
      if (saved > gain || (saved === gain && (best === null || isPreferred(shift, best)))) {
        best = shift
        gain = saved
      }
    }
  }
  return best
}

function isPreferred(a: Shift, b: Shift): boolean {
  if (a.length !== b.length) return a.length > b.length
  return a.start !== b.start ? a.start < b.start : a.target < b.target
}
