import { describe, expect, it } from 'vitest'
import type { Summary } from '../../../../eval/compare/summarise.js'
import type { DeclaredComparison } from '../../../../eval/compare/tested/comparison.js'
import { verdictOf } from '../../../../eval/report/verdict/verdict.js'
import { decideByMargin } from '../../../../eval/statistics/paired/margin-decision.js'

const primary: DeclaredComparison = {
  strategy: 'hybrid',
  baseline: 'recent',
  baselineBudget: 1000,
  budget: 1000,
  generator: 'extractive',
  measure: 'evidence-recall',
  n: 96,
  clusters: 130,
  mean: 0.123,
  interval: { low: 0.081, high: 0.162, method: 'bca' },
  intervalReason: null,
  wins: 50,
  ties: 40,
  losses: 6,
  exclusions: [],
  test: {
    p: null,
    isExact: false,
    reason: 'not made',
    mcNemar: null,
    effectSize: null,
    icc: null,
    designEffect: null,
    effectiveN: null,
  },
  family: 'primary',
  adjustedP: null,
  margin: null,
  byMargin: null,
  tokens: null,
}

const verdict = (change: Partial<DeclaredComparison>, around: Partial<Summary> = {}) =>
  verdictOf({
    instructions: 96,
    patients: 30,
    level: 0.95,
    resamples: 10_000,
    seed: 7,
    baseline: 'recent',
    cells: [],
    comparisons: [],
    secondary: [],
    intentionToTreat: null,
    detectable: null,
    margin: null,
    headline: { name: 'extractive', because: 'the only generator' },
    focus: { measure: 'evidence-recall', budget: 1000, generator: 'extractive' },
    matrix: [],
    primary: { ...primary, ...change },
    ...around,
  } satisfies Summary)

describe('the verdict', () => {
  it('states the difference with its interval and what it rests on', () => {
    expect(verdict({})).toBe(
      'At 1,000 tokens, hybrid finds 12.3 points more of the evidence than recent (95% interval 8.1 to 16.2, 96 instructions of 130 patients).',
    )
  })

  it('says less and lower where the baseline is better, and takes the scale of the measure', () => {
    expect(verdict({ mean: -0.05, interval: { low: -0.09, high: -0.01, method: 'bca' } })).toContain(
      'hybrid finds 5.0 points less of the evidence than recent (95% interval \u22129.0 to \u22121.0',
    )
    const chrf = { measure: 'chrf', mean: -5, interval: { low: -9, high: -1, method: 'bca' as const } }
    expect(verdict(chrf)).toContain('hybrid scores 5.0 points lower on chrf than recent')
  })

  it('claims nothing where the interval includes 0', () => {
    const open = { interval: { low: -0.01, high: 0.2, method: 'bca' as const } }
    expect(verdict(open)).toBe(
      'At 1,000 tokens, hybrid and recent cannot be told apart on evidence-recall: the difference is +12.3 points (95% interval \u22121.0 to 20.0, 96 instructions of 130 patients), and the interval includes 0.',
    )
  })

  it('warns where patients are few and where instructions are left out', () => {
    const exclusions = [{ instructionId: 'i1', reason: 'x', baselineReason: null }]
    expect(verdict({ clusters: 8, exclusions })).toMatch(
      / of 8 patients\)\. With only 8 patients, the interval is likely too narrow\. Left out: 1 instruction unscored in one arm or both\.$/,
    )
  })

  it('says that fewer than 6 patients show nothing', () => {
    expect(verdict({ clusters: 5 })).toContain(
      'With only 5 patients, even complete agreement could be chance',
    )
    expect(verdict({ clusters: 6 })).toContain('With only 6 patients, the interval is likely too narrow.')
  })

  it('decides nothing without an interval, without pairs, or without a primary comparison', () => {
    const none = { interval: null, intervalReason: 'fewer than 2 patients', clusters: 1, n: 5 }
    expect(verdict(none)).toBe(
      'At 1,000 tokens, the difference between hybrid and recent on evidence-recall is +12.3 points (5 instructions of 1 patient), but there is no interval: fewer than 2 patients. No conclusion can be drawn.',
    )
    expect(verdict({ ...none, mean: null, n: 0 })).toContain('no instruction is scored in both')
    expect(verdictOf({ primary: null } as Summary)).toContain('No primary comparison was declared')
  })

  it('tells the p, and that the interval alone is not enough', () => {
    const tested = (p: number) => ({ test: { ...primary.test, p } })
    expect(verdict(tested(0.0004))).toContain('8.1 to 16.2, p < 0.001 by sign flips over patients, 96 instr')
    expect(verdict(tested(0.0004))).not.toContain('does not confirm')
    expect(verdict(tested(0.0625))).toMatch(/p = 0\.063 .+ The test does not confirm the interval/)
  })

  it('says of an open difference what would have been found', () => {
    const open = { interval: { low: -0.01, high: 0.2, method: 'bca' as const } }
    expect(verdict(open, { detectable: 0.15 })).toContain(
      'can detect a difference of 15.0 points with 80% power.',
    )
    expect(verdict(open, { detectable: 1.01 })).toContain(
      'no difference can be detected with 80% power, however large.',
    )
  })

  it('is decided by the interval and a declared margin alone', () => {
    const sentence = (low: number, high: number, margin = 5) => {
      const interval = { low, high, method: 'bootstrap-t' as const }
      const mean = (low + high) / 2
      const decided = decideByMargin(interval, margin / 100)
      const byMargin = { n: 96, clusters: 130, margin: margin / 100, level: 0.95, mean, interval, decided }
      return verdict({
        margin,
        byMargin: { ...byMargin, pNonInferior: null, pEquivalent: null, reason: null },
      })
    }
    const basis = '96 instructions of 130 patients'
    expect(sentence(0.01, 0.03)).toBe(
      `At 1,000 tokens, hybrid is better than recent on evidence-recall, and so non-inferior by the declared margin of 5.0 points: the difference is +2.0 points (95% interval 1.0 to 3.0, ${basis}).`,
    )
    expect(sentence(-0.03, 0.03)).toContain(
      'hybrid is equivalent to recent on evidence-recall within the declared margin',
    )
    expect(sentence(-0.03, 0.07)).toContain(
      'hybrid is non-inferior to recent on evidence-recall by the declared margin of 5.0 points',
    )
    expect(sentence(-0.07, 0.07)).toContain(
      'hybrid and recent cannot be told apart on evidence-recall, and non-inferiority by the declared margin of 5.0 points is not shown',
    )
    expect(sentence(-0.2, -0.1)).toContain(
      'hybrid is worse than recent on evidence-recall, by more than the declared',
    )
    expect(sentence(-0.09, -0.01)).toContain('and the declared margin of 5.0 points is not excluded')
  })

  it('names each arm with its budget if they differ, and what one of them saves', () => {
    const tokens = { n: 96, own: 1290.4, baseline: 7190 }
    const window = { baselineBudget: 7796, baselineBudgetName: 'window' }
    expect(verdict({ ...window, tokens })).toBe(
      'hybrid at 1,000 tokens finds 12.3 points more of the evidence than recent at window (7,796 tokens) (95% interval 8.1 to 16.2, 96 instructions of 130 patients), and reads 5,900 fewer tokens per instruction (1,290 instead of 7,190).',
    )
    const cells = ['extractive', 'ollama:m'].map((generator) => ({ ...primary, generator, unscored: [] }))
    expect(verdict(window, { cells })).toMatch(/^Answered by extractive, hybrid at 1,000 tokens finds/)
  })

  it('sets intention to treat beside what both arms score', () => {
    const exclusions = [{ instructionId: 'i1', reason: 'timed out', baselineReason: null }]
    const treated = {
      ...primary,
      n: 97,
      mean: 0.11,
      interval: { low: 0.07, high: 0.15, method: 'bca' as const },
    }
    expect(verdict({ exclusions }, { intentionToTreat: treated })).toMatch(
      / in one arm or both\. If failures of one arm count as 0, the difference is \+11\.0 points \(7\.0 to 15\.0\)\.$/,
    )
  })

  it('names the generator where there are several', () => {
    const cells = ['extractive', 'ollama:m'].map((generator) => ({ ...primary, generator, unscored: [] }))
    expect(verdict({}, { cells })).toMatch(/^At 1,000 tokens, answered by extractive, hybrid finds/)
    expect(verdict({}, { cells: cells.slice(1) })).toMatch(/^At 1,000 tokens, hybrid finds/)
  })
})
