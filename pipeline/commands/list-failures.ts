/** What went wrong with a part of the work while the rest went on. */
export type Failures = {
  readonly patients: readonly { readonly patientId: string; readonly reason: string }[]
  readonly responses: readonly { readonly reason: string; readonly count: number }[]
}

/**
 * Lists on stderr what failed, --quiet or not, since the exit code alone says nothing of it.
 * @returns the exit code: 1 where anything failed
 */
export function listFailures({ patients, responses }: Failures): 0 | 1 {
  for (const { reason, count } of responses)
    process.stderr.write(`failed: ${count} ${count === 1 ? 'response' : 'responses'}: ${reason}\n`)
  for (const { patientId, reason } of patients)
    process.stderr.write(`failed: patient ${patientId}: ${reason}\n`)
  return patients.length + responses.length > 0 ? 1 : 0
}
