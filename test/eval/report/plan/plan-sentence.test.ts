import { describe, expect, it } from 'vitest'
import type { DeclaredPlan } from '../../../../eval/report/plan/declared-plan.js'
import { planNote, planSection } from '../../../../eval/report/plan/plan-section.js'
import { planSentence, sealTime } from '../../../../eval/report/plan/plan-sentence.js'
import { madeUp } from '../made-up-summary.js'

const { summary } = madeUp()
const plan: DeclaredPlan = {
  hash: 'ab12',
  answers: 0,
  contexts: 0,
  changes: [],
  later: 0,
  assumed: { sd: 40, icc: 0.1, detectable: 12.34 },
}
const change = (field: string) => ({ field, planned: '5', now: '3' })

describe('the sentence about a plan', () => {
  it('says when it was declared, and that nothing has changed', () => {
    expect(planSentence(plan, summary, sealTime('2026-12-01T14:03:27Z'))).toBe(
      'Declared on 2026-12-01 14:03 UTC, before the first answer. Nothing that was declared has changed since.',
    )
    expect(planSentence(plan, summary, null)).toMatch(/^Declared before the first answer\. /)
  })

  it('says what was there before the plan', () => {
    expect(planSentence({ ...plan, contexts: 6 }, summary, null)).toContain(
      'Declared before the first answer, when 6 contexts were stored.',
    )
    expect(planSentence({ ...plan, contexts: 6, answers: 4 }, summary, null)).toContain(
      'Declared after the first answer, when 4 answers were stored.',
    )
  })

  it('lists three changes and counts the others', () => {
    const changes = [...['compare.primary.margin', 'b', 'c', 'd', 'e'].map(change)]
    expect(planSentence({ ...plan, changes }, summary, null)).toContain(
      'Changed since: compare.primary.margin (5 in the plan, 3 now); b (5 in the plan, 3 now); c (5 in the plan, 3 now); and 2 more.',
    )
    const hashed = { field: 'instructions of the corpus', planned: null, now: null }
    expect(planSentence({ ...plan, changes: [hashed] }, summary, null)).toContain(
      'Changed since: instructions of the corpus.',
    )
  })

  it('says that nothing was declared only if there is something to declare', () => {
    expect(planSentence(null, summary, null)).toBe(
      'Not declared before the run: no plan was sealed before the first answer.',
    )
    expect(planSentence(null, { primary: null }, null)).toBe('')
    expect(planNote(null, { ...summary, primary: null }).markup).toBe('')
  })
})

describe('the section about a plan', () => {
  it('has every change, the assumptions and how often it was declared again', () => {
    const changes = ['a', 'b', 'c', 'd'].map(change)
    const { body } = planSection({ ...plan, changes, later: 2 }, { ...summary, detectable: 0.2 })!
    const text = body.markup
    for (const field of ['a', 'b', 'c', 'd']) expect(text).toContain(`${field} (5 in the plan, 3 now)`)
    expect(text).toContain('standard deviation of 40 points and intraclass correlation of 0.1')
    expect(text).toContain(
      '12.3 points with 80% power as planned; given the variation of these data, 20.0 points',
    )
    expect(text).toContain('2 more plans later')
    expect(planSection(null, summary)).toBeNull()
  })
})
