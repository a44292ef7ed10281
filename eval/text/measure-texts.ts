import { type TextFamily, textFamilies } from './text-families.js'

/** A value, or null with its reason. */
export type TextValue = {
  readonly measure: string
  readonly value: number | null
  readonly reason: string | null
}

const NO_WORDNET = 'needs WordNet, which is not part of chartsift'
const TOO_LONG = 'a text of more than 6,000 words'
const NO_LETTER = 'no reference with a letter or a number'
const NO_ROW = 'no row with a candidate and a reference'
const WORDNET_NAMES = ['ws', 'treebank'].flatMap((tokens) => [
  `meteor.wordnet.${tokens}`,
  `meteor.wordnet.${tokens}@mean`,
])

const families = textFamilies.map((open) => {
  const family = open()
  const row = family.row('a', ['a']).map(([name]) => name)
  return { open, row, corpus: family.corpus().map(([name]) => name) }
})

/** Measures of one candidate, as the peers' reference table names them; '@mean', '@max' and '@min' are over references. */
export const rowMeasureNames: readonly string[] = [...families.flatMap(({ row }) => row), ...WORDNET_NAMES]

/** Measures of all rows that have references: 'corpus.…' of summed counts, 'mean.…' of the rows' values. */
export const corpusMeasureNames: readonly string[] = families.flatMap(({ corpus }) => corpus)

/**
 * The named text measures of rows, one after another, and of their corpus. Values equal rouge-score 0.1.2, sacrebleu
 * 2.6.0 and NLTK 3.10 where these have one; where they raise, or answer 0 for want of a reference, there is a reason.
 */
export class TextMeasurement {
  private readonly ofRow: readonly string[]
  private readonly ofCorpus: readonly string[]
  private readonly opened: readonly TextFamily[]
  private scored = 0

  /** @param names of `rowMeasureNames` and `corpusMeasureNames` */
  constructor(names: readonly string[]) {
    const wanted = [...new Set(names)]
    this.ofRow = wanted.filter((name) => !corpusMeasureNames.includes(name))
    this.ofCorpus = wanted.filter((name) => corpusMeasureNames.includes(name))
    this.opened = families
      .filter(({ row, corpus }) => names.some((name) => row.includes(name) || corpus.includes(name)))
      .map(({ open }) => open())
  }

  /** Every wanted measure of a row. A row without a candidate (null) or a reference is no part of the corpus. */
  row(candidate: string | null, references: readonly string[]): TextValue[] {
    const names = this.ofRow
    if (references.length === 0) return names.map((name) => unscored(name, 'no reference'))
    if (candidate === null) return names.map((name) => unscored(name, 'no candidate'))
    this.scored += 1
    const values = new Map(this.opened.flatMap((family) => family.row(candidate, references)))
    return names.map((name) => valued(name, values.get(name), reasonWithout(name)))
  }

  corpus(): TextValue[] {
    const names = this.ofCorpus
    const values = new Map(this.scored === 0 ? [] : this.opened.flatMap((family) => family.corpus()))
    return names.map((name) =>
      valued(name, values.get(name), this.scored === 0 ? NO_ROW : reasonWithout(name)),
    )
  }
}

/** Why a measure has no value for a candidate and references that are there. */
function reasonWithout(name: string): string {
  if (name.includes('.unicode.')) return NO_LETTER
  return /^(?:corpus\.)?ter/.test(name) ? TOO_LONG : NO_WORDNET
}

function valued(measure: string, value: number | undefined, reason: string): TextValue {
  return value === undefined ? unscored(measure, reason) : { measure, value, reason: null }
}

function unscored(measure: string, reason: string): TextValue {
  return { measure, value: null, reason }
}
