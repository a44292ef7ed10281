import { describe, expect, it } from 'vitest'
import { juryAgreement } from '../../../eval/jury/jury-agreement.js'
import { juryMajority, juryMean } from '../../../eval/jury/jury-vote.js'
import type { JudgeGrade, MeasuredItem } from '../../../eval/measured/measured-item.js'
import { measures } from '../../../eval/measures/measure-registry.js'

function grades(...given: readonly (number | null)[]): JudgeGrade[] {
  return given.map((grade, i) => ({
    judge: `j${i + 1}`,
    grade,
    reason: grade === null ? 'unparsable' : null,
  }))
}

describe('a jury', () => {
  it('takes the mean of all judges or has none, since those who answered may be the mild ones', () => {
    expect(juryMean(grades(5, 4, 3))).toBe(4)
    expect(juryMean(grades(5, null, 3))).toEqual({ reason: 'j2: unparsable' })
    expect(juryMean([])).toEqual({ reason: 'no judge graded the response' })
  })

  it.each<[string, (number | null)[], number | string]>([
    ['all agree', [1, 1, 1], 1],
    ['two of three agree', [0, 1, 0], 0],
    // The silent one cannot change it.
    ['two of three agree and one is silent', [1, null, 1], 1],
    // The silent one could have made it 2 to 1 either way.
    ['one of three is silent and two differ', [1, null, 0], 'j2: unparsable'],
    ['one of two is silent', [1, null], 'j2: unparsable'],
    ['they are divided', [1, 0], 'the judges are divided'],
    ['four are divided', [1, 0, 1, 0], 'the judges are divided'],
    ['one judge stands alone', [0], 0],
    ['nobody says anything', [null, null], 'j1: unparsable'],
  ])('decides by majority where %s', (_, given, expected) => {
    expect(juryMajority(grades(...given))).toEqual(
      typeof expected === 'number' ? expected : { reason: expected },
    )
  })

  it('agrees with itself by alpha, worked out by hand', () => {
    // Two judges, four responses: 1-1, 1-1, 0-0, 1-0. Observed disagreement: 2 of 8 ordered values = .25. Of the 8 values
    // five are 1 and three 0: expected 2*5*3 / (8*7) = 30/56. alpha = 1 - .25 / (30/56) = .5333.
    const graded = [grades(1, 1), grades(1, 1), grades(0, 0), grades(1, 0)]
    const { alpha, responses } = juryAgreement('correct', graded, true)
    expect(alpha).toBeCloseTo(1 - 0.25 / (30 / 56), 12)
    expect(responses).toBe(4)
    expect(juryAgreement('correct', [...graded, grades(1, null)], true)).toMatchObject({
      alpha,
      responses: 4,
    })
  })

  it('has no alpha with one judge, with nothing graded, or where all grades are the same', () => {
    expect(juryAgreement('c', [grades(1)], true)).toMatchObject({ alpha: null, reason: 'there is one judge' })
    expect(juryAgreement('c', [], true).alpha).toBeNull()
    expect(juryAgreement('c', [grades(4, 4), grades(4, 4)], false).alpha).toBeNull()
  })
})

describe('the measures of a jury', () => {
  const item: MeasuredItem = {
    evidence: [],
    passages: [],
    budget: 100,
    tokens: 10,
    response: 'r',
    responseReason: null,
    references: ['a'],
    grades: { accuracy: grades(5, 4), correct: grades(1, 1, 0), 'fact-recall': grades(0.5, 1) },
  }

  it('read the grades of their criterion', () => {
    expect(measures['judge-accuracy']!.of(item)).toBe(4.5)
    expect(measures['judge-correct']!.of(item)).toBe(1)
    expect(measures['fact-recall']!.of(item)).toBe(0.75)
  })

  it('have a reason and no number for what was not graded', () => {
    expect(measures['judge-clarity']!.of(item)).toEqual({ reason: 'no judge graded the response' })
    const bare = { ...item, references: [] }
    expect(measures['judge-accuracy']!.of(bare)).toEqual({ reason: 'no reference' })
    const failed = { ...item, response: null, responseReason: 'deadline: x' }
    expect(measures['judge-accuracy']!.of(failed)).toEqual({ reason: 'deadline: x' })
  })
})
