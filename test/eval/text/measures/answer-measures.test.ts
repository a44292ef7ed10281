import { describe, expect, it } from 'vitest'
import type { MeasuredItem } from '../../../../eval/measured/measured-item.js'
import { measures } from '../../../../eval/measures/measure-registry.js'

const item: MeasuredItem = {
  evidence: null,
  passages: [],
  budget: 1000,
  tokens: 250,
  response: 'Migraine.',
  responseReason: null,
  references: ['History of migraine.'],
}

// Rows 'mts' are system summaries of MTS-Dialog (Ben Abacha, Yim, Fan, Lin, EACL 2023; CC BY 4.0). Values by
// rouge-score 0.1.2 and sacrebleu 2.6.0; exact match and F1 by SQuAD's definition.
const rows: [string, string, string[], number, number, number, number][] = [
  ['mts-380', 'None.', ['None.'], 1, 1, 1, 100],
  ['mts-280', 'Negative.', ['None.'], 0, 0, 0, 14.518633540372672],
  ['mts-080', 'Noncontributory.', ['None.'], 0, 0, 0, 21.514942528735627],
  ['mts-092', 'Migraine.', ['History of migraine.'], 0, 0.5, 0.5, 39.2719728050391],
  ['both empty', '', [''], 1, 1, 0, 0],
  ['articles only', 'The a an', ['an the'], 1, 1, 0.4, 24.910179640718564],
  ['case only', 'NO KNOWN DRUG ALLERGIES', ['No known drug allergies'], 1, 1, 1, 0.8333333333333334],
  [
    'numbers',
    'Calcium was 5.4 mg/dL.',
    ['Calcium was 5.40 mg/dL on 3/14.'],
    0,
    0.6,
    0.6666666666666667,
    58.655991153380995,
  ],
  [
    'emoji are one character',
    'pain 8/10 \u{1f623}\u{1f623} better after \u{1f48a}',
    ['pain 8/10 \u{1f623} better after \u{1f48a}\u{1f48a}'],
    0,
    0.6666666666666666,
    1,
    85.54486334672093,
  ],
  [
    'dotted capital I lowers to two characters',
    '\u0130stanbul 300 K',
    ['istanbul 300 K'],
    0,
    0.6666666666666666,
    0.5714285714285715,
    89.11315536315534,
  ],
  [
    "Python's white space",
    'fever\u001cchills\u0085cough\u001fnausea',
    ['fever chills cough nausea'],
    1,
    1,
    1,
    100,
  ],
  [
    'BOM and zero width space are none',
    '\ufefffever\u200bchills cough',
    ['fever chills cough'],
    0,
    0.4,
    1,
    77.26643109283523,
  ],
  [
    'an article beside an accent is none',
    'a\u00e9 th\u00e9a \u00e2a the',
    ['a\u00e9 th\u00e9a \u00e2a'],
    1,
    1,
    0.888888888888889,
    89.55823087781029,
  ],
  [
    'the best of two references',
    'No known drug allergies.',
    ['NKDA.', 'No known allergies to drugs.'],
    0,
    0.6666666666666665,
    0.6666666666666665,
    60.549409386346554,
  ],
]

describe('answer measures', () => {
  it.each(rows)('equal their reference values: %s', (_, response, references, em, f1, rougeL, chrf) => {
    const value = (name: string) => measures[name]!.of({ ...item, response, references })
    expect(value('exact-answer')).toBeCloseTo(em, 9)
    expect(value('token-f1')).toBeCloseTo(f1, 9)
    expect(value('rouge-l')).toBeCloseTo(rougeL, 9)
    expect(value('chrf')).toBeCloseTo(chrf, 9)
  })

  it.each(['exact-answer', 'token-f1', 'rouge-l', 'chrf'])(
    '%s is unscored, not zero, without a text',
    (name) => {
      const { of } = measures[name]!
      expect(of({ ...item, references: [] })).toEqual({ reason: 'no reference' })
      expect(of({ ...item, response: null, responseReason: 'timed out' })).toEqual({ reason: 'timed out' })
      expect(of({ ...item, response: null })).toEqual({ reason: 'no response' })
    },
  )

  it('scores an empty response, since it is one', () => {
    expect(measures['token-f1']!.of({ ...item, response: '' })).toBe(0)
  })
})
