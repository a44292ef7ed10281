import { describe, expect, it } from 'vitest'
import { slips, wordLikeness } from '../../../evidence/words/word-likeness.js'

describe('wordLikeness', () => {
  it.each([
    ['aspirin', 'asprin', 0.85],
    ['aspirin', 'apsirin', 0.85],
    ['hydrochlorothiazide', 'hydrochlorthiazid', 0.75],
    ['medication', 'med', 0.7],
    ['pain', 'gain', 0],
    ['old', 'odd', 0],
    ['hypertension', 'hypotension', -1],
    ['abduction', 'adduction', -1],
    ['5', '50', -1],
    ['5', 'five', 0],
    ['x', 'x', 1],
  ])('of %j and %j is %d', (a, b, likeness) => {
    expect([wordLikeness(a, b), wordLikeness(b, a)]).toEqual([likeness, likeness])
  })
})

describe('slips', () => {
  it.each([
    ['', 'ab', 2, 2],
    ['kitten', 'sitting', 3, 3],
    ['ca', 'abc', 3, 3],
    ['ab', 'ba', 2, 1],
    ['kitten', 'sitting', 1, 2],
  ])('from %j to %j, up to %d, are %d', (a, b, most, made) => {
    expect(slips(a, b, most)).toBe(made)
  })
})
