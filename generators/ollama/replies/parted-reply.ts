import { NO_THOUGHTS, type Thoughts } from '../../generator.js'
import { partReply } from '../../thoughts/part-thoughts.js'
import type { OpenedModel } from '../model/opened-model.js'

/**
 * A reply as a server gave it, or as it was stored.
 * @property thinking missing if stored by a version that did not keep it
 */
export type GivenReply = { readonly content: string; readonly thinking?: string }

/** Separates the answer of a reply from its thoughts, which are counted with the model's tokenizer if there is one. */
export function partedReply(
  { tokens }: Pick<OpenedModel, 'tokens'>,
  { content, thinking = '' }: GivenReply,
): { readonly answer: string; readonly thoughts: Thoughts } {
  const { answer, thoughts } = partReply(content, thinking)
  return { answer, thoughts: moreThoughts(NO_THOUGHTS, thoughts, { tokens }) }
}

/** Joins thoughts with those that were found later. */
export function moreThoughts(
  before: Thoughts,
  text: string,
  { tokens }: Pick<OpenedModel, 'tokens'>,
): Thoughts {
  if (text === '') return before
  const whole = before.text === '' ? text : `${before.text}\n\n${text}`
  return { text: whole, tokens: tokens?.counter.count(whole) ?? null }
}
