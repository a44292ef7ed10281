import { groupBy } from '../../../base/group-by.js'
import { visibleLine } from '../../../eval/report/tables/visible-text.js'
import { failureLines } from '../../../pipeline/failures/failure-kinds.js'
import type { RefusedPatient } from '../../../pipeline/index/indexed-corpus.js'
import type { Failures } from '../../../pipeline/opened/failures.js'

/** The most instructions that are named per reason. */
const MOST_NAMED = 5

/**
 * Lists on stderr what failed, even with --quiet, because the exit code does not say what it was: one line per record, with what
 * is lost with it, and one per reason.
 * @returns the exit code: 1 if anything failed
 */
export function listFailures({ failed, unusable, selections = [], responses }: Failures): 0 | 1 {
  const refused = new Set(failed.map(({ patientId }) => patientId))
  const others = unusable.filter(({ instruction }) => !refused.has(instruction.patientId))
  const lines = [
    ...failureLines(responses),
    ...selections.map(
      ({ patientId, reason, count }) => `patient ${patientId}: ${counted(count, 'context')}: ${reason}`,
    ),
    ...failed.map((patient) => `patient ${patient.patientId}: ${patient.reason}${lossOf(patient)}`),
    ...[...groupBy(others, ({ reason }) => reason)].map(
      ([reason, those]) => `${named(those.map(({ instruction }) => instruction.instructionId))}: ${reason}`,
    ),
  ]
  for (const line of lines) process.stderr.write(`failed: ${visibleLine(line)}\n`)
  return lines.length > 0 ? 1 : 0
}

function lossOf({ instructions, judgements }: RefusedPatient): string {
  if (instructions === 0) return ''
  const judged = judgements === 0 ? '' : ` and ${counted(judgements, 'judgment')}`
  const are = instructions + judgements === 1 ? 'is' : 'are'
  return `; ${counted(instructions, 'instruction')}${judged} of it ${are} unusable`
}

function named(ids: readonly string[]): string {
  if (ids.length === 1) return `instruction ${ids[0]}`
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : ''
  return `${counted(ids.length, 'instruction')} (${ids.slice(0, MOST_NAMED).join(', ')}${more})`
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`
}
