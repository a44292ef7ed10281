import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkRecursive } from '../../../indexes/chunks/chunk-recursive.js'
import { chunkSentences } from '../../../indexes/chunks/chunk-sentences.js'
import { chunkTokens } from '../../../indexes/chunks/chunk-tokens.js'
import { words } from '../../../indexes/words/words.js'
import { indexSpecSchema } from '../../../pipeline/index/index-spec.js'

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

/** Texts that repeat themselves, with characters of two code units and white space that only some tools know as such. */
const repeating = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('a', 'a ', 'pain ', 'BP 130/80\n', '\n', '\n\n', ' ', '\t') },
      fc.constantFrom(
        '😀',
        '😀😀😀',
        '\u{20000}',
        '\u00a0',
        '\u3000',
        '\ufeff',
        '\u2028',
        '\r\n',
        '. ',
        '日本',
      ),
      fc.nat(40).map((n) => '😀'.repeat(n)),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))
const sizes = fc
  .record({ chunk: fc.integer({ min: 3, max: 60 }), share: fc.double({ min: 0, max: 0.9, noNaN: true }) })
  .map(({ chunk, share }) => ({ chunk, overlap: Math.floor(chunk * share) }))
const splitsPair = (text: string, at: number) =>
  /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at))

/** Every non-blank character is in a span; spans are in order, and none begins or ends inside a character. */
function expectCovered(text: string, spans: readonly (readonly [number, number])[]): void {
  const covered = new Uint8Array(text.length)
  expect(new Set(spans.map(String)).size).toBe(spans.length)
  let last = 0
  for (const [start, end] of spans) {
    expect(start).toBeGreaterThanOrEqual(last)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(text.length)
    expect([splitsPair(text, start), splitsPair(text, end)]).toEqual([false, false])
    expect(text.slice(start, end)).toMatch(/\S/)
    covered.fill(1, start, end)
    last = start
  }
  const lost = [...text.matchAll(/\S/g)].filter(({ index }) => covered[index] === 0)
  expect(lost.map(({ index }) => index)).toEqual([])
}

describe('every chunker', () => {
  it('has each non-blank character of a note in a chunk, and cuts none in two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(repeating, noteText), sizes, async (text, { chunk, overlap }) => {
        expectCovered(text, chunkSentences(text))
        expectCovered(text, chunkTokens(chunk, overlap, countWords)(text))
        expectCovered(text, await (await chunkRecursive(chunk, overlap))(text))
      }),
      { numRuns: 300 },
    )
  })
})

describe('chunkRecursive', () => {
  const piecesOf = async (text: string, chunk: number, overlap: number) => {
    const spans = await (await chunkRecursive(chunk, overlap))(text)
    return spans.map(([start, end]) => text.slice(start, end))
  }

  const once = (pieces: readonly string[]) => pieces.filter((piece, i) => piece !== pieces[i - 1])

  it("gives LangChain's own pieces where no character has two code units", async () => {
    await fc.assert(
      fc.asyncProperty(repeating, sizes, async (raw, { chunk, overlap }) => {
        const text = raw.replaceAll(/[\ud800-\udfff]/g, 'x')
        const splitter = new RecursiveCharacterTextSplitter({ chunkSize: chunk, chunkOverlap: overlap })
        const pieces = await splitter.splitText(text)
        expect(once(await piecesOf(text, chunk, overlap))).toEqual(once(pieces))
      }),
      { numRuns: 300 },
    )
  })

  it('finds pieces of lines that repeat where they were cut, not where their text stands first', async () => {
    const text = 'BP ok\n'.repeat(10)
    // By hand: six characters a line and ' BP ok' of it; two lines fit 12, and one of them (6) is the overlap.
    expect(await (await chunkRecursive(13, 6))(text)).toEqual(
      Array.from({ length: 9 }, (_, i) => [6 * i, 6 * i + 11]),
    )
  })

  it('keeps to its size, and cuts a run of emoji between them', async () => {
    const text = '😀'.repeat(700)
    const pieces = await piecesOf(text, 1000, 200)
    expect(pieces.map((piece) => piece.length)).toEqual([1000, 600])
    expect(pieces.every((piece) => /^(?:😀)+$/u.test(piece))).toBe(true)
  })
})

describe('the smallest recursive chunk', () => {
  it('holds a character of two code units', () => {
    const parse = (chunkChars: number) =>
      indexSpecSchema.safeParse({ chunk: 'recursive', chunkChars, overlapChars: 0 })
    expect([parse(2).success, parse(3).success]).toEqual([false, true])
  })
})
