import { describe, expect, it } from 'vitest'
import { BM25_DEFAULTS, BM25_OKAPI, Bm25Index } from '../../../indexes/words/bm25.js'
import { words } from '../../../indexes/words/words.js'

const texts = ['the cat sat', 'the dog sat on the cat', 'a bird'].map(words)

describe('Bm25Index', () => {
  it('scores by the published formula', () => {
    const scores = new Bm25Index(texts).scores(['cat'], 3, BM25_DEFAULTS)
    // N 3, df 2: idf = ln(1 + 1.5/2.5) = 0.470003629; lengths 3, 6, 2, mean 11/3.
    // text 0: 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 * 3/11)) = 2.2 / 2.036363636 = 1.080357143
    // text 1: 2.2 / (1 + 1.2 * (0.25 + 0.75 * 6 * 3/11)) = 2.2 / 2.772727273 = 0.793442623
    expect(scores[0]).toBeCloseTo(0.470003629 * 1.080357143, 8)
    expect(scores[1]).toBeCloseTo(0.470003629 * 0.793442623, 8)
    expect(scores[2]).toBe(0)
  })

  it("counts nothing that more than half of the texts hold in Okapi's variant", () => {
    const index = new Bm25Index(texts)
    expect([...index.scores(['cat'], 3, BM25_OKAPI)]).toEqual([0, 0, 0])
    // N 3, df 1: idf = ln(2.5/1.5); length 2, mean 11/3: norm 1.2 * (0.25 + 0.75 * 2 * 3/11).
    expect(index.scores(['bird'], 3, BM25_OKAPI)[2]).toBeCloseTo((Math.log(2.5 / 1.5) * 2.2) / 1.790909091, 8)
  })

  it('scores a group as the one text that its texts make', () => {
    const whole = new Bm25Index([[...texts[0]!, ...texts[2]!], texts[1]!])
    const scores = new Bm25Index(texts).groupScores(
      ['cat', 'bird'],
      Int32Array.of(0, 1, 0),
      2,
      3,
      BM25_DEFAULTS,
    )
    expect([...scores]).toEqual([...whole.scores(['cat', 'bird'], 2, BM25_DEFAULTS)])
  })

  it('takes its statistics from the visible texts alone', () => {
    const all = new Bm25Index(texts)
    const past = new Bm25Index(texts.slice(0, 2))
    expect([...all.scores(['cat', 'bird'], 2, BM25_DEFAULTS)]).toEqual([
      ...past.scores(['cat', 'bird'], 2, BM25_DEFAULTS),
    ])
    expect(all.ceiling(['cat', 'bird'], 2, BM25_DEFAULTS)).toBe(
      past.ceiling(['cat', 'bird'], 2, BM25_DEFAULTS),
    )
  })

  it('counts a repeated query term once and stays below its ceiling', () => {
    const index = new Bm25Index(texts)
    expect(index.scores(['cat', 'cat'], 3, BM25_DEFAULTS)).toEqual(index.scores(['cat'], 3, BM25_DEFAULTS))
    const ceiling = index.ceiling(['cat', 'sat'], 3, BM25_DEFAULTS)
    for (const score of index.scores(['cat', 'sat'], 3, BM25_DEFAULTS)) expect(score).toBeLessThan(ceiling)
  })

  it('answers an empty index, an empty query and no visible text with nothing', () => {
    expect(new Bm25Index([]).scores(['cat'], 0, BM25_DEFAULTS)).toHaveLength(0)
    expect([...new Bm25Index(texts).scores([], 3, BM25_DEFAULTS)]).toEqual([0, 0, 0])
    expect(new Bm25Index(texts).scores(['cat'], 0, BM25_DEFAULTS)).toHaveLength(0)
  })
})

describe('words', () => {
  it('keeps decimals whole and splits everything else', () => {
    expect(words("Pt's Hb 15.40 g/dL, K+ <3.5; naïve.")).toEqual([
      'pt',
      's',
      'hb',
      '15.40',
      'g',
      'dl',
      'k',
      '3.5',
      'naïve',
    ])
  })
})
