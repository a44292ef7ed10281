import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../../../eval/report/page/html.js'
import { escapeMarkdown } from '../../../../eval/report/tables/markdown-table.js'
import { escapeJson, visible, visibleLine } from '../../../../eval/report/tables/visible-text.js'

/** By hand, from the code charts: C0 and C1, directions, zero width, line separators, tags, fillers, lone surrogates. */
const HIDDEN = [
  ...[
    '\u0000',
    '\u0007',
    '\u0008',
    '\u000b',
    '\u000c',
    '\r',
    '\u001b',
    '\u007f',
    '\u0080',
    '\u0085',
    '\u009b',
    '\u009d',
  ],
  ...[
    '\u200e',
    '\u200f',
    '\u061c',
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
  ],
  ...[
    '\u2069',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u2028',
    '\u2029',
    '\u3164',
    '\u180e',
  ],
  ...['\u{e0041}', '\ufff9', '\ud800', '\udc00'],
]

describe('visible', () => {
  it.each(HIDDEN)('shows %j as its code', (hidden) => {
    const code = hidden.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    expect(visible(`a${hidden}b`)).toBe(`a<U+${code}>b`)
  })

  it('leaves what a person can see, and the layout of text', () => {
    const text = 'Tāme – 日本 ไทย ❤️ é 😀 5 µg\u00a0≥\n\tnext\r\nlast'
    expect(visible(text)).toBe(text)
    expect(visibleLine('a\tb\r\nc\u001b')).toBe('a<U+0009>b<U+000D><U+000A>c<U+001B>')
  })

  it('leaves nothing hidden, changes nothing a second time, and reaches pages', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...HIDDEN), fc.string({ unit: 'binary', maxLength: 5 })))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (raw) => {
        const shown = visible(raw)
        for (const hidden of HIDDEN.filter((one) => one !== '\r')) expect([...shown]).not.toContain(hidden)
        expect(visible(shown)).toBe(shown)
        expect(html`${raw}`.markup).not.toMatch(/[\u0080-\u009f\u001b\u202e\u2066]/)
        expect(escapeMarkdown(raw)).not.toMatch(/[\u0080-\u009f\u001b\u202e\u2066]/)
        expect(JSON.parse(escapeJson(JSON.stringify({ raw })))).toEqual({ raw })
        expect(escapeJson(JSON.stringify({ raw }))).not.toMatch(/[\u0080-\u009f\u202e\u2066\u2028]/)
      }),
    )
  })
})
