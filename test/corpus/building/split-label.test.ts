import { describe, expect, it } from 'vitest'
import { splitLabel, splitSharedPrefixes } from '../../../corpus/building/split-label.js'
import type { Event } from '../../../corpus/record.js'

describe('splitLabel', () => {
  it.each([
    ['Body Height 56.40', 'Body Height', '56.40', null],
    ['Body weight 80 kg', 'Body weight', '80', 'kg'],
    ['Mean blood pressure 122 mm Hg', 'Mean blood pressure', '122', 'mm Hg'],
    ['Body surface area 0 sq meters', 'Body surface area', '0', 'sq meters'],
    ['Oxygen saturation 96 %', 'Oxygen saturation', '96', '%'],
    [
      'Pain severity - 0-10 [Score] - Reported 0 {score}',
      'Pain severity - 0-10 [Score] - Reported',
      '0',
      '{score}',
    ],
    ['Leukocytes [#/volume] in Blood 8.80 10*3/uL', 'Leukocytes [#/volume] in Blood', '8.80', '10*3/uL'],
    ['Filtration rate 54.10 mL/min/{1.73_m2}', 'Filtration rate', '54.10', 'mL/min/{1.73_m2}'],
    ['Troponin <0.01 ng/mL', 'Troponin', '<0.01', 'ng/mL'],
    ['D-dimer >= 500 ug/L', 'D-dimer', '>= 500', 'ug/L'],
    ['Ketones test = 2', 'Ketones test =', '2', null],
    ['Base excess -2.5 mmol/L', 'Base excess', '-2.5', 'mmol/L'],
    ['NIHSS 8', 'NIHSS', '8', null],
    ['Clarity of Urine Translucent {nominal}', 'Clarity of Urine Translucent', null, '{nominal}'],
  ])('splits %s', (label, name, value, unit) => {
    expect(splitLabel(label)).toEqual({ name, value, unit })
  })

  it.each([
    'EKG impression',
    '12 lead ECG',
    'Vitamin B 12 level',
    'Interleukin 6 Ab',
    'Reported 30 days ago',
    '98',
    '',
  ])('leaves %j whole: its number is no value', (label) => {
    expect(splitLabel(label)).toEqual({ name: label, value: null, unit: null })
  })
})

describe('splitSharedPrefixes', () => {
  const event = (code: string, name: string, domain = 'observation', value: string | null = null): Event => ({
    documentId: `event:unknown|${code}`,
    time: null,
    domain,
    code,
    name,
    value,
    unit: null,
    encounterId: null,
  })
  const split = (...events: Event[]) =>
    splitSharedPrefixes(events, new Set(['observation'])).map(({ name, value }) => [name, value])

  it('takes the words that all labels of a code begin with as its name', () => {
    expect(
      split(
        event('s', 'Tobacco status Never smoked'),
        event('s', 'Tobacco status Former smoker'),
        event('x', 'Tobacco use'),
      ),
    ).toEqual([
      ['Tobacco status', 'Never smoked'],
      ['Tobacco status', 'Former smoker'],
      ['Tobacco use', null],
    ])
  })

  it('does not cut inside a word', () => {
    expect(split(event('s', 'Pain none'), event('s', 'Pain noted'))).toEqual([
      ['Pain', 'none'],
      ['Pain', 'noted'],
    ])
  })

  it('leaves a code with one label, labels without a common word, other domains and split labels as they are', () => {
    expect(
      split(
        event('a', 'Housing status I have housing'),
        event('a', 'Housing status I have housing'),
        event('b', 'Fall'),
        event('b', 'Tripped'),
        event('c', 'Aspirin 81', 'drug_exposure'),
        event('c', 'Aspirin 100', 'drug_exposure'),
        event('d', 'Score', 'observation', '3'),
        event('d', 'Score unknown'),
      ),
    ).toEqual([
      ['Housing status I have housing', null],
      ['Housing status I have housing', null],
      ['Fall', null],
      ['Tripped', null],
      ['Aspirin 81', null],
      ['Aspirin 100', null],
      ['Score', '3'],
      ['Score unknown', null],
    ])
  })
})
