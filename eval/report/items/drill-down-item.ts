import type { Cause } from '../../compare/failure-attribution.js'

/** Text of a passage or a fact in pieces; relevance 0: no judged evidence. 2 essential, 1 supporting. */
export type MarkedPiece = { readonly text: string; readonly relevance: number }

/** What all items of a drill-down share. */
export type DrillDownFrame = {
  readonly name: string
  readonly corpus: string
  /** The budget that is shown first. */
  readonly budget: number
  /** One or two strategies that are shown first and compared. */
  readonly shown: readonly string[]
  /** The first decides which of the shown strategies is better. */
  readonly measures: readonly string[]
  readonly strategies: readonly string[]
  readonly budgets: readonly number[]
  /** The one that the verdict is about comes first. */
  readonly generators: readonly string[]
  /** What the strata of the report divide the instructions by. */
  readonly traits: readonly { readonly name: string; readonly levels: readonly string[] }[]
  /** Which answers count as right. */
  readonly rule: string
}

/** One instruction of a drill-down page, with all of its text. */
export type DrillDownItem = {
  readonly instructionId: string
  readonly patientId: string
  readonly text: string
  /** One per trait of the frame, in its order; null: in no level of that trait. */
  readonly levels: readonly (string | null)[]
  readonly asOf: string | null
  readonly references: readonly { readonly annotator: string; readonly text: string }[]
  readonly facts: readonly DrillDownFact[]
  /** The contexts of every strategy and budget; equal ones are listed once. */
  readonly contexts: readonly DrillDownContext[]
  /** One per generator of the frame, in its order. */
  readonly generators: readonly DrillDownAnswers[]
  /** The second shown strategy against the first under the leading measure and the first generator. */
  readonly outcome: Outcome
}

/** How an answer compares with that of the baseline. */
export type Outcome = 'better' | 'tie' | 'worse' | 'unscored'

/** A strategy at a budget. */
export type DrillDownArm = { readonly strategy: string; readonly budget: number }

/** `places`: each proves the fact by itself; `text` null if the record does not have it. */
export type DrillDownFact = {
  readonly relevance: number
  readonly places: readonly { readonly where: string; readonly text: string | null }[]
}

/** `arms`: those that have this context. `text`: only for a context that names no passages. `reason`: why there is no context. */
export type DrillDownContext = {
  readonly arms: readonly DrillDownArm[]
  readonly tokens: number
  readonly dropped: number
  readonly passages: readonly DrillDownPassage[]
  readonly text: string | null
  readonly reason: string | null
}

/** `label`: null if the context has no labels. `relevance`: that of the most relevant judged evidence that the passage shows at least in part. */
export type DrillDownPassage = {
  readonly label: number | null
  readonly rank: number
  readonly time: string | null
  readonly type: string
  readonly documentIds: readonly string[]
  readonly tokens: number
  readonly relevance: number
  readonly pieces: readonly MarkedPiece[]
}

/** What one generator answered from every context; `values` in the order of `measures`. */
export type DrillDownAnswers = {
  readonly generator: string
  readonly rows: readonly DrillDownAnswer[]
}

/** What one arm answered. */
export type DrillDownAnswer = DrillDownArm & {
  /** One per repeat: a text, or the reason why there is none. */
  readonly texts: readonly AnswerText[]
  readonly values: readonly { readonly value: number | null; readonly reason: string | null }[]
}

/** One answer as an item page shows it. */
export type AnswerText = {
  readonly text: string | null
  readonly reason: string | null
  readonly cause: Cause
  /** What the model thought before it answered; absent if nothing. Never scored. */
  readonly thoughts?: string
  /** Tokens of the thoughts; null if they could not be counted. */
  readonly thoughtTokens?: number | null
  /**
   * Cited documents. `place`: indexes of the item's context and of the passage in it; null if no passage of the answer's own
   * context shows the document.
   */
  readonly citations: readonly {
    readonly documentId: string
    readonly place: { readonly context: number; readonly passage: number } | null
  }[]
  readonly unknownCitations: number
}
