/**
 * Whether a response, context or grade that failed for this reason fails again whenever it is asked for with the same model,
 * window and context: nothing about it is left to chance.
 */
export function isFinal(reason: string): boolean {
  return /(?:^|: )prompt-too-long: /.test(reason)
}
