import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteLetters } from '../../../../generators/tokens/gguf/byte-level-bpe.js'
import { PRE_TOKENIZERS } from '../../../../generators/tokens/gguf/pre-tokenizers.js'
import { javaScriptPattern } from '../../../../generators/tokens/gguf/split-pattern.js'
import { referenceBpe } from './reference-merge.js'
import { referenceSplit } from './reference-split.js'
import { corpus, counterOf, texts, toByteLetters, trainedMerges } from './toy-vocabulary.js'

const names = [...PRE_TOKENIZERS.keys()]
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd')

describe('javaScriptPattern', () => {
  it.each(names)('cuts words as llama.cpp does for %s', (name) => {
    const { patterns } = PRE_TOKENIZERS.get(name)!
    const regexes = patterns.map((pattern) => new RegExp(javaScriptPattern(pattern), 'gu'))
    fc.assert(
      fc.property(texts.map(wellFormed), (text) => {
        const words = regexes.reduce((pieces, regex) => pieces.flatMap((piece) => cut(piece, regex)), [text])
        expect(words).toEqual(text === '' ? [''] : referenceSplit(text, patterns))
      }),
      { numRuns: 300, seed: 1 },
    )
  })
})

describe('a byte-level vocabulary', () => {
  it.each(names)('counts words merged by rank for %s', async (name) => {
    const { patterns, ignoresMerges } = PRE_TOKENIZERS.get(name)!
    const vocabulary = toyVocabulary(patterns, byteLetters())
    const count = await counterOf({ ...vocabulary.info, 'tokenizer.ggml.pre': name })
    const known = new Set(vocabulary.info['tokenizer.ggml.tokens'])
    const expected = (text: string): number =>
      referenceSplit(wellFormed(text), patterns)
        .map(toByteLetters)
        .reduce(
          (sum, word) =>
            sum + (ignoresMerges && known.has(word) ? 1 : referenceBpe(word, vocabulary.ranks).length),
          0,
        )
    fc.assert(
      fc.property(texts, (text) => {
        expect(count(text)).toBe(text === '' ? 0 : expected(text))
      }),
      { numRuns: 100, seed: 2 },
    )
  })

  it('takes a whole word that is a token though no merges lead to it, where the model ignores merges', async () => {
    const { info } = toyVocabulary(PRE_TOKENIZERS.get('llama-bpe')!.patterns, byteLetters())
    const tokens = [...info['tokenizer.ggml.tokens'], '\u0120zyxwv']
    const counts = ['llama-bpe', 'dbrx'].map(async (pre) => {
      const count = await counterOf({ ...info, 'tokenizer.ggml.tokens': tokens, 'tokenizer.ggml.pre': pre })
      return count(' zyxwv')
    })
    expect(await Promise.all(counts)).toEqual([1, 6])
  })

  it('drops a byte without a token and does not merge over it', async () => {
    const count = await counterOf({
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': 'gpt-2',
      'tokenizer.ggml.tokens': ['a', 'b', 'ab'],
      'tokenizer.ggml.merges': ['a b'],
    })
    // 'b' and 'c' have one word; 'c' has no token.
    expect(['ab', 'acb', 'abcab', 'c'].map(count)).toEqual([1, 2, 2, 0])
  })

  it('takes the first of two equal merges', async () => {
    const count = await counterOf({
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': 'gpt-2',
      'tokenizer.ggml.tokens': [...byteLetters(), 'ab', 'bc', 'abc'],
      'tokenizer.ggml.merges': ['a b', 'b c', 'ab c', 'a b'],
    })
    // With 'b c' first nothing would join 'a' and 'bc'.
    expect(count('abc')).toBe(1)
  })
})

function cut(text: string, regex: RegExp): string[] {
  const words: string[] = []
  let done = 0
  for (const match of text.matchAll(regex)) {
    words.push(text.slice(done, match.index), match[0])
    done = match.index + match[0].length
  }
  words.push(text.slice(done))
  return text === '' ? [''] : words.filter((word) => word !== '')
}

/** Single bytes and 150 merges trained on the words of the corpus. */
function toyVocabulary(patterns: readonly string[], letters: readonly string[]) {
  const words = corpus.flatMap((text) => referenceSplit(wellFormed(text), patterns))
  const merges = trainedMerges(
    words.map((word) => Array.from(toByteLetters(word))),
    150,
  )
  const tokens = new Set([...letters, ...merges.map(([left, right]) => left + right)])
  const lines = merges.map((pair) => pair.join(' '))
  return {
    info: {
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.tokens': [...tokens],
      'tokenizer.ggml.merges': lines,
    },
    ranks: new Map(lines.map((line, rank) => [line, rank])),
  }
}
