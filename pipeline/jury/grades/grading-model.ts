import { GenerationFailure } from '../../../generators/generator.js'
import type { StrategyModel } from '../../../generators/strategy-model.js'
import type { StoredGrade } from '../../results/tables/grade-table.js'
import type { Criterion } from '../criterion.js'
import { gradeFormat, readGrade } from './read-grade.js'

/** One judge for the grade of one response, which may take several calls: if it gave none, the first reason counts. */
export type GradingModel = {
  /** The number that a prompt of this criterion gets; null if the judge gave none. */
  readonly gradeOf: (prompt: string, criterion: Criterion) => Promise<number | null>
  readonly failure: () => string | null
}

/** Whose responses a judge grades. `maxTokens`: most tokens of a reply; `signal` stops the call. */
export type GradedPatient = {
  readonly patientId: string
  readonly maxTokens: number
  readonly signal: AbortSignal
}

/** The model that grades one patient's responses. */
export function gradingModelFor(
  ask: StrategyModel['ask'],
  { patientId, maxTokens, signal }: GradedPatient,
): GradingModel {
  let failure: string | null = null
  return {
    async gradeOf(prompt, criterion) {
      try {
        const { text } = await ask(prompt, {
          patientId,
          maxTokens,
          format: gradeFormat(criterion),
          read: (said) => readGrade(said, criterion),
        })
        return readGrade(text, criterion)
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof GenerationFailure)) throw error
        failure ??= error.message
        return null
      }
    },
    failure: () => failure,
  }
}

/** @param reason why there is no grade, if the judge itself did not fail */
export function gradeFrom(grade: number | null, reason: string, { failure }: GradingModel): StoredGrade {
  const failed = grade === null ? failure() : null
  return {
    grade,
    reason: grade === null ? (failed ?? reason) : null,
    hasFailed: failed !== null,
  }
}
