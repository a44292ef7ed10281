import { describe, expect, it } from 'vitest'
import { oncePer } from '../../../retrievers/view/once-per.js'

describe('oncePer', () => {
  it('computes once for each object, and again only if it failed', () => {
    const asked: string[] = []
    let isBroken = true
    const lengthOf = oncePer(({ text }: { readonly text: string }) => {
      asked.push(text)
      if (text === 'broken' && isBroken) throw new Error('broken')
      return { length: text.length }
    })
    const [one, equal, broken] = [{ text: 'one' }, { text: 'one' }, { text: 'broken' }]
    expect(lengthOf(one)).toBe(lengthOf(one))
    expect(lengthOf(equal)).not.toBe(lengthOf(one))
    expect(() => lengthOf(broken)).toThrow('broken')
    isBroken = false
    expect(lengthOf(broken)).toEqual({ length: 6 })
    expect(asked).toEqual(['one', 'one', 'broken', 'broken'])
  })
})
