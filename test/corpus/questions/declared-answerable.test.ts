import { describe, expect, it } from 'vitest'
import { ProblemTally } from '../../../corpus/problem.js'
import { declaredAnswerable, declaredInRow } from '../../../corpus/questions/declared-answerable.js'
import type { GoldAnswer } from '../../../corpus/questions/read-gold-answers.js'

describe('declaredInRow', () => {
  it.each([
    [{ answerable: 'yes' }, true],
    [{ answerable: '0' }, false],
    [{ unanswerable: 'TRUE' }, false],
    [{ unanswerable: '0.0' }, true],
    [{ answerable: '' }, undefined],
    [{ answerable: 'nan' }, undefined],
    [{}, undefined],
    [{ answerable: 'perhaps' }, null],
  ])('reads %o as %o', (fields, expected) => {
    expect(declaredInRow(fields)).toBe(expected)
  })
})

describe('declaredAnswerable', () => {
  const instruction = (instructionId: string, isAnswerable?: boolean) => ({
    instructionId,
    patientId: 'p',
    text: 't',
    asOf: null,
    category: null,
    references: [],
    evidence: [],
    ...(isAnswerable === undefined ? {} : { isAnswerable }),
  })
  const gold = (instructionId: string, isAnswerable: boolean | null): [string, GoldAnswer] => [
    instructionId,
    { instructionId, kind: 'k', answer: {}, asOf: null, evidenceMode: null, isAnswerable },
  ]

  it('takes the table first, then gold.jsonl, and counts where they disagree', () => {
    const problems = new ProblemTally()
    const declared = declaredAnswerable(
      [instruction('1', true), instruction('2'), instruction('3'), instruction('4', false)],
      new Map([gold('1', false), gold('2', false), gold('3', null), gold('4', false)]),
      problems,
    )
    expect([...declared]).toEqual([
      ['1', true],
      ['2', false],
      ['4', false],
    ])
    expect(problems.list()).toMatchObject([
      { kind: 'instruction that table and gold.jsonl declare differently; the table counts', count: 1 },
    ])
  })
})
