import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TokenCounter } from '../../../base/token-counter.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { countFenced } from '../../../prompts/fence.js'
import type { Passage } from '../../../retrievers/packing/context.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { writeTinyEncoder } from '../../fixtures/tiny-encoder.js'
import { anna } from '../../fixtures/two-patients.js'

let view: RecordView
beforeEach(async ({ onTestFinished }) => {
  view = new RecordView((await makeShard(anna, {}, onTestFinished)).shard, null)
})

const COUNTERS: readonly (readonly [string, () => Promise<TokenCounter>])[] = [
  ['cl100k', () => openTokenCounter('cl100k')],
  ['o200k', () => openTokenCounter('o200k')],
  ['approx', () => openTokenCounter('approx')],
  ['a tokenizer folder', () => openTokenCounter(writeTinyEncoder())],
  ['cl100k as fenced', async () => countFenced(await openTokenCounter('cl100k'))],
]

describe.each(COUNTERS)('packPassages with %s', (_, open) => {
  it('keeps to the budget by its own count of what it shows, and to the room that it has', async () => {
    const counter = await open()
    const orders = fc.shuffledSubarray(Array.from({ length: view.chunks.length }, (_chunk, i) => i))
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 400 }), (order, tokens) => {
        const ranked: Passage[] = order.map((i, at) => ({
          chunk: view.chunks[i]!,
          rank: at + 1,
          score: null,
        }))
        const context = packPassages(ranked, view, { tokens, counter })
        expect(context.tokens).toBe(counter.count(context.text))
        expect(context.tokens).toBeLessThanOrEqual(tokens)
        if (tokens === 0) expect(context.text).toBe('')
        // What was left out would not have gone in beside what stands there, but for a few tokens of estimates.
        for (const dropped of context.droppedFirst) {
          expect(context.tokens + dropped.tokens + HEADER).toBeGreaterThan(tokens - ESTIMATED)
        }
      }),
    )
  })
})

/** A header, its separator and a mark take at most this; estimates are off by at most that. */
const HEADER = 40
const ESTIMATED = 8
