import { describe, expect, it } from 'vitest'
import { type Entails, factPrecision, factRecall, splitClaims } from '../../../eval/text/claims.js'

/** Entailed where the premise holds all words of the claim. */
const byWords: Entails = async (premise, claim) => {
  const words = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const held = new Set(words(premise))
  return words(claim).every((word) => held.has(word)) ? 'entailed' : 'not'
}
const neverSays: Entails = async () => null

describe('splitClaims', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['an abstention', 'The record does not tell.', []],
    ['what holds no word', '- \n ... \n', []],
    ['sentences', 'He smokes. She does not!', ['He smokes', 'She does not!']],
    [
      'no end in abbreviations, decimals and initials',
      'Seen by Dr. Smith on Jan. 3 2020. K 4.1 mmol/L.',
      ['Seen by Dr. Smith on Jan. 3 2020', 'K 4.1 mmol/L'],
    ],
    [
      'a sentence behind a single letter, and none within dotted words',
      'Has hepatitis C. Seen by Dr. J. Smith, aspirin b.i.d. with food. Pain: no. Fever: yes',
      ['Has hepatitis C', 'Seen by Dr. J. Smith, aspirin b.i.d. with food', 'Pain: no', 'Fever: yes'],
    ],
    [
      'bullets and numbers of lists',
      '1. Aspirin 81 mg\n2) Metformin\n- Statin',
      ['Aspirin 81 mg', 'Metformin', 'Statin'],
    ],
    ['a bare yes with what follows', 'Yes. He had amoxicillin. No!', ['Yes. He had amoxicillin', 'No!']],
    ['nothing off a yes that stands alone', 'Yes.', ['Yes']],
    [
      'parts at semicolons behind the label of the first, where they have none',
      'Done: dental care; x-ray; Prescribed: none; tea',
      ['Done: dental care', 'Done: x-ray', 'Prescribed: none', 'Done: tea'],
    ],
    ['parts at semicolons', 'Hb 13.2; K 4.1', ['Hb 13.2', 'K 4.1']],
    [
      'clauses with a subject of their own, and no others',
      'The patient has asthma and gout, but she denies pain',
      ['The patient has asthma and gout', 'she denies pain'],
    ],
    [
      'items behind their label',
      'Allergies: penicillin, latex and sulfa.',
      ['Allergies: penicillin', 'Allergies: latex', 'Allergies: sulfa'],
    ],
    [
      'items that begin like a preposition',
      'Meds: aspirin, insulin, atorvastatin, ondansetron',
      ['Meds: aspirin', 'Meds: insulin', 'Meds: atorvastatin', 'Meds: ondansetron'],
    ],
    [
      'no item that goes on with the one before',
      'Glucose: 210 mg/dL, on 05/05/2022',
      ['Glucose: 210 mg/dL, on 05/05/2022'],
    ],
    ['times of day, whole', 'Given at 08:30', ['Given at 08:30']],
    ['equal claims once', 'No pain. no  pain.', ['No pain']],
  ])('cuts %s', (_, text, claims) => {
    expect(splitClaims(text)).toEqual(claims)
  })
})

describe('fact precision and recall', () => {
  it('are the shares of claims that the other side entails', async () => {
    // One of two claims of the answer is in the premise; one of the reference's three is in the answer.
    expect(await factPrecision('Has asthma. Has gout.', 'has asthma since 2019', byWords)).toBe(1 / 2)
    expect(await factRecall('Has asthma.', ['Has asthma. Takes aspirin. No pain.'], byWords)).toBe(1 / 3)
  })

  it('take the best reference', async () => {
    expect(await factRecall('Has asthma.', ['Has gout.', 'Has asthma. Has gout.'], byWords)).toBe(1 / 2)
  })

  it('have no precision where nothing is claimed, and a recall of 0, which nobody has to be asked for', async () => {
    expect(await factPrecision('The record does not tell.', 'x', neverSays)).toEqual({
      reason: 'the answer makes no claim',
    })
    expect(await factRecall('The record does not tell.', ['Has gout.'], neverSays)).toBe(0)
    expect(await factRecall('Has gout.', ['The record does not tell.'], neverSays)).toEqual({
      reason: 'no reference makes a claim',
    })
  })

  it('have no value where the judge cannot say of one claim', async () => {
    const silentOnGout: Entails = async (_, claim) => (claim.includes('gout') ? null : 'entailed')
    const reason = 'the judge could not say of every claim'
    expect(await factPrecision('Has asthma. Has gout.', 'x', silentOnGout)).toEqual({ reason })
    expect(await factRecall('Has asthma.', ['Has gout.'], silentOnGout)).toEqual({ reason })
  })
})
