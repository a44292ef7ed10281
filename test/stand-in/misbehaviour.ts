/** What a server on a bad day does, or by a design that hurts; each was recorded or is a small step from it. */
export const MISBEHAVIOURS = [
  // An over-long prompt is cut with 200, whatever `truncate` and `shift` say: to num_ctx,
  'cut-window',
  // to what llama-server leaves (259 of 512),
  'cut-half',
  // or to half the window that /api/ps tells, also beyond the trained length.
  'overstates-window',
  // Only system and the last message are read; of two messages only the last.
  'drop-messages',
  // No prompt_eval_count and no eval_count.
  'drop-counts',
  // prompt_eval_count is one too many.
  'off-by-one',
  // The repeat guard: 30 blank tokens, then an end without a done line.
  'not-done',
  'hang-before-headers',
  // In the middle of the answer: an error line; not streamed 500.
  'die-mid-stream',
  // In the middle of the answer: FIN; not streamed FIN without a byte.
  'die-mid-stream-silently',
  // 200 and half an object.
  'invalid-json',
  'error-500',
  'error-503',
  // load_duration of half a minute (nobody waits for it).
  'reload',
  // In /api/tags, /api/ps and /api/show: the model was pulled again.
  'other-digest',
  'empty-answer',
  // done_reason `length` after half of the answer, with less than num_predict.
  'length',
  // The reply says that another machine made it.
  'remote',
] as const

export type Misbehaviour = (typeof MISBEHAVIOURS)[number]

/** The same in JSON, for a stand-in of its own process. */
export type MisbehaviourRule = {
  readonly name: Misbehaviour
  /** Each n-th request of a path; 1 or left out: all. */
  readonly every?: number
  /** Left out: the generating and embedding paths, and for what is listed also the listing ones. */
  readonly path?: string
}

const WORK = ['/api/chat', '/api/generate', '/api/embed']
const LISTED = ['/api/tags', '/api/show', '/api/ps']

export function ruleApplies(rule: MisbehaviourRule, path: string, number: number): boolean {
  const listed = rule.name === 'other-digest' || rule.name === 'overstates-window'
  const paths = rule.path !== undefined ? [rule.path] : listed ? [...WORK, ...LISTED] : WORK
  return paths.includes(path) && number % (rule.every ?? 1) === 0
}
