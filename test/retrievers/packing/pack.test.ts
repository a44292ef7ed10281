import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Chunk } from '../../../indexes/chunks/chunk.js'
import { renderDay, renderSeries } from '../../../indexes/chunks/render-events.js'
import type { Passage } from '../../../retrievers/packing/context.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { plainCounter } from '../contract.js'

let view: RecordView
beforeEach(async ({ onTestFinished }) => {
  view = new RecordView((await makeShard(anna, {}, onTestFinished)).shard, null)
})

const ranked = (chunks: readonly Chunk[]): Passage[] =>
  chunks.map((chunk, i) => ({ chunk, rank: i + 1, score: 1 / (i + 1) }))
const pack = (chunks: readonly Chunk[], tokens: number) =>
  packPassages(ranked(chunks), view, { tokens, counter: plainCounter })

describe('packPassages', () => {
  it('keeps its promises for any order of passages and any budget', () => {
    const orders = fc.shuffledSubarray(Array.from({ length: view.chunks.length }, (_, i) => i))
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 250 }), (order, tokens) => {
        const chunks = order.map((i) => view.chunks[i]!)
        const context = pack(chunks, tokens)
        expect(context.tokens).toBeLessThanOrEqual(tokens)
        expect(context.tokens).toBe(context.text === '' ? 0 : plainCounter.count(context.text))
        expect(context.passages.length + context.dropped).toBe(chunks.length)
        expect(context.droppedFirst).toHaveLength(Math.min(10, context.dropped))
        const dropped = context.droppedFirst.map(({ rank }) => rank)
        expect(dropped).toEqual(
          chunks
            .map((_, i) => i + 1)
            .filter((rank) => !context.passages.some((passage) => passage.rank === rank))
            .slice(0, 10),
        )
        expect(context.truncated).toBe(0)
        for (const { text, kind } of context.passages)
          if (kind === 'note') expect(context.text).toContain(text)
        // A passage of events is what its positions in the record render to.
        for (const { text, events } of context.passages) {
          const shown = events?.positions.map((position) => view.event(position)) ?? []
          if (events !== undefined)
            expect(text).toBe(events.form === 'day' ? renderDay(shown) : renderSeries(shown))
        }
        const ranks = context.passages.map(({ rank }) => rank)
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
        expect(new Set(context.passages.map(({ label }) => label)).size).toBe(
          (context.text.match(/^\[\d+\] /gm) ?? []).length,
        )
      }),
    )
  })

  it('holds at least what a smaller budget holds of the first passage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (tokens) => {
        const [first] = view.chunks
        const alone = pack([first!], tokens)
        expect(pack([first!], tokens + 1).passages.length).toBeGreaterThanOrEqual(alone.passages.length)
      }),
    )
  })

  it('skips a passage that does not fit and tries the next one', () => {
    const long = view.chunks.find(({ chunkId }) => chunkId.startsWith('note:3'))!
    const short = view.chunks.find(({ chunkId }) => chunkId.startsWith('note:5'))!
    // '[1] undated note' and 'Undated scan: old infarct.' with its line end and separator.
    const context = pack([long, short], 16)
    expect(context.passages.map(({ rank }) => rank)).toEqual([2])
    expect(context.dropped).toBe(1)
  })

  it('joins neighbours of one note under one header and marks a gap', () => {
    const ofNote = view.chunks.filter((chunk) => chunk.kind === 'note' && chunk.documentId === 'note:3')
    expect(ofNote).toHaveLength(2)
    expect(pack(ofNote, 100).text).toBe(`[1] 2020-03-01 09:00 nursing note\n${anna.notes[2]!.text}`)
    const [first, , third] = view.chunks.filter(
      (chunk) => chunk.kind === 'note' && chunk.documentId === 'note:1',
    )
    expect(pack([third!, first!], 100).text).toMatch(
      /^\[1\] 2019-03-01 09:00 progress note\nFamily history: .*\n…\nPlan:/s,
    )
  })

  it('shows documents in time order whatever their rank', () => {
    const text = pack([...view.chunks].reverse(), 500).text
    const dates = [...text.matchAll(/^\[\d+\] (\S+)/gm)].map(([, date]) => date!)
    expect(dates).toEqual([...dates].sort())
    expect(dates.length).toBeGreaterThan(5)
  })
})
