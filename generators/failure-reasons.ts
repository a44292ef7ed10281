/**
 * The stable codes that results store as the reason why an item has no score, each with a description for all
 * failures of that kind.
 */
export const FAILURE_REASONS = {
  'prompt-too-long': 'prompts exceed the window',
  'prompt-cut': 'prompts were cut by the server',
  'count-mismatch': 'prompts have other token counts on the server',
  'digest-changed': 'calls found another model',
  'missing-counts': 'replies have no token counts',
  'window-exceeded': 'prompt and answer together exceed the window',
  'window-full': 'answers were ended by the window',
  'answer-cut': 'answers were cut at their longest length',
  'empty-answer': 'answers are empty',
  'only-thoughts': 'replies are thoughts without an answer',
  unfinished: 'answers were not finished',
  'unparsable-answer': 'answers do not have the requested form',
  'cloud-model': 'calls were passed on to another server',
  'server-error': 'calls ended with an error of the server',
  'request-refused': 'calls were refused by the server',
  'connection-lost': 'calls lost their connection',
  deadline: 'calls took too long',
} as const satisfies Readonly<Record<string, string>>

/** A code of the table, as results store it. */
export type FailureReason = keyof typeof FAILURE_REASONS
