import { describe, expect, it } from 'vitest'
import type { Comparison, Summary } from '../../eval/summarise.js'
import { directionOf, verdictOf } from '../../eval/verdict.js'

const primary: Comparison = {
  strategy: 'hybrid',
  baseline: 'recent',
  budget: 1000,
  generator: 'extractive',
  measure: 'evidence-recall',
  n: 96,
  clusters: 30,
  mean: 0.123,
  interval: { low: 0.081, high: 0.162, method: 'bca' },
  intervalReason: null,
  wins: 50,
  ties: 40,
  losses: 6,
  exclusions: [],
}

const verdict = (change: Partial<Comparison>) =>
  verdictOf({
    instructions: 96,
    patients: 30,
    level: 0.95,
    resamples: 10_000,
    seed: 7,
    baseline: 'recent',
    cells: [],
    comparisons: [],
    primary: { ...primary, ...change },
  } satisfies Summary)

describe('the verdict', () => {
  it('states the difference with its interval and what it rests on', () => {
    expect(verdict({})).toBe(
      'At 1,000 tokens, hybrid finds 12.3 points more of the evidence than recent (95 % interval 8.1 to 16.2, 96 instructions of 30 patients).',
    )
  })

  it('says less and lower where the baseline is better, and takes the scale of the measure', () => {
    expect(verdict({ mean: -0.05, interval: { low: -0.09, high: -0.01, method: 'bca' } })).toContain(
      'hybrid finds 5.0 points less of the evidence than recent (95 % interval \u22129.0 to \u22121.0',
    )
    const chrf = { measure: 'chrf', mean: -5, interval: { low: -9, high: -1, method: 'bca' as const } }
    expect(verdict(chrf)).toContain('hybrid scores 5.0 points lower on chrf than recent')
  })

  it('claims nothing where the interval includes 0', () => {
    const open = { interval: { low: -0.01, high: 0.2, method: 'bca' as const } }
    expect(verdict(open)).toBe(
      'At 1,000 tokens, hybrid and recent cannot be told apart on evidence-recall: the difference is +12.3 points (95 % interval \u22121.0 to 20.0, 96 instructions of 30 patients), and the interval includes 0.',
    )
    expect(directionOf({ ...primary, interval: { low: 0, high: 0.1, method: 'bca' } })).toBe('open')
  })

  it('warns where patients are few and where instructions are left out', () => {
    const exclusions = [{ instructionId: 'i1', reason: 'x', baselineReason: null }]
    expect(verdict({ clusters: 8, exclusions })).toMatch(
      / of 8 patients\)\. With only 8 patients the interval is likely too narrow\. Left out: 1 instruction unscored in one arm or both\.$/,
    )
  })

  it('says that fewer than 6 patients show nothing', () => {
    expect(verdict({ clusters: 5 })).toContain('With only 5 patients even complete agreement could be chance')
    expect(verdict({ clusters: 6 })).toContain('With only 6 patients the interval is likely too narrow.')
  })

  it('decides nothing without an interval, without pairs, or without a primary comparison', () => {
    const none = { interval: null, intervalReason: 'fewer than 2 patients', clusters: 1, n: 5 }
    expect(verdict(none)).toBe(
      'At 1,000 tokens, the difference of hybrid to recent on evidence-recall is +12.3 points (5 instructions of 1 patient), but there is no interval: fewer than 2 patients. It decides nothing.',
    )
    expect(verdict({ ...none, mean: null, n: 0 })).toContain('no instruction is scored in both')
    expect(verdictOf({ primary: null } as Summary)).toContain('No primary comparison was declared')
  })
})
