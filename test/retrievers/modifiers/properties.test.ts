import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { namedStrategy } from '../../../pipeline/select/named-strategy.js'
import { MODIFIER_NAMES } from '../../../pipeline/select/registry/modifier-rows.js'
import { STRATEGIES } from '../../../pipeline/select/registry/strategy-rows.js'
import { isStrategyName } from '../../../pipeline/select/strategy-name.js'
import { mmr } from '../../../retrievers/modifiers/mmr.js'
import { quota } from '../../../retrievers/modifiers/quota.js'
import { recency } from '../../../retrievers/modifiers/recency.js'
import { isUnfit } from '../../../retrievers/packing/context.js'
import type { Scored } from '../../../retrievers/strategy.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { passageText } from '../../../retrievers/view/render-context.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { AS_OF, plainCounter, QUESTION } from '../contract.js'

const words = {
  name: 'words',
  hash: 'x',
  score: async (_: string, texts: readonly string[]) =>
    Float64Array.from(texts, (text) => plainCounter.count(text) - 20),
}
const context = { seed: 7, factsOf: () => [], reranker: words }

let views: RecordView[]
beforeEach(async ({ onTestFinished }) => {
  views = []
  for (const events of ['day', 'series'] as const) {
    const { shard } = await makeShard(anna, { events, cuts: [AS_OF] }, onTestFinished)
    views.push(new RecordView(shard, null), new RecordView(shard, AS_OF))
  }
})

/** Every strategy that accepts modifiers, but the oracle: nobody judged anything here. */
const MODIFIED = STRATEGIES.filter(
  ({ kind, accepts }) =>
    kind !== 'needs evidence' && (accepts === 'every modifier' || accepts.upTo !== 'nothing'),
).map(({ name }) => name)
const names = fc
  .tuple(fc.constantFrom(...MODIFIED), fc.shuffledSubarray([...MODIFIER_NAMES], { maxLength: 5 }))
  .map(([base, modifiers]) => [base, ...modifiers].join('+'))
  .filter(isStrategyName)
const view = fc.nat({ max: 3 }).map((i) => () => views[i]!)

describe('any strategy with any modifiers', () => {
  it('keeps the budget, the view and the ranks, and does the same twice', async () => {
    const own = new Set([...anna.notes, ...anna.events].map(({ documentId }) => documentId))
    await fc.assert(
      fc.asyncProperty(names, view, fc.integer({ min: 0, max: 200 }), async (name, viewOf, tokens) => {
        const { asOf } = viewOf()
        const strategy = await namedStrategy(name, context)
        expect(strategy.name).toBe(name)
        const fill = await strategy.select(ask('anna', QUESTION, asOf), viewOf())
        const [one, again] = [0, 1].map(() => fill({ tokens, counter: plainCounter }))
        expect(again).toEqual(one)
        if (one === undefined || isUnfit(one)) throw new Error('unfit')
        expect(one.tokens).toBeLessThanOrEqual(tokens)
        expect(one.tokens).toBe(one.text === '' ? 0 : plainCounter.count(one.text))
        expect(one.truncated).toBeLessThanOrEqual(name.includes('+cut') ? 1 : 0)
        for (const { documentIds, time } of one.passages) {
          for (const id of documentIds) expect(own).toContain(id)
          if (asOf !== null) expect(time !== null && time <= asOf).toBe(true)
        }
        const all = fill({ tokens: 10_000, counter: plainCounter })
        if (isUnfit(all)) throw new Error('unfit')
        expect(all.passages.map(({ rank }) => rank)).toEqual(all.passages.map((_, i) => i + 1))
        expect(one.passages.length + one.dropped).toBe(all.passages.length)
        const scores = all.passages.flatMap(({ score }) => score ?? [])
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
        const made = await namedStrategy(name, context)
        const second = await made.select(ask('anna', QUESTION, asOf), viewOf())
        expect(second({ tokens, counter: plainCounter })).toEqual(one)
      }),
      { numRuns: 120, seed: 7 },
    )
  })
})

const ranking = fc
  .tuple(view, fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 5, maxLength: 5 }))
  .map(([viewOf, values]) => (): { at: RecordView; ranked: Scored[] } => {
    const at = viewOf()
    const scores = [...values].sort((a, b) => b - a)
    const ranked = at.chunks.map((chunk, i) => ({ chunk, score: scores[i] ?? scores[4]! / (i + 1) }))
    return { at, ranked }
  })
const idsOf = (ranked: readonly Scored[]) => ranked.map(({ chunk }) => chunk.chunkId)

describe('one modifier', () => {
  it('mmr with lambda 1 keeps the order, and with any lambda the passages', async () => {
    await fc.assert(
      fc.asyncProperty(ranking, fc.double({ min: 0, max: 1, noNaN: true }), async (make, lambda) => {
        const { at, ranked } = make()
        expect(idsOf(await mmr(1)(ranked, ask('anna', 'x'), at))).toEqual(idsOf(ranked))
        const other = await mmr(lambda)(ranked, ask('anna', 'x'), at)
        expect([...idsOf(other)].sort()).toEqual([...idsOf(ranked)].sort())
        const scores = other.map(({ score }) => score!)
        for (const score of scores) expect(score).toBeGreaterThanOrEqual(0)
        expect(scores).toEqual([...scores].sort((a, b) => b - a))
      }),
      { seed: 7 },
    )
  })

  it('recency keeps the order of what has one time', async () => {
    await fc.assert(
      fc.asyncProperty(ranking, fc.integer({ min: 1, max: 1000 }), async (make, halfLife) => {
        const { at, ranked } = make()
        const sameTime = ranked.filter(
          ({ chunk }) => chunk.kind === 'note' && chunk.time === '2020-03-01 09:00:00',
        )
        // Equal scores stand by chunkId, as every ranking has them.
        const distinct = sameTime.filter(({ score }, i) => i === 0 || score !== sameTime[i - 1]!.score)
        const modified = await recency(halfLife)(distinct, ask('anna', 'x'), at)
        expect(idsOf(modified)).toEqual(idsOf(distinct))
      }),
      { seed: 7 },
    )
  })

  it('quota holds to within one passage as long as there are notes and events', async () => {
    await fc.assert(
      fc.asyncProperty(ranking, fc.double({ min: 0, max: 1, noNaN: true }), async (make, share) => {
        const { at, ranked } = make()
        const order = await quota(share)(ranked, ask('anna', 'x'), at)
        expect([...idsOf(order)].sort()).toEqual([...idsOf(ranked)].sort())
        const left = { note: 0, events: 0 }
        for (const { chunk } of order) left[chunk.kind]++
        let [ofNotes, total, longest] = [0, 0, 0]
        for (const { chunk } of order) {
          if (left.note === 0 || left.events === 0) break
          const { length } = passageText(chunk, at)
          left[chunk.kind]--
          longest = Math.max(longest, length)
          total += length
          if (chunk.kind === 'note') ofNotes += length
          expect(Math.abs(ofNotes - share * total)).toBeLessThanOrEqual(longest + 1e-9)
        }
      }),
      { seed: 7 },
    )
  })
})
