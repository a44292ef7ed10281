import { escapeJson } from '../../eval/report/tables/visible-text.js'
import type { SelectedContext } from '../../pipeline/select/select-contexts.js'
import { isUnfit, type ShownPassage } from '../../retrievers/packing/context.js'

/** One line of contexts.jsonl (docs/formats.md). An unfit item has an empty text and its reason. */
export function contextLine(
  { instruction, strategy, budget, context }: SelectedContext,
  counter: string,
): string {
  const head = {
    instructionId: instruction.instructionId,
    patientId: instruction.patientId,
    strategy,
    budget,
    counter,
  }
  if (isUnfit(context)) {
    const empty = { tokens: 0, utilisation: 0, asOf: instruction.asOf, text: '', dropped: 0, truncated: 0 }
    return escapeJson(JSON.stringify({ ...head, ...empty, passages: [], reason: context.reason }))
  }
  const { tokens, text, dropped, truncated, passages } = context
  const line = {
    ...head,
    tokens,
    utilisation: Math.round((tokens / budget) * 1000) / 1000,
    asOf: instruction.asOf,
    text,
    dropped,
    truncated,
    passages: passages.map(passageLine),
  }
  return escapeJson(JSON.stringify(line))
}

function passageLine(passage: ShownPassage): Record<string, unknown> {
  const { rank, score, kind, documentIds, start, end, time, type, tokens } = passage
  // Labels are in the text; without any, an answer has nothing to cite.
  const unlabeled = passage.label === null ? { label: null } : {}
  return kind === 'note'
    ? { rank, score, kind, documentId: documentIds[0], start, end, time, type, tokens, ...unlabeled }
    : { rank, score, kind, documentIds, time, type, tokens, ...unlabeled }
}
