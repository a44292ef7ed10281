import { describe, expect, it } from 'vitest'
import { withIntents } from '../../reading/intents.js'
import { interpret } from '../../reading/interpretation.js'

const read = (text: string) => withIntents(interpret(text, null))

describe('withIntents', () => {
  it.each([
    ['How high did the LDL ever get?', 'highest'],
    ['How low did the potassium go?', 'lowest'],
    ['How recently was the flu vaccine given?', 'last'],
  ])('reads the mode of %j, which no rule knows', async (text, mode) => {
    expect(interpret(text, null).mode).toBe('any')
    const plan = await read(text)
    expect(plan.mode).toBe(mode)
    expect(plan.alike).toHaveLength(1)
  })

  it('leaves alone what the rules know, and what nothing knows', async () => {
    const known = interpret('peak LDL value', null)
    expect(await read('peak LDL value')).toEqual(known)
    const unknown = interpret('zebra?', null)
    expect(await read('zebra?')).toEqual(unknown)
    expect(await read('')).toEqual(interpret('', null))
  })
})
