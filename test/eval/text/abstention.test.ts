import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ABSTENTION_PHRASES, abstains } from '../../../eval/text/abstention.js'
import { RECORD_DOES_NOT_TELL } from '../../../generators/generator.js'

describe('abstains', () => {
  it.each([
    RECORD_DOES_NOT_TELL,
    'the record does not tell',
    'The record doesn’t say.',
    'The provided medical records do not contain information about a colonoscopy.',
    'The record does not mention an HbA1c after March 3, 2019.',
    'The notes do not specify what the dose was.',
    'The chart does not indicate when it was stopped.',
    'Unfortunately, the record does not state why.',
    "I'm sorry, but the context does not include the answer.",
    'Based on the provided record, there is no information about allergies.',
    'There is no mention of smoking in the chart.',
    'No information is available.',
    'Insufficient information.',
    'Not documented.',
    'It is not known.',
    'This is not stated in the record.',
    'Unknown.',
    '**Unanswerable**',
    'I cannot determine the date from the record.',
    'I do not know.',
    'The date of the surgery cannot be determined from the notes.',
    'It cannot be answered.',
    'The record does not tell. Please consult the treating physician.',
    'Answer: The record does not tell.',
    'The record does not mention the dose.\nThe record does not mention the route.',
  ])('takes for an abstention: %s', (answer) => {
    expect(abstains(answer)).toBe(true)
  })

  it.each([
    'The record does not mention iron but Hb was 12.',
    'The record does not mention iron; Hb was 12.',
    'The record does not mention iron, Hb was 12.',
    'The record does not mention iron and Hb was 12.',
    'The record does not mention a fever, 37.1 C on arrival.',
    'The record does not mention iron. Hb was 12.',
    'Hb was 12. The record does not mention iron.',
    'The record does not mention any drug other than metformin.',
    'No.',
    'No',
    'No, emphysema does not appear in the record.',
    'The patient does not have diabetes.',
    'There is no evidence of metastasis.',
    'No fever, no chills.',
    'No known drug allergies.',
    'Unknown primary carcinoma.',
    'Not available for biopsy until May.',
    'The CT report does not show a fracture.',
    'The record does not show a fracture.',
    'The record says that the cause is not known.',
    'She cannot be given penicillin.',
    'Please consult cardiology.',
    'It is not documented as an allergy.',
    '13.2 g/dL',
    '',
    '   ',
    '...',
  ])('takes for an answer: %s', (answer) => {
    expect(abstains(answer)).toBe(false)
  })
})

it('has each phrase of the rule in docs/measures.md', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../../docs/measures.md'), 'utf8')
  expect(ABSTENTION_PHRASES.filter(({ words }) => !docs.includes(`- ${words}\n`))).toEqual([])
})
