import type { CitedPlace } from '../../eval/measured/measured-item.js'
import type { CallCost, Thoughts } from '../../generators/generator.js'
import type { ShownPassage } from '../../retrievers/packing/context.js'

/** One arm's context of one instruction. */
export type Cell = { readonly instructionId: string; readonly strategy: string; readonly budget: number }

/** A context as stored; `reason` says why there is none, or is null. */
export type StoredContext = Cell & {
  readonly patientId: string
  readonly tokens: number
  readonly dropped: number
  readonly truncated: number
  readonly text: string
  readonly passages: readonly ShownPassage[]
  /** The model that its strategy asked; null if it asked none. */
  readonly asked: SelectorModel | null
  readonly reason: string | null
  /** Ids of judged facts with a place in passages that were ranked but did not fit; null if that is not known. */
  readonly droppedFacts: readonly string[] | null
  /** Tokens that a context would take which does not fit its budget; null if there is no such context, or if that is not known. */
  readonly needed: number | null
}

/** The model that a strategy asked. `by`: hash of everything besides instruction and record that decided its replies. */
export type SelectorModel = { readonly by: string; readonly model: string }

/** A generator as it answered; its responses are stored under `key`. */
export type StoredGenerator = {
  readonly key: string
  readonly name: string
  readonly identity: Readonly<Record<string, string | number | boolean | null>>
}

/** A response as stored; `generator` is a key; `text` is null if the item failed, with its reason. */
export type StoredResponse = Cell & {
  readonly generator: string
  readonly text: string | null
  readonly citations: readonly string[]
  /** Places of the cited passages in the cited documents. */
  readonly spans: readonly CitedPlace[]
  /** Labels that the answer cites and the context does not have. */
  readonly unknownCitations: number
  readonly promptTokens: number | null
  readonly responseTokens: number | null
  readonly model: string | null
  readonly milliseconds: number | null
  readonly cost: CallCost | null
  /** How sure the model said it was, from 0 to 1; null or absent if it did not say. */
  readonly confidence?: number | null
  readonly reason: string | null
  /** What the model thought, even if the item failed; absent if it thought nothing. */
  readonly thoughts?: Thoughts
}

/** A row of the table of contexts: text_id and passages_id are ids in `contents`; asked and dropped_facts are JSON. */
export type ContextRow = {
  patient_id: string
  tokens: number
  dropped: number
  truncated: number
  text_id: number
  passages_id: number
  asked: string | null
  reason: string | null
  dropped_facts: string | null
  needed: number | null
}

/** A row of the table of responses; citations, spans and cost are JSON. */
export type ResponseRow = {
  text: string | null
  citations: string
  spans: string
  unknown_citations: number
  prompt_tokens: number | null
  response_tokens: number | null
  model: string | null
  milliseconds: number | null
  cost: string | null
  reason: string | null
  thoughts: string
  thought_tokens: number | null
  confidence: number | null
}

/** A context from its row. @param contents the texts of the row; passages are JSON */
export function contextOf(
  cell: Cell,
  row: ContextRow,
  { text, passages }: { readonly text: string; readonly passages: string },
): StoredContext {
  const { patient_id: patientId, tokens, dropped, truncated, reason } = row
  return {
    ...cell,
    patientId,
    tokens,
    dropped,
    truncated,
    text,
    reason,
    passages: JSON.parse(passages) as ShownPassage[],
    asked: row.asked === null ? null : (JSON.parse(row.asked) as SelectorModel),
    droppedFacts: row.dropped_facts === null ? null : (JSON.parse(row.dropped_facts) as string[]),
    needed: row.needed,
  }
}

/** A response from its row. */
export function responseOf(cell: Cell, generator: string, row: ResponseRow): StoredResponse {
  return {
    ...cell,
    generator,
    text: row.text,
    citations: JSON.parse(row.citations) as string[],
    spans: JSON.parse(row.spans) as CitedPlace[],
    unknownCitations: row.unknown_citations,
    promptTokens: row.prompt_tokens,
    responseTokens: row.response_tokens,
    model: row.model,
    milliseconds: row.milliseconds,
    cost: row.cost === null ? null : (JSON.parse(row.cost) as CallCost),
    reason: row.reason,
    confidence: row.confidence,
    thoughts: { text: row.thoughts, tokens: row.thought_tokens },
  }
}
