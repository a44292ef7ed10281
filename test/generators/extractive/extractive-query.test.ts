import { describe, expect, it } from 'vitest'
import { readQuery } from '../../../generators/extractive/extractive-query.js'

function othersOf(topic: string, domains: readonly string[] = []) {
  return readQuery(topic, domains).concepts.map(({ stem, others }) => [
    stem,
    others.map((other) => other.join(' ')),
  ])
}

describe('what an instruction looks for', () => {
  it('are its telling words, without what says the answer kind', () => {
    expect(othersOf('what was the last recorded zorblatt level of the patient?')).toEqual([['zorblatt', []]])
  })

  it('are other names too, in two steps: an ED is an emergency department, which is an emergency room', () => {
    const [[stem, others]] = othersOf('ed visits', ['visit']) as [[string, string[]]]
    expect(stem).toBe('ed')
    expect(others).toContain('emerg depart')
    expect(others).toContain('emerg room')
  })

  it('is no second step back to something wider', () => {
    // The lexicon goes from LDL cholesterol over 'cholesterol in LDL' to 'cholesterol levels', of which 'levels' tells nothing.
    for (const [, others] of othersOf('ldl cholesterol')) expect(others).not.toContain('cholesterol')
  })

  it('is a letter where it tells hepatitis A from B', () => {
    expect(othersOf('a hepatitis a vaccine', ['vaccine']).map(([stem]) => stem)).toEqual(['hepat', 'a-kind'])
  })

  it('is the kind alone where nothing else is named', () => {
    expect(othersOf('vaccine', ['vaccine']).map(([stem]) => stem)).toEqual(['vaccin'])
  })
})
