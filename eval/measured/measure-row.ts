import type { MeasuredItem, Unscored } from './measured-item.js'

/**
 * What a measure reads of an item. A caller provides no more than the measures need: only evidence-times and evidence-texts open a
 * patient's record, only grades need judges, and only encoder opens a local encoder.
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
  /** Whether the instruction can be answered from the record. */
  | 'answerability'
  /** Which documents and spans the context shows. */
  | 'passages'
  /** The text of the context. */
  | 'context'
  | 'budget'
  | 'grades'
  /** How severe people say the errors of the response are. */
  | 'severity'
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
  /** The unit of the values if they are not shares; full is then 100, so that they are printed unchanged. */
  readonly unit?: 'days'
  /** True if it reads only ASCII letters and digits, as rouge-score does, and so finds no word in texts in other scripts. */
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

/** A measure of a whole table, over the rows that have a candidate and a reference. */
export type CorpusMeasure = MeasureFacts & {
  readonly tool: string
  /** Starts a new table. Call `value` after at least one row. */
  open(): { add(item: MeasuredItem): void; value(): number | Unscored }
}
