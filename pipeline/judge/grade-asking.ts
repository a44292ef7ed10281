import { GenerationFailure } from '../generators/generator.js'
import { type AskedCost, type Asking, NOTHING_ASKED, plus } from '../loop/asking.js'
import type { Criterion } from './criterion.js'
import type { StoredGrade } from './grade-table.js'
import { gradeFormat, readGrade } from './read-grade.js'

/** One judge for the grade of one response: what it was asked counts together, and so does the first reason why it gave none. */
export type GradeAsking = {
  /** The number that a prompt of this criterion gets; null where the judge gave none. */
  readonly gradeOf: (prompt: string, criterion: Criterion) => Promise<number | null>
  readonly took: () => AskedCost
  readonly failure: () => string | null
}

export function askedFor(
  ask: Asking['ask'],
  patientId: string,
  maxTokens: number,
  signal: AbortSignal,
): GradeAsking {
  let took = NOTHING_ASKED
  let failure: string | null = null
  return {
    async gradeOf(prompt, criterion) {
      try {
        const { text, ...cost } = await ask(prompt, {
          patientId,
          maxTokens,
          format: gradeFormat(criterion),
          read: (said) => readGrade(said, criterion),
        })
        took = plus(took, cost)
        return readGrade(text, criterion)
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof GenerationFailure)) throw error
        failure ??= error.message
        return null
      }
    },
    took: () => took,
    failure: () => failure,
  }
}

/** @param reason why there is no grade, where the judge itself did not fail */
export function gradeFrom(grade: number | null, reason: string, { took, failure }: GradeAsking): StoredGrade {
  const failed = grade === null ? failure() : null
  return {
    ...took(),
    grade,
    reason: grade === null ? (failed ?? reason) : null,
    hasFailed: failed !== null,
  }
}
