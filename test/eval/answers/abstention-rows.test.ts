import { expect, it } from 'vitest'
import { abstentionRows } from '../../../eval/answers/abstention-rows.js'

const NO = 'The record does not tell.'
const YES = 'Hb was 12.'
const answer = (patientId: string, isAnswerable: boolean | null, ...texts: string[]) => ({
  strategy: 'bm25',
  budget: 100,
  generator: 'g',
  patientId,
  isAnswerable,
  texts,
})

it('averages over instructions, a repeat counting as its share, and leaves out what has no answer', () => {
  const [row] = abstentionRows(
    [
      answer('p1', false, NO, YES),
      answer('p1', false, NO),
      answer('p2', true, NO),
      answer('p2', true, YES),
      answer('p3', true, YES),
      answer('p3', true),
      answer('p3', null, NO),
    ],
    { seed: 1, resamples: 100, level: 0.95 },
  )
  // Abstentions: 1/2 + 1 + 1 + 1. Right: (1/2 + 1) / 2. Wrong: 1 of the 3 answerable ones with an answer.
  expect(row).toMatchObject({ answers: 6, abstained: 3.5 })
  expect(row!.right).toMatchObject({ n: 2, clusters: 1, mean: 0.75, interval: null })
  expect(row!.wrong).toMatchObject({ n: 3, clusters: 2, mean: 1 / 3 })
})
