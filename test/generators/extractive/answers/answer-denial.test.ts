import { describe, expect, it } from 'vitest'
import { isDenied } from '../../../../generators/extractive/answers/answer-denial.js'
import { contentWords } from '../../../../generators/extractive/lines/content-words.js'

describe('a denial', () => {
  it.each([
    ['Denies fever, cough and chest pain.', 'chest pain', true],
    ['No fever but a cough.', 'cough', false],
    ['No fever; cough for a week.', 'cough', false],
    ['Admitted with pneumonia, no fever on arrival.', 'pneumonia', false],
    ['Chest pain: denied', 'chest pain', true],
    ['Allergies - none', 'allergies', true],
    ['Pneumonia not seen before', 'pneumonia', false],
    ['Never smoked.', 'smoking', true],
    ['Nothing of the kind.', 'smoking', false],
  ])('"%s" of %s: %s', (sentence, asked, denied) => {
    expect(isDenied(sentence, new Set(contentWords(asked)))).toBe(denied)
  })
})
