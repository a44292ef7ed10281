import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { words as wordsOf } from '../../indexes/words/words.js'

const COLUMNS = ['kind', 'term', 'means', 'source'] as const

/** How a term relates to its meaning. */
export const LEXICON_KINDS = ['abbreviation', 'brand', 'lay', 'variant'] as const
/** The kind of a lexicon row. */
export type LexiconKind = (typeof LEXICON_KINDS)[number]

/**
 * A row of the file: a term and its possible meanings. With several meanings, readers cannot tell which one is
 * intended.
 */
export interface LexiconEntry {
  readonly kind: LexiconKind
  readonly term: string
  readonly means: readonly string[]
  readonly source: string
}

/** Another way to say `from`, a term that was found. Both are in lower case. */
export interface Expansion {
  readonly words: readonly string[]
  readonly from: string
}

/** Clinical terms and their alternatives. Lookup works in both directions. */
export class Lexicon {
  readonly entries: readonly LexiconEntry[]
  /** Keyed by a term's words, joined by a space. */
  readonly #expansions = new Map<string, Expansion[]>()
  /** Keyed by first word: the number of words of the longest term. */
  readonly #longest = new Map<string, number>()

  constructor(entries: readonly LexiconEntry[]) {
    this.entries = entries
    for (const { term, means } of entries)
      for (const meaning of means) {
        this.#link(wordsOf(term), wordsOf(meaning))
        this.#link(wordsOf(meaning), wordsOf(term))
      }
  }

  #link(from: readonly string[], to: readonly string[]): void {
    const key = from.join(' ')
    const known = this.#expansions.get(key) ?? []
    if (known.some((expansion) => expansion.words.join(' ') === to.join(' '))) return
    this.#expansions.set(key, [...known, { words: to, from: key }])
    this.#longest.set(from[0]!, Math.max(from.length, this.#longest.get(from[0]!) ?? 0))
  }

  /**
   * The alternatives of every term in these words (split as `indexes/words/words.ts` does), in the order of the
   * terms. From left to right, the longest term at a position is taken and its words belong to no other term:
   * 'high blood pressure' is not also 'blood pressure'. A repeated term is expanded once. Alternatives of
   * alternatives are not followed, because an ambiguous abbreviation between two terms would join unrelated
   * things.
   */
  expand(words: readonly string[]): readonly Expansion[] {
    const lower = words.map((word) => word.toLowerCase())
    const found = new Set<string>()
    for (let at = 0; at < lower.length; ) {
      const length = this.#lengthOfTermAt(lower, at)
      if (length > 0) found.add(lower.slice(at, at + length).join(' '))
      at += Math.max(length, 1)
    }
    return [...found].flatMap((term) => this.#expansions.get(term)!)
  }

  #lengthOfTermAt(words: readonly string[], at: number): number {
    const longest = Math.min(this.#longest.get(words[at]!) ?? 0, words.length - at)
    for (let length = longest; length > 0; length--)
      if (this.#expansions.has(words.slice(at, at + length).join(' '))) return length
    return 0
  }
}

/**
 * Reads rows of kind, term, means (alternatives separated by '|') and source, below a header.
 * @throws Error if a row is malformed
 */
export function parseLexicon(text: string): Lexicon {
  const [header, ...rows] = text.replace(/\n$/, '').split('\n')
  if (header !== COLUMNS.join('\t')) throw new Error(`lexicon: header is not ${COLUMNS.join(', ')}`)
  return new Lexicon(rows.map((row, index) => parseRow(row, index + 2)))
}

function parseRow(row: string, line: number): LexiconEntry {
  const cells = row.split('\t')
  const [kindName, term, means, source] = cells
  const kind = LEXICON_KINDS.find((known) => known === kindName)
  const alternatives = means?.split('|') ?? []
  if (cells.length !== COLUMNS.length || !source) throw new Error(`lexicon line ${line}: not four columns`)
  if (kind === undefined) throw new Error(`lexicon line ${line}: unknown kind '${kindName}'`)
  if ([term!, ...alternatives].some((side) => wordsOf(side).length === 0))
    throw new Error(`lexicon line ${line}: a term or meaning without a word`)
  return { kind, term: term!, means: alternatives, source }
}

let lexicon: Lexicon | undefined

/** The clinical lexicon of this folder, read on first use. */
export function readLexicon(): Lexicon {
  lexicon ??= parseLexicon(readFileSync(lexiconPath(), 'utf8'))
  return lexicon
}

/** Both a clone's TypeScript and dist find the same file, since the package resolves its own name. */
function lexiconPath(): string {
  return createRequire(import.meta.url).resolve('chartsift/reading/lexicon/clinical-lexicon.tsv')
}
