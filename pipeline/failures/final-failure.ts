/**
 * Whether a response, context or grade that failed for this reason would fail again with the same model, window and context,
 * because nothing about it is random.
 */
export function isFinal(reason: string): boolean {
  return /(?:^|: )prompt-too-long: /.test(reason)
}
