import type { Budget, Context, ShownPassage } from '../../../retrievers/packing/context.js'
import type { NoteLine } from './context-slices.js'

/** Shown instead of an empty context, which would look as if it had never been filled. */
const NONE: NoteLine = { text: 'Nothing in the parts of the record that were read helps.', documentIds: [] }

/** How many parts the model took notes on, and how many of these notes the token limit cut. */
export type NotesTaken = { readonly read: number; readonly cut: number }

/**
 * A context of a model's notes: each line follows a number that an answer can cite for the documents that the line is based on.
 * It has as many lines, in order, as the budget holds. It shows no passage of the record, so evidence measures do not apply.
 * Its `truncated` counts the notes that the token limit cut.
 */
export function noteContext(
  found: readonly NoteLine[],
  { read, cut }: NotesTaken,
  { tokens, counter }: Budget,
): Context {
  const lines = found.length > 0 || read === 0 ? found : [NONE]
  const passages: ShownPassage[] = []
  const shown: string[] = []
  let count = 0
  let dropped = 0
  for (const [i, { text, documentIds }] of lines.entries()) {
    const label = shown.length + 1
    const line = `[${label}] note\n${text}`
    const size = counter.count([...shown, line].join('\n\n'))
    if (size > tokens) {
      dropped++
      continue
    }
    count = size
    shown.push(line)
    passages.push(writtenPassage({ text, documentIds }, { rank: i + 1, label, tokens: counter.count(text) }))
  }
  return { passages, text: shown.join('\n\n'), tokens: count, dropped, droppedFirst: [], truncated: cut }
}

/** Where a line of notes is shown. `rank`: from 1; `label`: the number that an answer cites; `tokens`: of its text. */
export type WrittenPlace = {
  readonly rank: number
  readonly label: number
  readonly tokens: number
}

/** A line of a model's notes as a passage: it is based on documents and shows none of them. */
export function writtenPassage(
  { text, documentIds }: NoteLine,
  { rank, label, tokens }: WrittenPlace,
): ShownPassage {
  const nowhere = { start: null, end: null, time: null, score: null }
  return { ...nowhere, kind: 'written', type: 'note of a model', documentIds, rank, label, tokens, text }
}
