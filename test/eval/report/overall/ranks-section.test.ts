import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import type { ArmRanks } from '../../../../eval/compare/overall/arm-ranks.js'
import { percent, rankSentence } from '../../../../eval/report/overall/rank-sentence.js'
import { ranksSection } from '../../../../eval/report/overall/ranks-section.js'

const arm = (strategy: string, budget: number) => ({ strategy, budget, generator: 'g' })
const ranks = (first: number, best: boolean): ArmRanks => ({
  measure: 'token-f1',
  generator: 'g',
  arms: [
    { ...arm('sift', 1000), first, meanRank: 1.04 },
    { ...arm('recent', 1000), first: 1 - first, meanRank: 1.96 },
  ],
  best: best ? arm('sift', 1000) : null,
  n: 84,
  clusters: 20,
  resamples: 10_000,
  leftOut: [{ ...arm('oracle', 1000), reason: 'sees the judged evidence' }],
  reason: null,
})

describe('rankSentence', () => {
  it('calls an arm the best of all only if it is first in at least 95% of the resamples', () => {
    expect(rankSentence(ranks(0.96, true))).toBe(
      'sift at 1,000 tokens is the best of all arms on token-f1: first in 96% of the resamples over patients (2 arms, 84 instructions of 20 patients scored in all of them).',
    )
    expect(rankSentence(ranks(0.94, false))).toBe(
      'No arm is shown to be the best of all on token-f1: sift at 1,000 tokens is first most often, in 94% of the resamples over patients, and 95% are needed (2 arms, 84 instructions of 20 patients scored in all of them).',
    )
  })

  it('is null without ranks', () => {
    expect(rankSentence(null)).toBeNull()
    expect(
      rankSentence({ ...ranks(1, true), arms: [], best: null, reason: 'fewer than 2 patients' }),
    ).toBeNull()
  })
})

describe('percent', () => {
  it('rounds nothing to never, to always or up to what is needed', () => {
    expect([0, 0.0004, 0.1234, 0.9499, 0.95, 0.9996, 1].map(percent)).toEqual([
      '0%',
      '< 0.1%',
      '12.3%',
      '94.9%',
      '95%',
      '> 99.9%',
      '100%',
    ])
  })
})

describe('ranksSection', () => {
  it('has the sentence, a row for each arm and the arms that are not ranked', () => {
    const { document } = parseHTML(`<body>${ranksSection(ranks(0.96, true))!.body.markup}</body>`)
    expect([...document.querySelectorAll('tbody tr')].map((row) => row.textContent!.trim())).toEqual([
      'sift1,00096%1.0',
      'recent1,0004%2.0',
    ])
    const note = document.querySelector('p.soft')!.textContent
    expect(note).toContain(
      'This does not decide the primary comparison: its interval and its margin alone do.',
    )
    expect(note).toContain('Not ranked: oracle at 1,000 tokens sees the judged evidence.')
  })

  it('counts the arms that are never first instead of listing them', () => {
    const never = (strategy: string) => ({ ...arm(strategy, 250), first: 0, meanRank: 4 })
    const all = ['a', 'b', 'c'].map(never)
    const markup = (more: readonly ReturnType<typeof never>[]) => {
      const found = ranks(0.96, true)
      return ranksSection({ ...found, arms: [...found.arms, ...more] })!.body.markup
    }
    expect(markup(all)).toContain('The other 2 arms are never first.')
    expect(markup(all.slice(0, 2))).toContain('One more arm is never first.')
    expect(markup(all.slice(0, 1))).not.toContain('never first')
  })

  it('says why arms cannot be ranked, and is left out if there are none', () => {
    const found = { ...ranks(1, true), arms: [], best: null, reason: 'fewer than 2 patients' }
    expect(ranksSection(found)!.body.markup).toContain('Arms cannot be ranked: fewer than 2 patients.')
    expect(ranksSection(null)).toBeNull()
  })
})
