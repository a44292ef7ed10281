import type { GoldFact, GoldPlace, MeasuredItem, ShownPassage } from '../../../eval/measured/measured-item.js'

export const place = (
  documentId: string,
  start: number | null = null,
  end: number | null = null,
): GoldPlace => ({
  documentId,
  start,
  end,
})

export const fact = (relevance: number, ...places: GoldPlace[]): GoldFact => ({
  factId: 'f',
  relevance,
  places,
})

export const note = (
  documentId: string,
  start: number | null,
  end: number | null,
  more = {},
): ShownPassage => ({
  kind: 'note',
  documentIds: [documentId],
  start,
  end,
  tokens: 10,
  ...more,
})

export const events = (documentIds: string[], more = {}): ShownPassage => ({
  kind: 'events',
  documentIds,
  start: null,
  end: null,
  tokens: 10,
  ...more,
})

/** An item without a response; `more` replaces what it says. */
export const item = (
  evidence: GoldFact[] | null,
  passages: ShownPassage[],
  more: Partial<MeasuredItem> = {},
): MeasuredItem => ({
  evidence,
  passages,
  budget: 1000,
  tokens: passages.reduce((sum, { tokens }) => sum + tokens, 0),
  response: null,
  responseReason: null,
  references: [],
  ...more,
})

export const NO_PASSAGES = { reason: 'the context is raw text and names no passages' }
