import { describe, expect, it } from 'vitest'
import { PLANTED, plant } from '../../../bench/planted-claims.js'
import { claimSupport } from '../../../eval/answers/claim-support.js'

const CONTEXT = `[1] 2022-05-05 10:00 measurement
Glucose [Mass/volume] in Blood 210 mg/dL

[2] 2021-03-02 08:15 progress note
Denies chest pain, fever. Has a productive cough for 3 weeks. Started lisinopril 10 mg.
Hb 12.46 g/dL, platelets 1,250.`

describe('claimSupport', () => {
  it.each([
    'The last glucose was 210 mg/dL on 05/05/2022',
    'Glucose was 210 in May 2022',
    'Hb was 12.5 g/dL',
    'Platelets 1250',
    'She denies fever',
    'No chest pain',
    'The patient has a productive cough',
    'lisinopril 10 mg was started on 3/2/21',
  ])('finds: %s', (claim) => {
    expect(claimSupport(claim, CONTEXT)).toBe('found')
  })

  it.each([
    ['another number', 'The last glucose was 201 mg/dL'],
    ['a number that is only part of a date', 'Glucose was 2022'],
    ['a number that is only a label', 'Glucose was 2'],
    ['a rounded number that is written exactly', 'Hb was 12.50 g/dL'],
    ['another day', 'Glucose was 210 on 05/06/2022'],
    ['another drug', 'Started losartan 10 mg'],
    ['an affirmed denial', 'She has chest pain'],
    ['a denied affirmation', 'She has no productive cough'],
    ['a word inside another', 'Glucos was 210'],
    // A paraphrase and a computed number: what makes the share a lower bound.
    ['a paraphrase', 'She is coughing up sputum'],
    ['a computed number', 'Two drugs were started in 1 year'],
  ])('does not find %s: %s', (_, claim) => {
    expect(claimSupport(claim, CONTEXT)).toBe('not found')
  })

  it.each(['Yes', 'She does', '...'])('has nothing to look for in: %s', (claim) => {
    expect(claimSupport(claim, CONTEXT)).toBe('nothing to look for')
  })

  it('notices each planted number, date, drug and negation in claims that it finds', () => {
    const sound = [
      'Glucose was 210 mg/dL on 05/05/2022',
      'Hb was 12.46 g/dL on 2021-03-02',
      'Productive cough for 3 weeks',
      'Denies chest pain',
    ]
    expect(sound.map((claim) => claimSupport(claim, CONTEXT))).toEqual(sound.map(() => 'found'))
    const planted = PLANTED.map((kind) => sound.flatMap((claim) => plant(claim, kind) ?? []))
    // Three claims have a number, two a date, three a word of four letters, and all can be turned.
    expect(planted.map((made) => made.length)).toEqual([3, 2, 3, 4])
    for (const claim of planted.flat()) expect(claimSupport(claim, CONTEXT), claim).toBe('not found')
  })
})
