import { describe, expect, it } from 'vitest'
import { namedStrategy, openReranker } from '../../../pipeline/select/named-strategy.js'
import { MODIFIER_NAMES } from '../../../pipeline/select/registry/modifier-rows.js'
import { STRATEGIES } from '../../../pipeline/select/registry/strategy-rows.js'
import {
  isStrategyName,
  modifiersOf,
  readStrategyName,
  withCut,
} from '../../../pipeline/select/strategy-name.js'

const problemOf = (name: string) => {
  const spec = readStrategyName(name)
  return 'problem' in spec ? spec.problem : 'none'
}
const reranker = { name: 'r', hash: 'h', score: async () => new Float64Array() }

describe('readStrategyName', () => {
  it('reads a base and its modifiers, in their order and with their values', () => {
    expect(readStrategyName('sift')).toMatchObject({ base: { name: 'sift' }, modifiers: [] })
    expect(readStrategyName('hybrid+mmr=0.5+recency+cut')).toMatchObject({
      base: { name: 'hybrid' },
      modifiers: [
        { row: { name: 'mmr' }, value: 0.5 },
        { row: { name: 'recency' }, value: 365 },
        { row: { name: 'cut' }, value: 0 },
      ],
    })
  })

  it.each([
    ['bm26', /^unknown strategy 'bm26': did you mean 'bm25'\?/],
    ['', /^unknown strategy ''; known are none, /],
    ['hybrid+foo', /^unknown modifier 'foo'; known are mmr, recency, .*cut \(in 'hybrid\+foo'\)$/],
    ['hybrid+', /^unknown modifier ''; known are/],
    ['hybrid+toString', /^unknown modifier 'toString'/],
    ['hybrid+mmr=2', /^expected 'mmr' or 'mmr=N' with a number from 0 to 1, found 'mmr=2'/],
    ['hybrid+mmr=', /found 'mmr='/],
    ['hybrid+mmr=1=1', /found 'mmr=1=1'/],
    ['hybrid+mmr=-1', /found 'mmr=-1'/],
    ['hybrid+neighbours=1.5', /'neighbours=N' with a whole number from 1 to 20, found 'neighbours=1.5'/],
    ['hybrid+cut=3', /^'cut' takes no value, found 'cut=3'/],
    ['hybrid+cut+cut', /^'cut' is listed twice/],
    [
      'hybrid+by-relevance+best-at-ends',
      /^expected one presentation, found 'by-relevance' and 'best-at-ends'/,
    ],
    ['hybrid+quota+recency', /^'recency' needs scores and 'quota' leaves none: expected 'recency' before it/],
    ['random+mmr', /^'random' cannot take 'mmr': it gives an order and no scores; it takes dedup, rerank, /],
    [
      'recent+parent',
      /^'recent' cannot take 'parent': it takes whole documents by time; it takes dedup, quota, /,
    ],
    ['none+cut', /^'none' cannot take 'cut': it shows nothing; it takes no modifier/],
    ['recent-tokens+cut', /^'recent-tokens' cannot take 'cut': it shows the end of the raw XML/],
    ['oracle+mmr', /^'oracle' cannot take 'mmr': it is the upper bound/],
  ])('says what is wrong with %s', (name, problem) => {
    expect(problemOf(name)).toMatch(problem)
  })

  it('lets a reranker give new scores', () => {
    expect(problemOf('hybrid+quota+rerank+recency')).toBe('none')
  })

  it('lets what ranks passages by scores take every modifier, alone', async () => {
    const free = STRATEGIES.filter(({ accepts }) => accepts === 'every modifier').map(({ name }) => name)
    expect(free).toEqual(expect.arrayContaining(['bm25', 'dense', 'hybrid-rrf', 'sift', 'sift-no-series']))
    for (const base of free)
      for (const modifier of MODIFIER_NAMES) {
        const name = `${base}+${modifier}`
        expect(problemOf(name)).toBe('none')
        const strategy = await namedStrategy(name, { seed: 7, factsOf: () => [], reranker })
        expect(strategy.name).toBe(name)
      }
  })

  it('says yes to nothing that is no name', () => {
    expect([undefined, 7, {}, 'sift+x'].map(isStrategyName)).toEqual([false, false, false, false])
    expect(modifiersOf('sift+x')).toEqual([])
  })
})

describe('withCut', () => {
  it('cuts what can be cut and is not', () => {
    expect(withCut(['none', 'recent', 'bm25+cut', 'hybrid+mmr', 'recent-tokens', 'full'])).toEqual([
      'none',
      'recent+cut',
      'bm25+cut',
      'hybrid+mmr+cut',
      'recent-tokens',
      'full',
    ])
  })
})

describe('openReranker', () => {
  it('opens none where no strategy asks for one, and wants a folder where one does', async () => {
    expect(await openReranker(['sift+mmr'], '/nowhere')).toBe(null)
    await expect(openReranker(['sift', 'sift+rerank=10'], null)).rejects.toThrow(
      "'sift+rerank=10' needs a cross-encoder: expected its folder as --reranker FOLDER",
    )
  })
})
