/** Text of a passage or a fact in pieces; relevance 0: no judged evidence. 2 essential, 1 supporting. */
export type MarkedPiece = { readonly text: string; readonly relevance: number }

/** One instruction of a drill-down page, with all of its text. */
export type DrillDownItem = {
  readonly instructionId: string
  readonly patientId: string
  readonly text: string
  readonly category: string | null
  readonly asOf: string | null
  readonly references: readonly { readonly annotator: string; readonly text: string }[]
  readonly facts: readonly DrillDownFact[]
  /** One or two, in the order of the columns. */
  readonly contexts: readonly DrillDownContext[]
  readonly generators: readonly DrillDownAnswers[]
  /** The second context's strategy against the first's under the leading measure and the first generator. */
  readonly outcome: Outcome
}

export type Outcome = 'better' | 'tie' | 'worse' | 'unscored'

/** `places`: each proves the fact by itself; `text` null where the record does not have it. */
export type DrillDownFact = {
  readonly relevance: number
  readonly places: readonly { readonly where: string; readonly text: string | null }[]
}

/** `text`: of a context that names no passages; `reason`: why there is no context. */
export type DrillDownContext = {
  readonly strategy: string
  readonly tokens: number
  readonly dropped: number
  readonly passages: readonly DrillDownPassage[]
  readonly text: string | null
  readonly reason: string | null
}

/** `relevance`: of the most relevant judged evidence of which it holds a part. */
export type DrillDownPassage = {
  readonly label: number
  readonly rank: number
  readonly time: string | null
  readonly type: string
  readonly documentIds: readonly string[]
  readonly tokens: number
  readonly relevance: number
  readonly pieces: readonly MarkedPiece[]
}

/** What one generator answered from every strategy's context; `values` in the order of `measures`. */
export type DrillDownAnswers = {
  readonly generator: string
  readonly rows: readonly DrillDownAnswer[]
}

export type DrillDownAnswer = {
  readonly strategy: string
  /** Of each repeat: a text, or the reason why there is none. */
  readonly texts: readonly AnswerText[]
  readonly values: readonly { readonly value: number | null; readonly reason: string | null }[]
}

export type AnswerText = {
  readonly text: string | null
  readonly reason: string | null
  /** Cited documents; `passage`: place in this strategy's context of the page, null where it is not shown there. */
  readonly citations: readonly { readonly documentId: string; readonly passage: number | null }[]
  readonly unknownCitations: number
}
