import { describe, expect, it } from 'vitest'
import { correctedJudge, type JudgedAnswer } from '../../../../eval/compare/corrected/corrected-judge.js'
import type { PlanArm } from '../../../../eval/compare/value-table.js'

const RECENT: PlanArm = { strategy: 'recent', budget: 100, generator: 'g' }
const SIFT: PlanArm = { strategy: 'sift', budget: 100, generator: 'g' }
const SETTINGS = {
  measure: 'judge-correct',
  arms: [RECENT, SIFT],
  baseline: 'recent',
  halfWidth: 0.05,
  level: 0.95,
}

/** One answer per patient. */
const answersOf = (
  arm: PlanArm,
  grades: readonly (readonly [judge: number, label: number | null])[],
): JudgedAnswer[] =>
  grades.map(([judge, label], i) => ({
    ...{ arm, instructionId: `i${i}`, patientId: `p${i}`, repeat: 0 },
    ...{ judge, label },
  }))

describe('correctedJudge', () => {
  it('takes the labels where all answers have one, whatever the jury says', () => {
    const found = correctedJudge(
      [
        ...answersOf(RECENT, [
          [1, 1],
          [1, 0],
          [1, 0],
          [0, 0],
        ]),
        ...answersOf(SIFT, [
          [1, 1],
          [1, 1],
          [1, 0],
          [1, 0],
        ]),
      ],
      SETTINGS,
    )!
    const [recent, sift] = found.arms
    expect([found.measure, found.halfWidth]).toEqual(['judge-correct', 0.05])
    expect(recent!.mean).toMatchObject({ items: 4, labels: 4, judgeMean: 0.75, judgeBias: 0.5 })
    expect(recent!.mean.corrected!.mean).toBeCloseTo(0.25, 12)
    expect(recent!.difference).toBeNull()
    // The jury sees a difference of 1/4 and people one of 1/4: 0, 1, 0, 0 against 0, 0, 0, 1.
    expect(sift!.difference).toMatchObject({ baseline: RECENT, items: 4, labels: 4, judgeMean: 0.25 })
    expect(sift!.difference!.corrected!.mean).toBeCloseTo(0.25, 12)
    // Every answer has its label, so no more can be added.
    expect(sift!.needed).toMatchObject({ more: null, halfWidth: 0.05 })
  })

  it('corrects the mean of all answers by what the jury got wrong in the labeled part', () => {
    // The jury says a quarter too much everywhere.
    const grades = [1, 0, 1, 0, 1, 1, 1, 0].map((label, i) => [label + 0.25, i < 4 ? label : null] as const)
    const [arm] = correctedJudge(answersOf(RECENT, grades), SETTINGS)!.arms
    expect(arm!.mean).toMatchObject({ items: 8, labels: 4, judgeBias: 0.25 })
    // Variances of the means: 1/3 / 4 of the labeled grades 1, 0, 1, 0 and 1/4 / 4 of the others, 1, 1, 1, 0: 4/48 of 7/48.
    expect(arm!.mean.lambda).toBeCloseTo(4 / 7, 12)
    // The mean of the labels, 1/2, and that part of what the grades of the others are above those of the labeled ones, 1/4.
    expect(arm!.mean.corrected!.mean).toBeCloseTo(1 / 2 + 1 / 7, 12)
  })

  it('pairs the answers of two arms by instruction and repeat', () => {
    const twice = answersOf(SIFT, [
      [1, 1],
      [0, 0],
      [1, 1],
    ]).flatMap((answer) => [answer, { ...answer, repeat: 1, label: null }])
    const { arms } = correctedJudge(
      [
        ...answersOf(RECENT, [
          [0, 0],
          [0, null],
        ]),
        ...twice,
      ],
      SETTINGS,
    )!
    // i2 has no answer of the baseline, and its second repeats have none either; i1 has a label in one arm alone.
    expect(arms[1]!.difference).toMatchObject({ items: 2, labels: 1, labeledOnce: 1, corrected: null })
    expect(arms[1]!.difference!.reason).toBe('the labels are of fewer than 2 patients')
  })

  it('is null if nobody labeled an answer, and leaves out arms without answers', () => {
    expect(correctedJudge(answersOf(RECENT, [[1, null]]), SETTINGS)).toBeNull()
    expect(correctedJudge([], SETTINGS)).toBeNull()
    expect(
      correctedJudge(
        answersOf(SIFT, [
          [1, 1],
          [0, 1],
        ]),
        SETTINGS,
      )!.arms.map(({ strategy }) => strategy),
    ).toEqual(['sift'])
  })
})
