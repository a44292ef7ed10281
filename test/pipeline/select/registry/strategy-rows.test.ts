import { describe, expect, it } from 'vitest'
import { namedStrategy } from '../../../../pipeline/select/named-strategy.js'
import {
  STRATEGIES,
  STRATEGY_NAMES,
  strategyRow,
} from '../../../../pipeline/select/registry/strategy-rows.js'
import { readTemplate } from '../../../../prompts/render-prompt.js'
import { behavesAsAStrategy } from '../../../retrievers/contract.js'

for (const row of STRATEGIES) behavesAsAStrategy(row)

describe('rows of strategies', () => {
  it('have names that mean one row, old ones too', () => {
    const all = STRATEGIES.flatMap(({ name, formerly }) => [
      name,
      ...(formerly === undefined ? [] : [formerly]),
    ])
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([])
    expect(strategyRow('sift-lexicon')).toBe(strategyRow('sift-no-lexicon'))
    expect(STRATEGY_NAMES).not.toContain('sift-lexicon')
    expect(strategyRow('toString')).toBeUndefined()
  })

  it('have a sentence each, and a reason where they refuse a modifier', () => {
    for (const { sentence, accepts } of STRATEGIES) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      if (accepts !== 'every modifier') expect(accepts.because).toMatch(/^[a-z].*[a-z]$/)
    }
  })

  it('rank collections only if they score passages', () => {
    const collection = STRATEGIES.filter((row) => row.collection)
    expect(collection.length).toBeGreaterThan(5)
    expect(new Set(collection.map(({ kind }) => kind))).toEqual(new Set(['ranks by scores']))
  })

  it('that ask a model need one, name prompts that exist, and have limits that grow with the budgets', async () => {
    for (const row of STRATEGIES) {
      if (row.kind !== 'asks a model') continue
      const setup = { seed: 7, factsOf: () => [], reranker: null }
      await expect(namedStrategy(row.name, setup)).rejects.toThrow('expected a model to ask')
      for (const prompt of row.prompts) expect(readTemplate(prompt)).not.toBe('')
      const limit = await row.limit()
      const [one, two] = [limit([500], 100), limit([500, 1000], 100)]
      expect(one.calls).toBeGreaterThanOrEqual(1)
      for (const key of ['calls', 'promptTokens', 'answerTokens'] as const)
        expect(two[key]).toBeGreaterThanOrEqual(one[key])
    }
  })
})
