const FIRST_SLOTS = 1 << 16
const MOST_WORDS = 200_000
/** Numbers per slot: hash, start of the word's units, start of its ids, length. */
const SLOT = 4

/**
 * Remembers the ids of words and looks words up inside a text, so that a known word needs no string. It uses typed arrays
 * with open addressing, because access to objects would take most of the time.
 */
export class WordMemo {
  readonly #cut: (word: string) => readonly number[]
  readonly #fold: Uint8Array
  #slots = new Int32Array(FIRST_SLOTS * SLOT)
  #units = new Uint16Array(1 << 18)
  /** A count followed by as many ids. Position 0 means that a word is not known. */
  #ids = new Int32Array(1 << 17)
  #unitsUsed = 0
  #idsUsed = 1
  #words = 0

  /**
   * @param cut gives the ids of an unknown word, which is already folded
   * @param fold the folded form of each ASCII character
   */
  constructor(cut: (word: string) => readonly number[], fold: Uint8Array) {
    this.#cut = cut
    this.#fold = fold
  }

  /** Appends the ids of text.slice(start, end), folded, to `into`. `hash` is the hash of its folded units. */
  append(text: string, start: number, end: number, hash: number, into: number[]): void {
    let at = this.#find(text, start, end, hash)
    if (at === 0) at = this.#remember(text, start, end, hash)
    const ids = this.#ids
    for (let i = at + 1, last = at + ids[at]!; i <= last; i++) into.push(ids[i]!)
  }

  /** The position of the ids of the word; 0 if it is not known. */
  #find(text: string, start: number, end: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length / SLOT - 1
    const length = end - start
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * SLOT
      const ids = slots[at + 2]!
      if (ids === 0) return 0
      if (slots[at] === hash && slots[at + 3] === length && this.#isAt(slots[at + 1]!, text, start, length))
        return ids
    }
  }

  #isAt(from: number, text: string, start: number, length: number): boolean {
    const units = this.#units
    const fold = this.#fold
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(start + i)
      if (units[from + i] !== (unit < 128 ? fold[unit] : unit)) return false
    }
    return true
  }

  #remember(text: string, start: number, end: number, hash: number): number {
    if (this.#words >= MOST_WORDS) this.#clear()
    let word = ''
    for (let i = start; i < end; i++) word += String.fromCharCode(foldUnit(text.charCodeAt(i), this.#fold))
    const ids = this.#cut(word)
    this.#units = grown(this.#units, this.#unitsUsed + word.length)
    this.#ids = grown(this.#ids, this.#idsUsed + ids.length + 1)
    for (let i = 0; i < word.length; i++) this.#units[this.#unitsUsed + i] = word.charCodeAt(i)
    const at = this.#idsUsed
    this.#ids[at] = ids.length
    for (const [i, id] of ids.entries()) this.#ids[at + 1 + i] = id
    this.#place(hash, this.#unitsUsed, at, word.length)
    this.#unitsUsed += word.length
    this.#idsUsed += ids.length + 1
    this.#words++
    if (this.#words * SLOT * 2 > this.#slots.length) this.#widen()
    return at
  }

  #place(hash: number, units: number, ids: number, length: number): void {
    const mask = this.#slots.length / SLOT - 1
    let slot = spread(hash) & mask
    while (this.#slots[slot * SLOT + 2] !== 0) slot = (slot + 1) & mask
    this.#slots.set([hash, units, ids, length], slot * SLOT)
  }

  #widen(): void {
    const old = this.#slots
    this.#slots = new Int32Array(old.length * 2)
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 2] !== 0) this.#place(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!)
    }
  }

  #clear(): void {
    this.#slots = new Int32Array(FIRST_SLOTS * SLOT)
    this.#unitsUsed = 0
    this.#idsUsed = 1
    this.#words = 0
  }
}

function grown<T extends Uint16Array | Int32Array>(array: T, needed: number): T {
  if (needed <= array.length) return array
  const larger = new (array.constructor as new (length: number) => T)(Math.max(needed, array.length * 2))
  larger.set(array)
  return larger
}

/** Mixes the bits of a hash, because the lower bits of FNV-1a depend too much on the last letters. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

/** ASCII units in lower case, or as they are. */
export function asciiFold(lowercases: boolean): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) =>
    lowercases && unit >= 65 && unit <= 90 ? unit + 32 : unit,
  )
}

/** A UTF-16 unit in lower case, by a table for ASCII. */
export function foldUnit(unit: number, fold: Uint8Array): number {
  return unit < 128 ? fold[unit]! : unit
}

/** Adds a UTF-16 unit to the FNV-1a hash of the units before it (HASH_START at the start of a word). */
export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

/** The offset basis of FNV-1a. */
export const HASH_START = 0x811c9dc5 | 0
