import { expect, it } from 'vitest'
import { type AnswerClaims, faithfulnessRows } from '../../../eval/answers/faithfulness-rows.js'

const answer = (patientId: string, context: AnswerClaims['context']): AnswerClaims => ({
  ...{ strategy: 'bm25', budget: 100, generator: 'g', patientId },
  context,
  references: null,
  jury: null,
})

it('pools claims over answers, and leaves out answers without a claim', () => {
  const [row] = faithfulnessRows(
    [
      answer('p1', { claims: 4, unsupported: 1 }),
      answer('p2', { claims: 1, unsupported: 1 }),
      answer('p2', { claims: 0, unsupported: 0 }),
      answer('p3', null),
    ],
    { seed: 1, resamples: 100, level: 0.95 },
  )
  // 2 of 5 claims, and one in each of the two answers that make a claim.
  expect(row!.context).toMatchObject({ answers: 2, claims: 5 })
  expect(row!.context.perClaim).toMatchObject({ n: 5, clusters: 2 })
  expect(row!.context.perClaim.mean).toBeCloseTo(0.4, 12)
  expect(row!.context.perAnswer.mean).toBe(1)
  expect(row!.references).toMatchObject({ answers: 0, claims: 0, perClaim: { mean: null } })
})
