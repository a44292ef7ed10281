import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chunk, noteChunk } from '../../../indexes/chunks/chunk.js'
import { sentenceWindows, windowNorms } from '../../../indexes/chunks/sentence-windows.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

function chunksOf(...notes: readonly number[]): Chunk[] {
  return notes.flatMap((sentences, n) =>
    Array.from({ length: sentences }, (_, s) =>
      noteChunk(
        { documentId: `note:${n}`, time: `2020-01-0${n + 1} 00:00:00`, type: 'note' },
        s * 10,
        s * 10 + 9,
      ),
    ),
  )
}
const ranges = ({ first, last }: { first: Int32Array; last: Int32Array }) =>
  [...first].map((from, i) => [from, last[i]])

describe('sentenceWindows', () => {
  it('takes sentences from both sides in turn, the left one first, within the note', () => {
    const tokens = Int32Array.of(2, 2, 2, 2, 2, 2, 2)
    // Notes of five and two sentences; six tokens hold three sentences.
    expect(ranges(sentenceWindows(chunksOf(5, 2), tokens, 6))).toEqual([
      [0, 2],
      [0, 2],
      [1, 3],
      [2, 4],
      [2, 4],
      [5, 6],
      [5, 6],
    ])
  })

  it('stops at the first sentence that does not fit', () => {
    expect(ranges(sentenceWindows(chunksOf(3), Int32Array.of(50, 2, 2), 10))).toEqual([
      [0, 0],
      [1, 1],
      [1, 2],
    ])
  })

  it('holds its sentence and, beyond it alone, never more than its tokens', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 64 }),
        (lengths, most) => {
          const tokens = Int32Array.from(lengths)
          for (const [i, [from, to]] of ranges(
            sentenceWindows(chunksOf(lengths.length), tokens, most),
          ).entries()) {
            expect(from! <= i && i <= to!).toBe(true)
            const size = lengths.slice(from, to! + 1).reduce((sum, length) => sum + length, 0)
            if (from !== to) expect(size).toBeLessThanOrEqual(most)
          }
        },
      ),
    )
  })
})

describe('scores at two scales', () => {
  it('are half the cosine of the sentence, half that of the token-weighted mean of its window', async () => {
    const { shard } = await makeShard(anna, { unit: { chunk: 'sentence', windowTokens: 12 } })
    const { shard: plain } = await makeShard(anna, { unit: { chunk: 'sentence', windowTokens: 0 } })
    const query = await shard.embedQuery('metformin stopped')
    const n = shard.chunks.length
    const own = plain.vectors.scores(query, n)
    const both = shard.vectors.scores(query, n)
    // Note 4: 'Metformin stopped because of diarrhoea.' (5 words) and 'Glucose 210.' (2): one window of seven.
    const [a, b] = shard.chunks.flatMap((chunk, i) =>
      chunk.kind === 'note' && chunk.documentId === 'note:4' ? [i] : [],
    )
    const [first, second] = await fakeEmbedder().embed(
      ['Metformin stopped because of diarrhoea.', 'Glucose 210.'],
      'passage',
    )
    const sum = Array.from(first!, (value, d) => 5 * value + 2 * second![d]!)
    const window = sum.reduce((dot, value, d) => dot + value * query[d]!, 0) / Math.hypot(...sum)
    expect(both[a!]).toBeCloseTo((own[a!]! + window) / 2, 6)
    expect(both[b!]).toBeCloseTo((own[b!]! + window) / 2, 6)
    expect(shard.vectors.nearest(query, 3, n)[a!]).toBe(both[a!])
  })

  it('are the same before and after what follows later', async () => {
    const { shard } = await makeShard(anna, { unit: { chunk: 'sentence', windowTokens: 12 } })
    const query = await shard.embedQuery('metformin stopped')
    const visible = new RecordView(shard, '2020-03-01 09:00:00').chunks.length
    const all = shard.vectors.scores(query, shard.chunks.length)
    expect([...shard.vectors.scores(query, visible)]).toEqual([...all.slice(0, visible)])
  })
})

describe('windowNorms', () => {
  it('are the lengths of the sums of each window, computed separately', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 9 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 0, max: 64 }),
        fc.integer({ min: 0, max: 1000 }),
        (notes, most, seed) => {
          const tokens = Int32Array.from(notes.flat())
          const windows = sentenceWindows(chunksOf(...notes.map(({ length }) => length)), tokens, most)
          // Every third text stands in the matrix already.
          const rows = Int32Array.from(tokens, (_, i) => i - (i % 3))
          const matrix = Float32Array.from({ length: 2 * tokens.length }, (_, i) => Math.sin(seed + i))
          const norms = windowNorms(windows, { rows, tokens, matrix, dimensions: 2 })
          for (const [i, [from, to]] of ranges(windows).entries()) {
            const sum = [0, 0]
            for (let p = from!; p <= to!; p++)
              for (let d = 0; d < 2; d++) sum[d]! += tokens[p]! * matrix[2 * rows[p]! + d]!
            expect(norms[i]).toBeCloseTo(Math.hypot(...sum), 6)
          }
        },
      ),
    )
  })
})
