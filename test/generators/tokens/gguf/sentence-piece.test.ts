import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceSpmCount } from './reference-merge.js'
import { corpus, counterOf, texts, trainedMerges } from './toy-vocabulary.js'

const BLANK = '\u2581'
const bytes = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
)
const escaped = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd').replaceAll(' ', BLANK)

describe('a SentencePiece vocabulary', () => {
  const trained = trainedTokens(300)

  it.each([true, false, undefined])('counts as llama.cpp merges, add_space_prefix %s', async (prefix) => {
    const count = await counterOf({ ...infoOf(trained), 'tokenizer.ggml.add_space_prefix': prefix })
    const scores = scoresOf(trained)
    fc.assert(
      fc.property(texts, (text) => {
        const whole = (prefix === false ? '' : BLANK) + escaped(text)
        expect(count(text)).toBe(text === '' ? 0 : referenceSpmCount(whole, scores))
      }),
      { numRuns: 500, seed: 3 },
    )
  })

  it('counts with tokens that no training would give and that run over blanks', async () => {
    const pieces = fc.uniqueArray(
      fc.string({ unit: fc.constantFrom('a', 'b', '\u00e9', BLANK), minLength: 1, maxLength: 5 }),
      {
        minLength: 5,
        maxLength: 40,
      },
    )
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\u00e9', ' '), maxLength: 30 })),
        async (tokens, samples) => {
          const scored = tokens.map((token, rank): [string, number] => [token, -rank])
          const count = await counterOf({ ...infoOf(scored), 'tokenizer.ggml.add_space_prefix': false })
          for (const text of samples)
            expect(count(text)).toBe(referenceSpmCount(escaped(text), scoresOf(scored)))
        },
      ),
      { numRuns: 100, seed: 4 },
    )
  })

  it('counts runs of blanks whose tokens all have one score, as in Gemma', async () => {
    const runs = Array.from({ length: 30 }, (_, i): [string, number] => [BLANK.repeat(i + 2), 0])
    const tokens: [string, number][] = [...runs, ...trained.filter(([token]) => !/^\u2581{2,}$/u.test(token))]
    const count = await counterOf({ ...infoOf(tokens), 'tokenizer.ggml.add_space_prefix': false })
    const scores = scoresOf(tokens)
    for (let blanks = 1; blanks < 140; blanks++) {
      const text = `Pt${' '.repeat(blanks)}denies${' '.repeat(blanks % 7)}pain`
      expect(count(text)).toBe(referenceSpmCount(escaped(text), scores))
    }
  })

  it('counts runs of blanks of one score where some lengths have no token', async () => {
    const lengths = fc.uniqueArray(fc.integer({ min: 2, max: 20 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(lengths, async (found) => {
        const tokens = [BLANK, ...found.map((length) => BLANK.repeat(length))].map(
          (token): [string, number] => [token, 0],
        )
        const count = await counterOf({ ...infoOf(tokens), 'tokenizer.ggml.add_space_prefix': false })
        for (let blanks = 1; blanks < 80; blanks++) {
          expect(count(' '.repeat(blanks))).toBe(referenceSpmCount(BLANK.repeat(blanks), scoresOf(tokens)))
        }
      }),
      { numRuns: 30, seed: 8 },
    )
  })

  it('refuses scores that leave the order of overlapping tokens open', async () => {
    const tokens: [string, number][] = [
      ['a', 0],
      ['b', 0],
      ['c', 0],
      ['bc', -1],
      ['ab', -1],
    ]
    // A longer token of the same score, whose splits come first and last in the order, hides nothing.
    const longer: [string, number][] = [...tokens, ['bca', -1]]
    await expect(counterOf(infoOf(longer))).rejects.toThrow('scores that order the tokens')
    await expect(counterOf(infoOf(tokens))).rejects.toThrow(
      "expected scores that order the tokens in the vocabulary of 'toy', found the same score for 'ab' and 'bc': name the model's tokenizer folder instead",
    )
  })
})

function infoOf(tokens: readonly (readonly [string, number])[]) {
  return {
    'tokenizer.ggml.model': 'llama',
    'tokenizer.ggml.tokens': [...bytes, ...tokens.map(([token]) => token)],
    'tokenizer.ggml.scores': [...bytes.map(() => 0), ...tokens.map(([, score]) => score)],
  }
}

function scoresOf(tokens: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  return new Map([...bytes.map((byte): [string, number] => [byte, 0]), ...tokens])
}

/** Merged pieces score 0, -1, ..., the single characters lower still, as in a trained SentencePiece model. */
function trainedTokens(most: number): [string, number][] {
  const words = corpus
    .flatMap((text) => escaped(text).split(/(?<=[^\u2581])(?=\u2581)/u))
    .map((word) => Array.from(word))
  const pieces = new Set(trainedMerges(words, most).map(([left, right]) => left + right))
  const chars = new Set(words.flat().filter((char) => char < '\u3000'))
  return [...pieces, ...[...chars].filter((char) => !pieces.has(char))].map((token, rank) => [
    token,
    -1 - rank,
  ])
}
