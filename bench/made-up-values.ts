import { seededRandom } from '../base/random.js'
import type { AnswerClaims } from '../eval/answers/faithfulness-rows.js'
import type { AttributedAnswer } from '../eval/compare/failure-attribution.js'
import type { Trait } from '../eval/compare/strata.js'
import type { TablePlan, ValueRow } from '../eval/compare/value-table.js'

/** How large an experiment is. Every strategy has every budget. */
export type Size = {
  readonly instructions: number
  readonly patients: number
  readonly strategies: number
  readonly budgets: readonly number[]
}

/** Measures of each kind: shares of few values, right or wrong, and texts compared with references. */
const MEASURES = [
  ...['evidence-recall', 'evidence-precision', 'evidence-hit', 'citation-precision', 'numeric-match'],
  ...['date-match', 'token-f1', 'rouge-l', 'chrf', 'meteor'],
] as const
const RIGHT_OR_WRONG = new Set<string>(['evidence-hit', 'numeric-match', 'date-match'])
const GENERATOR = 'ollama:made-up'

/** The plan, values and answers of an experiment that nobody ran. Equal sizes give equal values. */
export type MadeUpExperiment = {
  readonly plan: TablePlan
  readonly rows: readonly ValueRow[]
  readonly traits: readonly Trait[]
  readonly answers: readonly AttributedAnswer[]
  readonly claims: readonly AnswerClaims[]
  readonly patientOf: ReadonlyMap<string, string>
}

/** A fifth of the instructions has no judged evidence, and 1 answer in 50 failed, as in experiments on real charts. */
export function madeUpExperiment({ instructions, patients, strategies, budgets }: Size): MadeUpExperiment {
  const below = seededRandom(7)
  const share = () => below(1_000_000) / 1_000_000
  const items = Array.from({ length: instructions }, (_, i) => ({
    instructionId: `${7_060_000_000 + 37 * i}`,
    patientId: `${160_000_000 + 91 * (i % patients)}`,
  }))
  const names = ['recent', ...Array.from({ length: strategies - 1 }, (_, s) => `strategy-${s + 2}`)]
  const arms = names.flatMap((strategy) =>
    budgets.map((budget) => ({ strategy, budget, generator: GENERATOR })),
  )
  const unjudged = new Set(items.filter(() => below(5) === 0).map(({ instructionId }) => instructionId))
  const rows = items.flatMap((item) =>
    arms.flatMap((arm, a) => {
      const hasFailed = below(50) === 0
      return MEASURES.map((measure): ValueRow => {
        const reason = reasonOf(measure, { isJudged: !unjudged.has(item.instructionId), hasFailed })
        const likely = Math.min(1, share() * (0.6 + a / arms.length))
        const value = RIGHT_OR_WRONG.has(measure)
          ? Number(likely > 0.5)
          : measure === 'chrf'
            ? 100 * likely
            : likely
        return { ...item, ...arm, measure, value: reason === null ? value : null, reason }
      })
    }),
  )
  const traits = Array.from({ length: 7 }, (_, t): Trait => {
    const levels = Array.from({ length: 2 + (t % 4) }, (_, l) => `level ${l + 1}`)
    const levelOf = new Map(items.map((item) => [item.instructionId, levels[below(levels.length)]!]))
    return { name: `trait ${t + 1}`, definition: 'Made up.', levels, levelOf }
  })
  const answers = items.flatMap(({ instructionId }) =>
    arms.map((arm): AttributedAnswer => {
      const isShown = share() < 0.6
      return {
        ...{ instructionId, ...arm, value: below(2), answer: `answer ${below(6)}`, likeness: share() },
        reach: unjudged.has(instructionId) ? null : [isShown ? 'shown' : 'not ranked'],
        isContextKnown: true,
        citesEvidence: isShown && below(2) === 1,
      }
    }),
  )
  const claims = items.flatMap(({ patientId }) =>
    arms.map((arm): AnswerClaims => {
      const counts = { claims: 1 + below(6), unsupported: below(2) }
      return { ...arm, patientId, context: counts, references: counts, jury: null }
    }),
  )
  return {
    plan: { items, arms, measures: MEASURES },
    rows,
    traits,
    answers,
    claims,
    patientOf: new Map(items.map(({ instructionId, patientId }) => [instructionId, patientId])),
  }
}

function reasonOf(
  measure: string,
  { isJudged, hasFailed }: { readonly isJudged: boolean; readonly hasFailed: boolean },
): string | null {
  if (measure.startsWith('evidence')) return isJudged ? null : 'no evidence is judged'
  return hasFailed ? 'the answer reached the token limit' : null
}
