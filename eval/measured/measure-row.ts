import type { MeasuredItem, Unscored } from './measured-item.js'

/**
 * What a measure reads of an item. Whoever measures gives no more than the measures need: a patient's record is opened for
 * evidence-times and evidence-texts alone, judges are asked for grades, a local encoder for encoder.
 */
export type Need =
  | 'references'
  | 'response'
  | 'citations'
  /** What was marked as evidence. */
  | 'evidence'
  /** When the documents of the evidence were written, and the end of what may be seen. */
  | 'evidence-times'
  /** The texts of the marked spans. */
  | 'evidence-texts'
  /** Which documents and spans the context shows. */
  | 'passages'
  /** The text of the context. */
  | 'context'
  | 'budget'
  | 'grades'
  | 'encoder'
  /** A dictionary that is not part of chartsift: such a measure never has a value. */
  | 'wordnet'

/** What is known of a measure, however it is computed. */
export type MeasureFacts = {
  /** One sentence for lists and reports. */
  readonly definition: string
  /** Which values are better. 'neither': the measure describes and does not judge. */
  readonly direction: 'higher' | 'lower' | 'neither'
  /** The value of a perfect item; null if there is none. */
  readonly best: number | null
  /** What tables show as 100 points. If lower is better, it is also what a failure counts as. */
  readonly full: number
  /** Of the values, if they are no shares; full is then 100, so that they are printed as they are. */
  readonly unit?: 'days'
  /** If it reads ASCII letters and digits only, as rouge-score does: texts in other scripts have no word for it. */
  readonly readsAsciiOnly?: true
}

/**
 * A measure of one item. name: in experiment files and reports; absent if experiments do not offer it. tool: what the reference
 * tool calls it and `chartsift measure` writes; absent if no tool has it. It has at least one of the two.
 */
export type Measure = MeasureFacts & {
  readonly name?: string
  readonly tool?: string
  readonly needs: readonly Need[]
  /** A value or the reason why there is none; never NaN, never an error. */
  of(item: MeasuredItem): number | Unscored
}

/** A measure of all rows of a table together, over the rows that have a candidate and a reference. */
export type CorpusMeasure = MeasureFacts & {
  readonly tool: string
  /** For a table of its own. `value` is asked after one row at least. */
  open(): { add(item: MeasuredItem): void; value(): number | Unscored }
}
