import { describe, expect, it } from 'vitest'
import {
  type AttributedAnswer,
  attribute,
  CAUSES,
  type Cause,
} from '../../../eval/compare/failure-attribution.js'

const wrong: AttributedAnswer = {
  instructionId: 'i1',
  strategy: 'sift',
  budget: 500,
  generator: 'extractive',
  value: 0,
  answer: 'metformin',
  likeness: 0.2,
  reach: ['shown', 'shown'],
  isContextKnown: true,
  citesEvidence: false,
}

function causesOf(answers: readonly AttributedAnswer[]): Cause[][] {
  return attribute(answers).map(({ causes }) =>
    Object.entries(causes).flatMap(([cause, n]) => Array.from({ length: n }, () => cause as Cause)),
  )
}

describe('attribution', () => {
  it.each<[Cause, Partial<AttributedAnswer>]>([
    ['right', { value: 1, citesEvidence: true }],
    // Nothing is judged that could be cited.
    ['right', { value: 1, reach: null }],
    ['uncited', { value: 1 }],
    ['uncited', { value: 1, reach: ['dropped'] }],
    // One fact that was never ranked outweighs one that did not fit: more budget would not have helped.
    ['not retrieved', { reach: ['shown', 'dropped', 'not ranked'] }],
    ['not packed', { reach: ['shown', 'dropped'] }],
    ['not shown', { reach: ['not shown', 'dropped'] }],
    ['not used', {}],
    ['right', { value: 1, citesEvidence: null }],
    ['used wrongly', { citesEvidence: true }],
    ['not used', { citesEvidence: null }],
    ['no evidence judged', { reach: null, isContextKnown: false }],
    ['context not known', { isContextKnown: false }],
    ['unscored', { value: null, answer: null }],
    // A graded measure below 1 is no right answer.
    ['not used', { value: 0.99 }],
  ])('finds "%s"', (cause, change) => {
    expect(causesOf([{ ...wrong, ...change }])).toEqual([[cause]])
  })

  it('suspects the reference where three strategies with all evidence, and most of them, agree', () => {
    const of = (strategy: string, change: Partial<AttributedAnswer> = {}) => ({
      ...wrong,
      strategy,
      ...change,
    })
    const agreeing = [of('a'), of('b', { answer: 'The Metformin.' }), of('c')]
    expect(causesOf(agreeing)).toEqual([['reference suspect'], ['reference suspect'], ['reference suspect']])
    expect(causesOf(agreeing.slice(0, 2))).toEqual([['not used'], ['not used']])
    // Three of six are not most.
    const others = ['d', 'e', 'f'].map((strategy) => of(strategy, { value: 1, citesEvidence: true }))
    expect(causesOf([...agreeing, ...others]).slice(0, 3)).toEqual([['not used'], ['not used'], ['not used']])
    // Agreement without the evidence, at other budgets, or that the record does not tell, says nothing.
    expect(causesOf([of('a'), of('b'), of('c', { reach: ['shown', 'dropped'] })])[0]).toEqual(['not used'])
    expect(causesOf([of('a'), of('b'), of('c', { budget: 250 })])[0]).toEqual(['not used'])
    expect(causesOf(agreeing.map((one) => ({ ...one, answer: null })))[0]).toEqual(['not used'])
    // The reference in other words.
    expect(causesOf(agreeing.map((one) => ({ ...one, likeness: 0.5 })))[0]).toEqual(['not used'])
  })

  it('has a row for each arm whose causes add up to its answers, repeats included', () => {
    const rows = attribute([
      wrong,
      { ...wrong, instructionId: 'i2', value: 1 },
      wrong,
      { ...wrong, budget: 250 },
    ])
    expect(rows.map(({ budget, n }) => [budget, n])).toEqual([
      [500, 3],
      [250, 1],
    ])
    for (const { n, causes } of rows) {
      expect(Object.keys(causes)).toEqual(Object.keys(CAUSES))
      expect(Object.values(causes).reduce((sum, count) => sum + count, 0)).toBe(n)
    }
  })
})
