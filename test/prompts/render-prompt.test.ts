import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderPrompt } from '../../prompts/render-prompt.js'

describe('renderPrompt', () => {
  it('fills every place of a variable', () => {
    expect(renderPrompt('{{a}}-{{b}}-{{a}}', { a: '1', b: '2' })).toBe('1-2-1')
  })

  it('throws on a variable that the template names and nobody gives', () => {
    expect(() => renderPrompt('{{context}} {{instruction}}', { context: 'x' })).toThrow(
      '{{instruction}} has no value',
    )
  })

  it('throws on a variable that the template does not name', () => {
    expect(() => renderPrompt('{{context}}', { context: 'x', question: 'y' })).toThrow(
      'no variable {{question}}',
    )
  })

  it('does not take what every object inherits for a variable', () => {
    expect(() => renderPrompt('{{constructor}}', {})).toThrow('{{constructor}} has no value')
  })

  it('leaves an empty value empty', () => {
    expect(renderPrompt('[{{a}}]', { a: '' })).toBe('[]')
  })

  it.each(['$&', '$1', "$'", '$$', '{{instruction}}', '{{x}}', "K+ <3.5 & pt's", '\\n', '\u0000'])(
    'puts %j in literally',
    (value) => {
      expect(renderPrompt('<{{context}}|{{instruction}}>', { context: value, instruction: 'q' })).toBe(
        `<${value}|q>`,
      )
    },
  )

  it('puts any value in literally', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (context, instruction) => {
        expect(renderPrompt('A{{context}}B{{instruction}}C', { context, instruction })).toBe(
          `A${context}B${instruction}C`,
        )
      }),
    )
  })
})
