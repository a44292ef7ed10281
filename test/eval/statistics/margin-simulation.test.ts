import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../eval/statistics/distributions/normal.js'
import { testAgainstMargin } from '../../../eval/statistics/paired/margin-decision.js'
import { signFlipTest } from '../../../eval/statistics/paired/sign-flips.js'
import { bootstrapMeans, type ClusteredValue } from '../../../eval/statistics/resampling/bootstrap.js'
import { drawsOf, isSlow, percent, report, SLOW, valuesOfPatients } from './simulated-patients.js'

/**
 * What non-inferiority, equivalence and the intervals promise for two arms with different budgets, a few tokens against the
 * window, on made-up experiments whose truth is known:
 *
 *   CHARTSIFT_SLOW=1 npx vitest run test/eval/statistics/margin-simulation.test.ts
 */
const title =
  'simulated contrasts across budgets (CHARTSIFT_SLOW=1 npx vitest run test/eval/statistics/margin-simulation.test.ts)'

const { normal } = drawsOf(20_261_201)

/**
 * How well both arms answer each item, as standard normal variables: patients differ, patients gain from a larger budget by
 * different amounts, items differ, and the rest is chance. .25 + .09 + .25 + .41 = 1.
 */
function abilities(patients: number, score: (few: number, whole: number) => number): ClusteredValue[] {
  return valuesOfPatients(patients, (count) => {
    const [patient, gain] = [0.5 * normal(), 0.3 * normal()]
    return Array.from({ length: count }, () => {
      const item = 0.5 * normal()
      const chance = () => Math.sqrt(0.41) * normal()
      return score(patient - gain + item + chance(), patient + gain + item + chance())
    })
  })
}

/** Right or wrong: with chance .55 at few tokens, and .65 at the window. */
const binary = (patients: number) =>
  abilities(patients, (few, whole) => Number(normalCdf(few) < 0.55) - Number(normalCdf(whole) < 0.65))
/** Skewed as token F1 is, most answers being poor: U^3 and U^2 of a uniform U have the means 1/4 and 1/3. */
const skewed = (patients: number) =>
  abilities(patients, (few, whole) => normalCdf(few) ** 3 - normalCdf(whole) ** 2)
/** Rarely right, and so very skewed: with chance .05 and .15. */
const rare = (patients: number) =>
  abilities(patients, (few, whole) => Number(normalCdf(few) < 0.05) - Number(normalCdf(whole) < 0.15))

const KINDS = [
  { name: 'binary', make: binary, truth: -0.1 },
  { name: 'skewed', make: skewed, truth: 1 / 4 - 1 / 3 },
  { name: 'rare', make: rare, truth: -0.1 },
] as const
/** Arms with the same mean, but not with the same distribution, as few tokens and the window may have. */
const NULLS = [
  {
    name: 'binary',
    make: (patients: number) =>
      abilities(patients, (few, whole) => Number(normalCdf(few) < 0.8) - Number(normalCdf(-whole) < 0.8)),
  },
  {
    name: 'skewed',
    make: (patients: number) =>
      abilities(patients, (few, whole) => (4 / 3) * normalCdf(few) ** 3 - normalCdf(whole) ** 2),
  },
] as const
/** From how many patients on the figures are to hold; below, what is printed tells by how much they fail. */
const HOLDS = 100
const ALPHA = 0.05
const AT_ONCE = 100
// The standard error of a share of 5% of 4,000 is .34%.
const EXPERIMENTS = 4_000

/** The true difference is -margin: whoever finds non-inferiority, or equivalence, errs. */
function atTheMargin({ make, truth }: (typeof KINDS)[number], patients: number) {
  const found = { nonInferior: 0, equivalent: 0, decided: 0, studentized: 0, bca: 0 }
  const margin = -truth
  for (let first = 0; first < EXPERIMENTS; first += AT_ONCE) {
    const columns = Array.from({ length: AT_ONCE }, () => make(patients))
    for (const [i, column] of columns.entries()) {
      const settings = { margin, level: 0.95, seed: first + i, resamples: 999 }
      const { pNonInferior, pEquivalent, decided, interval } = testAgainstMargin(column, settings)
      found.nonInferior += Number(pNonInferior! <= ALPHA)
      found.equivalent += Number(pEquivalent! <= ALPHA)
      found.decided += Number(decided!.isNonInferior)
      found.studentized += Number(interval!.low <= truth && truth <= interval!.high)
    }
    for (const { interval } of bootstrapMeans(columns, { seed: first, resamples: 2000, level: 0.95 }))
      found.bca += Number(interval!.low <= truth && truth <= interval!.high)
  }
  const share = (count: number) => count / EXPERIMENTS
  return {
    nonInferior: share(found.nonInferior),
    equivalent: share(found.equivalent),
    decided: share(found.decided),
    studentized: share(found.studentized),
    bca: share(found.bca),
  }
}

describe.skipIf(!isSlow)(title, () => {
  for (const patients of [20, 50, 100, 276])
    it.each(KINDS)(
      `${patients} patients, $name: non-inferiority and equivalence err in 5 +- 1%`,
      SLOW,
      (kind) => {
        const found = atTheMargin(kind, patients)
        report(
          `at the margin, ${patients} patients, ${kind.name}: type I error of non-inferiority ${percent(found.nonInferior)}, equivalence ${percent(found.equivalent)} at p <= .05; by the 95% interval ${percent(found.decided)}; coverage of bootstrap-t ${percent(found.studentized)}, BCa ${percent(found.bca)}`,
        )
        if (patients < HOLDS) return
        expect(Math.abs(found.nonInferior - ALPHA)).toBeLessThanOrEqual(0.01)
        // Few patients may be too few to show equivalence at all, so it may err less, never more.
        expect(found.equivalent).toBeLessThanOrEqual(ALPHA + 0.01)
        expect(Math.abs(found.studentized - 0.95)).toBeLessThanOrEqual(0.01)
      },
    )

  for (const patients of [20, 50, 100, 276])
    it.each(NULLS)(
      `${patients} patients, $name: equal means are told apart in 5 +- 1%`,
      SLOW,
      ({ name, make }) => {
        let [flips, studentized] = [0, 0]
        for (let seed = 0; seed < EXPERIMENTS; seed += 1) {
          const differences = make(patients)
          const { p } = signFlipTest(differences, { weighting: 'items', seed, draws: 999 })
          const settings = { margin: 1, level: 1 - ALPHA, seed, resamples: 999 }
          const { low, high } = testAgainstMargin(differences, settings).interval!
          flips += Number(p! <= ALPHA)
          studentized += Number(low > 0 || high < 0)
        }
        const [ofFlips, ofInterval] = [flips / EXPERIMENTS, studentized / EXPERIMENTS]
        report(
          `equal means, ${patients} patients, ${name}: type I error of sign flips ${percent(ofFlips)}, of the bootstrap-t interval ${percent(ofInterval)}`,
        )
        if (patients < HOLDS) return
        // Sign flips are conservative if many differences are 0.
        expect(ofFlips).toBeLessThanOrEqual(ALPHA + 0.01)
        expect(Math.abs(ofInterval - ALPHA)).toBeLessThanOrEqual(0.01)
      },
    )
})
