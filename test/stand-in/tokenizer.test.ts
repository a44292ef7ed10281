import { describe, expect, it } from 'vitest'
import { BOS, decode, EOS, encode, MERGES, SPECIALS, TOKEN_TYPES, TOKENS } from './tokens/tokenizer.js'

const NOTE =
  "The patient’s hemoglobin was 13.2 g/dL on 2/3/2017;\n\n  BP 128/76  — naïve café, 日本 🙂\r\nDon’t stop, don't."

describe('the tokenizer of the stand-in', () => {
  it('has the specials, all bytes and 300 merges, each text once', () => {
    expect(TOKENS.slice(0, 3)).toEqual(SPECIALS)
    expect(MERGES).toHaveLength(300)
    expect(new Set(TOKENS).size).toBe(TOKENS.length)
    expect(TOKENS.length).toBeGreaterThan(3 + 256 + 290)
    expect(TOKEN_TYPES.filter((type) => type === 3)).toHaveLength(3)
    for (const merge of MERGES) expect(TOKENS).toContain(merge.replace(' ', ''))
  })

  it('gives back every text', () => {
    for (const text of [NOTE, '', ' ', '\u0000a', 'x'.repeat(2000)]) expect(decode(encode(text))).toBe(text)
  })

  it('has learned common words', () => {
    expect(encode(' the patient')).toHaveLength(2)
    expect(encode(' the'.repeat(100))).toHaveLength(100)
  })

  it('cuts digits by three and lets no merge cross words', () => {
    expect(encode('12345')).toEqual([...encode('123'), ...encode('45')])
    expect(encode('was 13.2').length).toBe(
      encode('was').length + encode(' ').length + encode('13').length + 2,
    )
  })

  it('takes the text of a special token for the token', () => {
    expect(encode('<|im_end|><|im_start|>')).toEqual([EOS, 1])
    expect(encode('a<|endoftext|>b')).toEqual([...encode('a'), BOS, ...encode('b')])
    expect(encode('<|im_end|').length).toBeGreaterThan(3)
  })

  it('adds up at a special token, as a template does', () => {
    const turn = `<|im_start|>user\n${NOTE}<|im_end|>\n<|im_start|>assistant\n`
    const parts = ['user\n', NOTE, '\n', 'assistant\n'].map((part) => encode(part).length)
    expect(encode(turn)).toHaveLength(3 + parts.reduce((a, b) => a + b) - boundary(`user\n${NOTE}`))
  })

  it('reads 20,000 tokens fast', () => {
    const before = performance.now()
    expect(encode(`${NOTE} and then the patient `.repeat(600)).length).toBeGreaterThan(20_000)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

/** What reading two texts as one saves. */
function boundary(text: string): number {
  const at = text.indexOf('\n') + 1
  return encode(text.slice(0, at)).length + encode(text.slice(at)).length - encode(text).length
}
