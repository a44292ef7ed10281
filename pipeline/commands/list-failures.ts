import type { Unusable } from '../index-corpus.js'

/** What went wrong with a part of the work while the rest went on. */
export type Failures = {
  /** Records that could not be read. */
  readonly failed: readonly { readonly patientId: string; readonly reason: string }[]
  /** Instructions without a record, those of failed patients among them. */
  readonly unusable: readonly Unusable[]
  readonly responses: readonly { readonly reason: string; readonly count: number }[]
}

/**
 * Lists on stderr what failed, --quiet or not, since the exit code alone says nothing of it.
 * @returns the exit code: 1 where anything failed
 */
export function listFailures({ failed, unusable, responses }: Failures): 0 | 1 {
  const lines = [
    ...responses.map(({ reason, count }) => `${count} ${count === 1 ? 'response' : 'responses'}: ${reason}`),
    ...failed.map(({ patientId, reason }) => `patient ${patientId}: ${reason}`),
    ...unusable.map(({ instruction, reason }) => `instruction ${instruction.instructionId}: ${reason}`),
  ]
  for (const line of lines) process.stderr.write(`failed: ${line}\n`)
  return lines.length > 0 ? 1 : 0
}
