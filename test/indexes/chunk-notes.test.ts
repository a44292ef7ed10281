import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkRecursive } from '../../indexes/chunk-recursive.js'
import { chunkSentences } from '../../indexes/chunk-sentences.js'
import { chunkTokens } from '../../indexes/chunk-tokens.js'
import { words } from '../../indexes/words.js'

const NOTE = `# History
Seen by Dr. Hall for chest pain. No fever; BP 130/80.

PLAN:
1. Aspirin 81 mg daily
2. Return if worse!`

const countWords = (text: string) => words(text).length
const noteText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom('Plan:', '# A', 'pain', 'No fever.', '\n', '\n\n', ' ', '😀', 'x'.repeat(350), '3.5, '),
    )
    .map((parts) => parts.join(' ')),
)

describe('chunkSentences', () => {
  it('cuts at sentence ends and line ends, and joins a lone heading to what follows', () => {
    expect(chunkSentences(NOTE).map(([start, end]) => NOTE.slice(start, end))).toEqual([
      '# History\nSeen by Dr. Hall for chest pain.',
      'No fever; BP 130/80.',
      'PLAN:\n1. Aspirin 81 mg daily',
      '2. Return if worse!',
    ])
  })

  it('loses no visible character, overlaps nothing and splits no surrogate pair', () => {
    fc.assert(
      fc.property(noteText, (text) => {
        let covered = ''
        let last = 0
        for (const [start, end] of chunkSentences(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          covered += text.slice(start, end)
          last = end
        }
        const visible = (s: string) => s.replace(/[\s\u00a0]/g, '')
        expect(visible(covered)).toBe(visible(text))
      }),
    )
  })

  it('cuts long sentences near 320 characters', () => {
    const long = `${'word '.repeat(200)}end.`
    for (const [start, end] of chunkSentences(long)) expect(end - start).toBeLessThanOrEqual(320)
  })
})

describe('chunkTokens', () => {
  it('packs whole sentences up to the size, repeating the last ones where an overlap is asked for', () => {
    const text = 'one two. three four. five six. seven eight.'
    const plain = chunkTokens(4, 0, countWords)(text).map(([start, end]) => text.slice(start, end))
    expect(plain).toEqual(['one two. three four.', 'five six. seven eight.'])
    const overlapping = chunkTokens(4, 2, countWords)(text).map(([start, end]) => text.slice(start, end))
    expect(overlapping).toEqual(['one two. three four.', 'three four. five six.', 'five six. seven eight.'])
  })

  it('never exceeds its size but for a single longer sentence, and covers the text', () => {
    fc.assert(
      fc.property(noteText, fc.integer({ min: 1, max: 40 }), (text, size) => {
        const sentences = new Set(chunkSentences(text).map(String))
        for (const [start, end] of chunkTokens(size, 0, countWords)(text)) {
          const fits = countWords(text.slice(start, end)) <= size
          expect(fits || sentences.has(String([start, end]))).toBe(true)
        }
      }),
    )
  })
})

describe('chunkRecursive', () => {
  it("finds LangChain's pieces again in the note", async () => {
    const chunk = await chunkRecursive(60, 20)
    const text = `${NOTE}\n\n${NOTE}`
    const spans = await chunk(text)
    expect(spans.length).toBeGreaterThan(3)
    for (const [start, end] of spans) expect(end - start).toBeLessThanOrEqual(60)
    expect(spans.at(-1)![1]).toBe(text.length)
    expect(spans.map(([start]) => start)).toEqual([...spans.map(([start]) => start)].sort((a, b) => a - b))
  })
})
