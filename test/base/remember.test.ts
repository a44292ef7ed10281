import { describe, expect, it } from 'vitest'
import { once, remembered } from '../../base/remember.js'

describe('remembered', () => {
  it('calls once per text, and again if more texts than it keeps came between', () => {
    const called: string[] = []
    const length = remembered((text) => called.push(text), 2)
    for (const text of ['a', 'a', 'b', 'a', 'c', 'a']) length(text)
    expect(called).toEqual(['a', 'b', 'c', 'a'])
  })

  it('keeps no text that is longer than it may be', () => {
    const called: string[] = []
    const length = remembered((text) => called.push(text), 2, 3)
    for (const text of ['abcd', 'abcd', 'abc', 'abc']) length(text)
    expect(called).toEqual(['abcd', 'abcd', 'abc'])
  })
})

describe('once', () => {
  it('makes its value once, when it is first needed', () => {
    let made = 0
    const value = once(() => {
      made++
      return undefined
    })
    expect(made).toBe(0)
    value()
    value()
    expect(made).toBe(1)
  })
})
