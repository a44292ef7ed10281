import type { Event } from '../../corpus/record.js'
import { words as wordsOf } from '../../indexes/words/words.js'
import { readLexicon } from '../../reading/lexicon/read-lexicon.js'
import { foldWords, isNumber } from '../words/fold-words.js'
import { wordLikeness } from '../words/word-likeness.js'

/** How far the words of a piece name an event. */
export type NameLikeness = {
  /** 0 to 1: share of the piece's words, weighed by rarity among names, that the event has. */
  readonly named: number
  /** 0 to 1: share of the event's name that the piece spells out. */
  readonly spelledOut: number
  /** Numbers of the piece that are not part of the name. */
  readonly numbers: readonly string[]
}

/** Words that fit any event and name none. */
const SAYS_NOTHING = new Set(
  'a an and at date dated day from in is lab level measured noted of on per recorded result results see taken the to units value was with'.split(
    ' ',
  ),
)
/** The weight of a word that no name has: a typing error, or another event. */
const UNKNOWN_WEIGHT = 0.5
/** A unit names little: hundreds of events have it, and a converted value has another. */
const UNIT_WORD = /^(?:\p{L}{1,2}|mcg|mmol|umol|mmhg|meq|cel|min|lbs)$/u
const UNIT_WEIGHT = 0.05
/** A code in brackets, as the older dialect writes it: not a word. */
const CODE = /\[[A-Za-z_ ]+\/[^\]\s]+\]/g
/** At most this many readings of a piece are tried. */
const MOST_READINGS = 12

/** The distinct names of one record's events, in words. */
export class EventNames {
  readonly #words = new Map<string, readonly string[]>()
  readonly #names = new Map<string, number>()

  constructor(events: readonly Event[]) {
    for (const { name, value, unit } of events) {
      const label = labelOf(name, value, unit)
      if (this.#words.has(label)) continue
      const { words } = foldWords(label)
      this.#words.set(label, words)
      for (const word of new Set(words)) this.#names.set(word, (this.#names.get(word) ?? 0) + 1)
    }
  }

  /** The words of a piece and the same with one abbreviation, brand or lay word said in full. */
  readings(body: string): string[][] {
    const lower = body.replaceAll(CODE, ' ').toLowerCase()
    const other = readLexicon()
      .expand(wordsOf(lower))
      .slice(0, MOST_READINGS)
      .map(({ words, from }) => lower.replace(termPattern(from), ` ${words.join(' ')} `))
    return [lower, ...other].map((reading) =>
      foldWords(reading).words.filter((word) => !SAYS_NOTHING.has(word)),
    )
  }

  likeness(words: readonly string[], { name, value, unit }: Event): NameLikeness {
    const theirs = this.#words.get(labelOf(name, value, unit)) ?? []
    const free = [...theirs]
    const numbers: string[] = []
    let whole = 0
    let shared = 0
    for (const word of words) {
      const number = isNumber(word)
      const weight = number ? 0 : this.#weightOf(word)
      const best = bestOf(word, free)
      if (best.likeness > 0) free.splice(best.at, 1)
      else if (number) numbers.push(word)
      whole += weight
      shared += Math.max(0, best.likeness) * weight
    }
    return {
      named: whole === 0 ? 0 : shared / whole,
      spelledOut: theirs.length === 0 ? 0 : 1 - free.length / theirs.length,
      numbers,
    }
  }

  #weightOf(word: string): number {
    const all = this.#words.size
    const known = this.#names.get(word)
    const rarity = known === undefined ? UNKNOWN_WEIGHT : Math.log(1 + all / known) / Math.log(1 + all)
    return UNIT_WORD.test(word) ? UNIT_WEIGHT * rarity : rarity
  }
}

/** A value in words is part of what the event is called; a number is compared as one. */
function labelOf(name: string, value: string | null, unit: string | null): string {
  const said = value === null || /^\s*[<>]?=?\s*[-+]?\d/.test(value) ? '' : value
  return `${name} ${said} ${unit ?? ''}`
}

function bestOf(word: string, theirs: readonly string[]): { likeness: number; at: number } {
  let best = { likeness: 0, at: -1 }
  for (const [at, other] of theirs.entries()) {
    const likeness = wordLikeness(word, other)
    if (likeness > best.likeness) best = { likeness, at }
  }
  return best
}

/** Matches the words of a term in a row, whatever is between them. */
function termPattern(term: string): RegExp {
  const words = term.split(' ').map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'u')
}
