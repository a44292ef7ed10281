import { remembered } from '../../../base/remember.js'
import { tokenIds } from '../words/ngram-ids.js'
import { terWords } from '../words/tokenize.js'
import { possibleShifts, regionOf, type Shift, shifted } from './block-shifts.js'
import { costOfPath, TercomEdits } from './tercom-edits.js'

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
 * Edits of the candidate to each reference, each shift of a block counting as one, as sacrebleu's TER(): lower case, punctuation
 * kept, Tercom's greedy shifts (Snover et al. 2006).
 */
export function terStatistics(candidate: string, references: readonly string[]): TerCounts[] {
  const { of, count } = tokenIds([candidate, ...references].map(wordsOf))
  const [words, ...others] = of
  return others.map((reference) => ({
    edits: editsWithShifts(words!, reference, count),
    referenceLength: reference.length,
  }))
}

/** TER in percent, without an upper limit; 0 is perfect. Without reference words: 100, or 0 if there is nothing to edit. */
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

/** The counts of two texts together. */
export function addTer(a: TerCounts, b: TerCounts): TerCounts {
  return { edits: a.edits + b.edits, referenceLength: a.referenceLength + b.referenceLength }
}

/** @param count number of different words, which are numbered from 0 */
function editsWithShifts(candidate: Int32Array, reference: Int32Array, count: number): number {
  const n = candidate.length
  if (reference.length === 0) return n
  const edits = new TercomEdits(n, reference, count)
  const places = placesOf(reference, count)
  let words = candidate
  let path = edits.set(words, 0, n)
  let checked = 0
  for (let moved = 0; ; moved += 1) {
    const shifts = possibleShifts({ words, reference, places, path }, MOST_CANDIDATES - checked)
    checked += shifts.checked
    const distance = costOfPath(path)
    const best = checked >= MOST_CANDIDATES ? null : bestShift(shifts.different, edits, distance)
    if (best === null) return moved + distance
    const { from, to } = regionOf(best, n)
    words = shifted(words, best)
    path = edits.set(words, from, to)
  }
}

/** Where each word is in the reference, in order. */
function placesOf(reference: Int32Array, count: number): readonly (readonly number[])[] {
  const places: number[][] = Array.from({ length: count }, () => [])
  for (const [j, word] of reference.entries()) places[word]!.push(j)
  return places
}

/**
 * The shift that saves the most edits, then the longest, then the one with the earliest start, then the earliest target; null if
 * none saves any.
 */
function bestShift(shifts: readonly Shift[], edits: TercomEdits, distance: number): Shift | null {
  const mostSaved = edits.mostSaved(shifts, distance)
  let best: Shift | null = null
  let gain = 1
  for (let most = Math.max(0, ...mostSaved); most >= gain; most -= 1) {
    for (let s = 0; s < shifts.length; s += 1) {
      if (mostSaved[s] !== most) continue
      const shift = shifts[s]!
      const needed = best === null || isPreferred(shift, best) ? gain : gain + 1
      if (most < needed) continue
      const saved = distance - edits.distanceAfter(shift, distance - needed)
      if (saved >= needed) {
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
