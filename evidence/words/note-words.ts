import type { Note } from '../../corpus/record.js'
import { foldWords, isNumber } from './fold-words.js'

/** The weight of a number, and of a word that the record does not have; known words weigh between 0 and 1, the rarer the more. */
const NUMBER_WEIGHT = 0.8
const UNKNOWN_WEIGHT = 0.6
/** Words that reverse a sentence weigh most, however common they are. */
const NEGATIONS = new Set([
  'no',
  'not',
  'without',
  'never',
  'denies',
  'denied',
  'negative',
  'nil',
  'none',
  'absent',
])

/** The words of one record's notes, one after the other: 12 bytes per word besides the vocabulary. */
export class NoteWords {
  readonly notes: readonly Note[]
  /** Words of note n: [bounds[n], bounds[n + 1]). */
  readonly bounds: Int32Array
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly vocabulary: readonly string[]
  readonly #idOf = new Map<string, number>()
  /** Positions of word w, ascending: #positions[#first[w] .. #first[w + 1]). */
  readonly #first: Int32Array
  readonly #positions: Int32Array

  constructor(notes: readonly Note[]) {
    this.notes = notes
    const ids: number[] = []
    const starts: number[] = []
    const ends: number[] = []
    this.bounds = new Int32Array(notes.length + 1)
    for (const [n, { text }] of notes.entries()) {
      const folded = foldWords(text)
      for (const [i, word] of folded.words.entries()) {
        let id = this.#idOf.get(word)
        if (id === undefined) {
          id = this.#idOf.size
          this.#idOf.set(word, id)
        }
        ids.push(id)
        starts.push(folded.starts[i]!)
        ends.push(folded.ends[i]!)
      }
      this.bounds[n + 1] = ids.length
    }
    this.ids = Int32Array.from(ids)
    this.starts = Int32Array.from(starts)
    this.ends = Int32Array.from(ends)
    this.vocabulary = [...this.#idOf.keys()]
    this.#first = new Int32Array(this.vocabulary.length + 1)
    for (const id of ids) this.#first[id + 1]!++
    for (let id = 0; id < this.vocabulary.length; id++) this.#first[id + 1]! += this.#first[id]!
    const next = this.#first.slice()
    this.#positions = new Int32Array(ids.length)
    for (const [at, id] of ids.entries()) this.#positions[next[id]!++] = at
  }

  /** null: the word is in no note. */
  idOf(word: string): number | null {
    return this.#idOf.get(word) ?? null
  }

  positionsOf(id: number): Int32Array {
    return this.#positions.subarray(this.#first[id]!, this.#first[id + 1]!)
  }

  /** The number of the note that word `at` is in. */
  noteAt(at: number): number {
    let low = 0
    let high = this.notes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.bounds[middle]! <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  /** How specific a folded word is, 0 to 1: inverse document frequency over words, as a share of the rarest's. */
  weightOf(word: string): number {
    if (NEGATIONS.has(word)) return 1
    if (isNumber(word)) return NUMBER_WEIGHT
    const id = this.idOf(word)
    if (id === null) return UNKNOWN_WEIGHT
    const all = this.ids.length
    return Math.log(1 + all / (this.#first[id + 1]! - this.#first[id]!)) / Math.log(1 + all)
  }

  isNegation(id: number): boolean {
    return NEGATIONS.has(this.vocabulary[id]!)
  }

  /** The place of words [start, end) of one note. */
  placeOf(start: number, end: number) {
    const { documentId } = this.notes[this.noteAt(start)]!
    return { documentId, start: this.starts[start]!, end: this.ends[end - 1]! }
  }
}
