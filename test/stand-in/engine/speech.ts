import type { Misbehaviour } from '../misbehaviour.js'
import { encode } from '../tokens/tokenizer.js'
import { THOUGHT } from './answer.js'
import type { Spoken } from './generation.js'

const CLOSING = '\n</think>\n\n'

/** What the model says in one run, and what it had thought in a run before that one. */
export type Speech = {
  readonly spoken: readonly Spoken[]
  /** With a schema a Go template thinks in a run of its own, and the counts are those of the second. */
  readonly thoughtBefore: boolean
}

export type Speaking = {
  readonly answer: string
  readonly thinking: 'none' | 'field' | 'leaks'
  /** Null: the model cannot think as it is served. */
  readonly think: boolean | null
  readonly schema: boolean
  readonly misbehaviour: Misbehaviour | null
}

export function speech({ answer, thinking, think, schema, misbehaviour }: Speaking): Speech {
  const plain = (text: string): Speech => ({ spoken: [{ text, kind: 'content' }], thoughtBefore: false })
  if (misbehaviour === 'empty-answer') return plain('')
  if (misbehaviour === 'not-done') return plain('\n'.repeat(40))
  if (think !== true) return plain(answer)
  if (thinking === 'leaks') return plain(schema ? answer : `${THOUGHT}${CLOSING}${answer}`)
  if (schema) return { spoken: [{ text: answer, kind: 'content' }], thoughtBefore: true }
  const thought: Spoken[] = [
    { text: THOUGHT, kind: 'thinking' },
    { text: CLOSING, kind: 'silent' },
  ]
  return { spoken: [...thought, { text: answer, kind: 'content' }], thoughtBefore: false }
}

/** The run before: it ends at the closing tag. */
export const THINKING_ALONE: readonly Spoken[] = [{ text: THOUGHT, kind: 'thinking' }]

/** The prompt of the second run goes on where the thought ended. */
export function afterThought(tokens: readonly number[]): number[] {
  return [...tokens, ...encode(`${THOUGHT}${CLOSING}`)]
}
