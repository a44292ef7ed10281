import { EDIT } from './beam-edits.js'

const MOST_DISTANCE = 50
/** The most words in the block that a shift moves. */
export const MOST_WORDS = 10

/** The block of `length` words at place `start` goes to place `target`. */
export type Shift = { readonly start: number; readonly length: number; readonly target: number }

/** Words of the candidate with the edits from them to the reference. places: where each word is in the reference. */
export type ShiftSearch = {
  readonly words: Int32Array
  readonly reference: Int32Array
  readonly places: readonly (readonly number[])[]
  readonly path: readonly number[]
}

/**
 * The shifts that Tercom tries: a block of up to ten words, with a word that does not match, which is also in the reference, at
 * most 50 places away and with a word that does not match there either. It moves next to each word of that place in the reference.
 * @param most the search stops after this many
 * @returns each shift once, and how many sacrebleu tries, since it tries some twice
 */
export function possibleShifts(
  { words, reference, places, path }: ShiftSearch,
  most: number,
): { readonly different: Shift[]; readonly checked: number } {
  const { place, wrong, wrongReference } = alignment(path, words.length, reference.length)
  const tried = new Int32Array((MOST_WORDS + 1) * (words.length + 1))
  const different: Shift[] = []
  let checked = 0
  for (let start = 0; start < words.length; start += 1) {
    for (const r of places[words[start]!]!) {
      if (Math.abs(r - start) > MOST_DISTANCE) continue
      for (let length = 1; length <= MOST_WORDS; length += 1) {
        if (start + length > words.length || r + length > reference.length) break
        if (words[start + length - 1] !== reference[r + length - 1]) break
        if (wrong[start + length] === wrong[start] || wrongReference[r + length] === wrongReference[r])
          continue
        if (start <= place[r]! && place[r]! < start + length) continue
        let previous = -1
        for (let at = r - 1; at < r + length; at += 1) {
          const target = at === -1 ? 0 : place[at]! + 1
          if (target === previous) continue
          previous = target
          checked += 1
          const key = length * (words.length + 1) + target
          if (tried[key] === start + 1) continue
          tried[key] = start + 1
          different.push({ start, length, target })
        }
        if (checked >= most) return { different, checked }
      }
    }
  }
  return { different, checked }
}

/** For each reference word, the last candidate place before it or at it, and running counts of words that do not match. */
function alignment(path: readonly number[], n: number, m: number) {
  const place = new Int32Array(m)
  const wrong = new Int32Array(n + 1)
  const wrongReference = new Int32Array(m + 1)
  let i = 0
  let j = 0
  for (const edit of path) {
    const isWrong = edit === EDIT.same ? 0 : 1
    if (edit !== EDIT.insert) {
      wrong[i + 1] = wrong[i]! + isWrong
      i += 1
    }
    if (edit !== EDIT.delete) {
      place[j] = i - 1
      wrongReference[j + 1] = wrongReference[j]! + isWrong
      j += 1
    }
  }
  return { place, wrong, wrongReference }
}

/** The places [from, to) that a shift changes. */
export function regionOf(
  { start, length, target }: Shift,
  n: number,
): { readonly from: number; readonly to: number } {
  if (target < start) return { from: target, to: start + length }
  return { from: start, to: target > start + length ? target : Math.min(n, length + target) }
}

/** The words of the region after the shift. A target within the block moves the block that many places to the right. */
export function writeShifted(
  words: Int32Array,
  shift: Shift,
  from: number,
  to: number,
  into: Int32Array,
): void {
  const { start, length, target } = shift
  const [firstFrom, firstTo] = target < start ? [start, start + length] : [start + length, to]
  const [secondFrom, secondTo] = target < start ? [target, start] : [start, start + length]
  let at = 0
  for (let i = firstFrom; i < firstTo; i += 1) into[at++] = words[i]!
  for (let i = secondFrom; i < secondTo; i += 1) into[at++] = words[i]!
  if (at !== to - from) throw new Error('a shift changed the number of words')
}

/** A copy of the words with the block moved. */
export function shifted(words: Int32Array, shift: Shift): Int32Array {
  const { from, to } = regionOf(shift, words.length)
  const region = new Int32Array(to - from)
  writeShifted(words, shift, from, to, region)
  const result = words.slice()
  result.set(region, from)
  return result
}
