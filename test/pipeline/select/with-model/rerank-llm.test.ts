import { describe, expect, it } from 'vitest'
import { rerankLlm } from '../../../../pipeline/select/with-model/rerank-llm.js'
import { countFenced } from '../../../../prompts/fence.js'
import { isUnfit } from '../../../../retrievers/packing/context.js'
import { bm25 } from '../../../../retrievers/strategies/lexical.js'
import { RecordView } from '../../../../retrievers/view/record-view.js'
import { passageText } from '../../../../retrievers/view/render-context.js'
import { fakeStrategyModel, recordIn } from '../../../fixtures/fake-strategy-model.js'
import { ask, makeShard } from '../../../fixtures/make-shard.js'
import { anna } from '../../../fixtures/two-patients.js'
import { AS_OF, plainCounter, QUESTION } from '../../../retrievers/contract.js'

const COUNTER = countFenced(plainCounter)
const RANK = bm25().rank!

/** As many of these scores as the prompt has passages. */
function scored(prompt: string, score: (text: string) => number): string {
  const texts = recordIn(prompt).split(/\n\n(?=\[\d+\] )/)
  return JSON.stringify({ scores: texts.map(score) })
}

async function selected(say: (prompt: string, number: number) => string | null, budgets: readonly number[]) {
  const asking = fakeStrategyModel(say, budgets, COUNTER)
  const { shard } = await makeShard(anna, { cuts: [AS_OF] })
  const view = new RecordView(shard, AS_OF)
  const instruction = ask('anna', QUESTION, AS_OF)
  const fill = await rerankLlm(RANK, asking).select(instruction, view)
  const ranked = await RANK(instruction, view)
  return { asking, ranked, contexts: budgets.map((tokens) => fill({ tokens, counter: COUNTER })) }
}

describe('rerank-llm', () => {
  it('puts first what the model scores highest, and reads no more at a time than the budget', async () => {
    const budgets = [25, 400]
    const { asking, ranked, contexts } = await selected(
      (prompt) => scored(prompt, (text) => (text.includes('metformin') ? 99 : 0)),
      budgets,
    )
    expect(ranked.length).toBeGreaterThan(2)
    const sizes = asking.calls.map(({ prompt }) => COUNTER.count(recordIn(prompt)))
    // All at once in 400 tokens: one call.
    expect(Math.max(...sizes.slice(0, -1))).toBeLessThanOrEqual(25)
    expect(asking.calls.at(-1)!.options.format).toMatchObject({
      properties: { scores: { minItems: ranked.length, maxItems: ranked.length } },
    })
    for (const { prompt } of asking.calls) expect(prompt).not.toMatch(/diarrhoea|210|infarct/)
    const [, all] = contexts
    if (isUnfit(all!)) throw new Error(all.reason)
    const first = all!.passages.find(({ rank }) => rank === 1)!
    // 99 is taken for the most there is.
    expect([first.text.includes('metformin'), first.score]).toEqual([true, 1])
    expect(asking.calls.length).toBeGreaterThan(1)
  })

  it('leaves the order as it was where all score the same', async () => {
    const { ranked, contexts } = await selected((prompt) => scored(prompt, () => 5), [400])
    const [all] = contexts
    if (isUnfit(all!)) throw new Error(all.reason)
    const places = [...all!.passages].sort((a, b) => a.rank - b.rank).map(({ start, time }) => [start, time])
    const before = ranked.map(({ chunk }) => [chunk.kind === 'note' ? chunk.start : null, chunk.time])
    expect(places).toEqual(before)
  })

  it('is not the ranking before it if no passage fits the budget, and says so', async () => {
    const { asking, ranked, contexts } = await selected(() => '', [4])
    expect(asking.calls).toEqual([])
    expect(contexts).toEqual([
      {
        reason: `nothing was reranked: none of the ${ranked.length} passages fits a budget of 4 tokens`,
      },
    ])
  })

  it('leaves out a passage that the budget cannot hold, and reads what follows it', async () => {
    const { shard } = await makeShard(anna, { cuts: [AS_OF] })
    const view = new RecordView(shard, AS_OF)
    const instruction = ask('anna', QUESTION, AS_OF)
    const prices = new Map<unknown, number>()
    const byPrice = async (...asked: Parameters<typeof RANK>) => {
      const ranked = await RANK(...asked)
      for (const { chunk } of ranked) prices.set(chunk, COUNTER.count(`[99] ${passageText(chunk, view)}\n\n`))
      return [...ranked].sort((a, b) => prices.get(b.chunk)! - prices.get(a.chunk)!)
    }
    const ranked = await byPrice(instruction, view)
    const all = ranked.map(({ chunk }) => prices.get(chunk)!)
    // The first and dearest passage does not fit, all others do.
    const budget = all[0]! - 1
    expect(all[1]!).toBeLessThanOrEqual(budget)
    const asking = fakeStrategyModel((prompt) => scored(prompt, () => 5), [budget], COUNTER)
    const fill = await rerankLlm(byPrice, asking).select(instruction, view)
    const read = asking.calls.map(({ prompt }) => recordIn(prompt)).join('\n\n')
    expect(read).not.toContain(passageText(ranked[0]!.chunk, view))
    for (const { chunk } of ranked.slice(1)) expect(read).toContain(passageText(chunk, view))
    const context = fill({ tokens: budget, counter: COUNTER })
    if (isUnfit(context)) throw new Error(context.reason)
    expect(context.passages.length).toBeGreaterThan(0)
    for (const { score } of context.passages) expect(score).toBe(0.5)
  })

  it.each([
    ['no', 'found no list'],
    ['{"scores": [1]}', 'found 1'],
    ['{"scores": ["high"]}', 'found no list'],
  ])('has a reason and no context for %s', async (text, found) => {
    const { contexts } = await selected(() => text, [400])
    expect(contexts).toMatchObject([
      {
        reason: expect.stringMatching(
          `the strategy's model: unparsable-answer: expected \\d+ scores of passages, ${found}`,
        ),
      },
    ])
  })

  it('has a reason where the model gives no answer', async () => {
    expect((await selected(() => null, [400])).contexts).toEqual([
      { reason: "the strategy's model: answer-cut: the answer was cut" },
    ])
  })
})
