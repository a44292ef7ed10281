import { describe, expect, it } from 'vitest'
import { signFlipTest } from '../../../eval/statistics/paired/sign-flips.js'
import { bootstrapMeans, type ClusteredValue } from '../../../eval/statistics/resampling/bootstrap.js'
import {
  drawsOf,
  EXPERIMENTS,
  isSlow,
  percent,
  report,
  SLOW,
  valuesOfPatients,
} from './simulated-patients.js'

/**
 * What the intervals and tests promise, on made-up experiments whose truth is known. Takes some minutes; all tests
 * draw from one stream, so that the figures are those of the whole file:
 *
 *   CHARTSIFT_SLOW=1 npx vitest run test/eval/statistics/simulation.test.ts
 */
const title =
  'simulated experiments (CHARTSIFT_SLOW=1 npx vitest run test/eval/statistics/simulation.test.ts)'

const { uniform, normal } = drawsOf(20_240_607)
const skewed = () => -Math.log(uniform()) - 1

const ICC = 0.3

type Draw = () => number

/** Differences of mean 0 and variance 1, correlated by ICC within a patient. */
function differences(clusters: number, draw: Draw): ClusteredValue[] {
  return valuesOfPatients(clusters, (count) => {
    const shared = Math.sqrt(ICC) * draw()
    return Array.from({ length: count }, () => shared + Math.sqrt(1 - ICC) * draw())
  })
}

/** Both arms answer right with the same chance, which their patient shares: differences of -1, 0 and 1. */
function binaryDifferences(clusters: number): ClusteredValue[] {
  return valuesOfPatients(clusters, (count) => {
    const chance = 0.2 + 0.6 * uniform()
    const answer = () => Number(uniform() < chance)
    return Array.from({ length: count }, () => answer() - answer())
  })
}

/** Shares of experiments that the test rejects at 5%, by its p and by its mid-p. */
function typeOneErrors(make: () => ClusteredValue[]): { p: number; pMid: number } {
  let [rejected, rejectedMid] = [0, 0]
  for (let i = 0; i < EXPERIMENTS; i += 1) {
    const found = signFlipTest(make(), { weighting: 'items', seed: i, draws: 999 })
    rejected += Number(found.p! <= 0.05)
    rejectedMid += Number(found.pMid! <= 0.05)
  }
  return { p: rejected / EXPERIMENTS, pMid: rejectedMid / EXPERIMENTS }
}

/** Share of experiments whose BCa interval of 95% holds the truth, 0. */
function coverage(clusters: number, make: (clusters: number) => ClusteredValue[]) {
  const AT_ONCE = 100
  let covered = 0
  for (let seed = 0; seed < EXPERIMENTS; seed += AT_ONCE) {
    const columns = Array.from({ length: AT_ONCE }, () => make(clusters))
    for (const { interval } of bootstrapMeans(columns, { seed, resamples: 2000, level: 0.95 }))
      covered += Number(interval!.low <= 0 && 0 <= interval!.high)
  }
  return covered / EXPERIMENTS
}

describe.skipIf(!isSlow)(title, () => {
  it.each([10, 20, 50, 100, 276])(
    'the sign-flip test errs in 5 +- 1% of normal nulls of %i patients',
    SLOW,
    (clusters) => {
      const { p } = typeOneErrors(() => differences(clusters, normal))
      report(`type I error, ${clusters} patients, normal: ${percent(p)}`)
      expect(Math.abs(p - 0.05)).toBeLessThanOrEqual(0.01)
    },
  )

  it.each([10, 20, 50, 100, 276])('and never in more of binary nulls of %i patients', SLOW, (clusters) => {
    const { p, pMid } = typeOneErrors(() => binaryDifferences(clusters))
    report(`type I error, ${clusters} patients, binary: ${percent(p)}, mid-p ${percent(pMid)}`)
    expect(p).toBeLessThanOrEqual(0.06)
  })

  const nulls = [
    ['normal', (clusters: number) => differences(clusters, normal)],
    ['skewed', (clusters: number) => differences(clusters, skewed)],
    ['binary', binaryDifferences],
  ] as const
  // From how many patients on the coverage is 95 +- 1%. Below, BCa is too short; what is printed tells by how much.
  const HOLDS = { normal: 100, skewed: 276, binary: 20 }
  for (const clusters of [10, 20, 30, 50, 100, 276])
    it.each(nulls)(`the interval of ${clusters} patients covers %s nulls`, SLOW, (name, make) => {
      const bca = coverage(clusters, make)
      report(`coverage, ${clusters} patients, ${name}: BCa ${percent(bca)}`)
      if (clusters >= HOLDS[name]) expect(Math.abs(bca - 0.95)).toBeLessThanOrEqual(0.01)
    })

  it('an A/A experiment has uniform p (Kolmogorov and Smirnov)', SLOW, () => {
    const arm = (clusters: number) => differences(clusters, normal)
    const p = Array.from({ length: 5000 }, (_, i) => {
      const [a, b] = [arm(60), arm(60)]
      const paired = a.map((one, at) => ({ cluster: one.cluster, value: one.value - b[at]!.value }))
      return signFlipTest(paired, { weighting: 'items', seed: i, draws: 9999 }).p!
    }).toSorted((x, y) => x - y)
    const distance = Math.max(
      ...p.map((value, i) => Math.max((i + 1) / p.length - value, value - i / p.length)),
    )
    report(`A/A: largest distance of ${p.length} p from uniform ${distance.toFixed(4)}`)
    // The 99% point of the Kolmogorov distribution is 1.628 / sqrt n.
    expect(distance).toBeLessThan(1.628 / Math.sqrt(p.length))
  })
})
