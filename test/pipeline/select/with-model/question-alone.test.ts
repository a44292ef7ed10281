import { describe, expect, it } from 'vitest'
import type { StrategyModel } from '../../../../generators/strategy-model.js'
import { hyde } from '../../../../pipeline/select/with-model/hyde.js'
import { multiQuery, wordingsIn } from '../../../../pipeline/select/with-model/multi-query.js'
import { readTemplate, renderPrompt } from '../../../../prompts/render-prompt.js'
import { bm25 } from '../../../../retrievers/strategies/lexical.js'
import type { Strategy } from '../../../../retrievers/strategy.js'
import { RecordView } from '../../../../retrievers/view/record-view.js'
import { CUT, fakeStrategyModel } from '../../../fixtures/fake-strategy-model.js'
import { ask, makeShard } from '../../../fixtures/make-shard.js'
import { anna } from '../../../fixtures/two-patients.js'
import { AS_OF, plainCounter } from '../../../retrievers/contract.js'

const RANK = bm25().rank!
/** No word of it stands in the record. */
const QUESTION = 'Which pills?'
const PROMPTS = {
  hyde: renderPrompt(readTemplate('hyde.txt'), { instruction: QUESTION }),
  'multi-query': renderPrompt(readTemplate('multi-query.txt'), { count: '4', instruction: QUESTION }),
}
const make = {
  hyde: (asking: StrategyModel) => hyde(RANK, asking),
  'multi-query': (asking: StrategyModel) => multiQuery(RANK, asking),
}

async function selected(strategy: Strategy, asOf: string | null) {
  const { shard } = await makeShard(anna, { cuts: [AS_OF] })
  return strategy.select(ask('anna', QUESTION, asOf), new RecordView(shard, asOf))
}

describe.each(['hyde', 'multi-query'] as const)('%s', (name) => {
  const answering = (text: string | null) => fakeStrategyModel(() => text, [12, 400], plainCounter)

  it('shows the model the instruction alone, once for all budgets, and looks for what it says', async () => {
    const asking = answering('1. Start metformin 500 mg twice daily.')
    const fill = await selected(make[name](asking), AS_OF)
    const contexts = [30, 400].map((tokens) => fill({ tokens, counter: plainCounter }))
    expect(asking.calls.map(({ prompt }) => prompt)).toEqual([PROMPTS[name]])
    expect(asking.calls[0]!.options.patientId).toBe('anna')
    expect(contexts[0]).toMatchObject({ text: expect.stringContaining('metformin') })
  })

  it('searches by an answer that the limit of tokens cut', async () => {
    const fill = await selected(make[name](answering(`Start metformin 500 mg.\nTwice da${CUT}`)), AS_OF)
    expect(fill({ tokens: 400, counter: plainCounter })).toMatchObject({
      text: expect.stringContaining('metformin'),
    })
  })

  it('sees nothing after the asOf, and keeps to the budget', async () => {
    const fill = await selected(
      make[name](answering('Metformin stopped because of diarrhoea. Glucose 210.')),
      AS_OF,
    )
    for (const tokens of [12, 400]) {
      const context = fill({ tokens, counter: plainCounter })
      if ('reason' in context) throw new Error(context.reason)
      expect(context.tokens).toBeLessThanOrEqual(tokens)
      expect(context.text).not.toMatch(/diarrhoea|210|infarct/)
    }
  })

  it('has a reason and no context where the model gives no answer', async () => {
    const fill = await selected(make[name](answering(null)), null)
    expect(fill({ tokens: 400, counter: plainCounter })).toEqual({
      reason: "the strategy's model: answer-cut: the answer was cut",
    })
  })

  it('lets other faults through', async () => {
    const broken = { ...answering('x'), ask: () => Promise.reject(new TypeError('a defect')) }
    await expect(selected(make[name](broken), null)).rejects.toThrow('a defect')
  })
})

describe('wordings', () => {
  it('are four lines at most, each once, without numbers and bullets', () => {
    expect(wordingsIn('1. a\n- b\n\n2) a\n* c\n• d\n3. e')).toEqual(['a', 'b', 'c', 'd'])
    expect(wordingsIn('5 mg of what?')).toEqual(['5 mg of what?'])
  })
})
