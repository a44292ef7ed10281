import { describe, expect, it } from 'vitest'
import type { MeasuredItem } from '../../../eval/measured/measured-item.js'
import { measures } from '../../../eval/measures/measure-registry.js'
import { rightnessFor } from '../../../pipeline/report/right-answer.js'

const item: MeasuredItem = {
  evidence: null,
  passages: [],
  budget: 500,
  tokens: 10,
  response: null,
  responseReason: 'deadline',
  references: [],
}
const rate = (response: string | null, ...references: string[]) =>
  rightnessFor(['evidence-recall']).of({ ...item, response, references })

describe('a right answer', () => {
  it('names every number and date of a reference, in whatever words', () => {
    const reference = 'The last glucose was 210 mg/dL on 05/05/2022.'
    expect(rate('2022-05-05 10:00 Glucose 210 mg/dL', reference)).toBe(1)
    expect(rate('2022-05-05 10:00 Glucose 180 mg/dL', reference)).toBe(0)
    expect(rate('2022-05-06 10:00 Glucose 210 mg/dL', reference)).toBe(0)
  })

  it('has half of the words of a reference without numbers', () => {
    // diarrhoea of {because, of, diarrhoea}: F1 = 2 * 1 / (1 + 3) = .5
    expect(rate('Diarrhoea', 'Because of diarrhoea.')).toBe(1)
    expect(rate('Nausea', 'Because of diarrhoea.')).toBe(0)
  })

  it('cannot be told without an answer or a reference', () => {
    expect([rate(null, 'A stick.'), rate('A stick.')]).toEqual([null, null])
  })

  it('is the same under every measure but the verdict of a jury', () => {
    const others = Object.keys(measures).filter((name) => name !== 'judge-correct')
    const rules = others.map((name) => rightnessFor([name]))
    expect(new Set(rules.map(({ rule }) => rule)).size).toBe(1)
    expect(rules[0]!.rule).toContain('token-f1 is at least 0.5')
    // F1 is .5 and no ROUGE or F1 is full.
    const answer = { ...item, response: 'Diarrhoea', references: ['Because of diarrhoea.'] }
    expect(rules.map(({ of }) => of(answer))).toEqual(others.map(() => 1))
  })

  it("follows a jury's verdict, and the rule if the jury has none", () => {
    const { rule, of } = rightnessFor(['token-f1', 'judge-correct'])
    expect(rule).toMatch(
      /^the jury calls it correct \(judge-correct\); if the jury has no verdict, it names every/,
    )
    const judged = (response: string, ...grades: (number | null)[]) =>
      of({
        ...item,
        response,
        references: ['Because of diarrhoea.'],
        grades: { correct: grades.map((grade) => ({ judge: 'j', grade, reason: null })) },
      })
    // Against the words: the verdict counts.
    expect([judged('Loose stools', 1, 1, 0), judged('Diarrhoea', 0, 0, 1)]).toEqual([1, 0])
    // Divided, silent or not graded: the words count.
    expect([judged('Diarrhoea', 0, 1), judged('Diarrhoea', null), judged('Nausea')]).toEqual([1, 1, 0])
    expect(of({ ...item, response: 'Diarrhoea', references: ['Because of diarrhoea.'] })).toBe(1)
  })
})
