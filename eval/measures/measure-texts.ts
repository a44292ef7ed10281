import type { Measure } from '../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../measured/measured-item.js'
import type { ValueLine } from '../measured/value-line.js'
import { corpusMeasures } from '../text/measures/text-measures.js'
import { encoderMeasureNames, rowMeasureNames } from './measure-names.js'
import { itemMeasures } from './measure-registry.js'

const NO_ROW = 'no row with a candidate and a reference'
const NOTHING_BUT_TEXTS = {
  evidence: null,
  passages: [],
  budget: null,
  tokens: 0,
  responseReason: null,
} as const

const ofRows = new Map(
  itemMeasures.flatMap((measure): [string, Measure][] =>
    measure.tool !== undefined && [...rowMeasureNames, ...encoderMeasureNames].includes(measure.tool)
      ? [[measure.tool, measure]]
      : [],
  ),
)
const ofCorpora = new Map(corpusMeasures.map((measure) => [measure.tool, measure]))

/**
 * The named text measures of rows, one after another, and of their corpus. Values equal rouge-score 0.1.2, sacrebleu 2.6.0 and
 * NLTK 3.10 where these have one; if these raise an error, or give 0 because there is no reference, there is a reason instead of a
 * value.
 */
export class TextMeasurement {
  readonly #rows: readonly (readonly [name: string, measure: Measure])[]
  readonly #corpora
  #scored = 0

  /** @param names of rowMeasureNames, encoderMeasureNames and corpusMeasureNames */
  constructor(names: readonly string[]) {
    const wanted = [...new Set(names)]
    this.#rows = wanted.flatMap((name) => (ofRows.has(name) ? [[name, ofRows.get(name)!] as const] : []))
    this.#corpora = wanted.flatMap((name) =>
      ofCorpora.has(name) ? [{ name, tally: ofCorpora.get(name)!.open() }] : [],
    )
  }

  /** Every requested measure of a row. A row without a candidate (null) or a reference does not count for the corpus. */
  row(
    candidate: string | null,
    references: readonly string[],
    tokenMatches?: MeasuredItem['tokenMatches'],
  ): ValueLine[] {
    if (references.length === 0) return this.#rows.map(([name]) => lineOf(name, { reason: 'no reference' }))
    if (candidate === null) return this.#rows.map(([name]) => lineOf(name, { reason: 'no candidate' }))
    this.#scored += 1
    const item = {
      ...NOTHING_BUT_TEXTS,
      response: candidate,
      references,
      ...(tokenMatches === undefined ? {} : { tokenMatches }),
    }
    for (const { tally } of this.#corpora) tally.add(item)
    return this.#rows.map(([name, measure]) => lineOf(name, measure.of(item)))
  }

  corpus(): ValueLine[] {
    return this.#corpora.map(({ name, tally }) =>
      lineOf(name, this.#scored === 0 ? { reason: NO_ROW } : tally.value()),
    )
  }
}

function lineOf(measure: string, value: number | Unscored): ValueLine {
  return typeof value === 'number'
    ? { measure, value, reason: null }
    : { measure, value: null, reason: value.reason }
}
