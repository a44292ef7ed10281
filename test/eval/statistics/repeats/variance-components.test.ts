import { describe, expect, it } from 'vitest'
import { intraclassCorrelations } from '../../../../eval/statistics/agreement/icc.js'
import { varianceComponents } from '../../../../eval/statistics/repeats/variance-components.js'
import { drawsOf, valuesOfPatients } from '../simulated-patients.js'

const each = (rows: readonly (readonly (number | null)[])[]) =>
  rows.map((values, i) => ({ cluster: `p${i}`, values }))

describe('varianceComponents', () => {
  it('splits variance into instructions and repeats', () => {
    // Means 1, 3, 5 with variance 4; repeats of variance 2 each. Between: 4 - 2/2 = 3. Error now: 4/3.
    const found = varianceComponents(
      each([
        [0, 2],
        [2, 4],
        [4, 6],
      ]),
    )
    expect(found).toMatchObject({ instructions: 3, patients: 3, repeats: 2, mean: 3, reason: null })
    expect(found.betweenInstructions).toBeCloseTo(3, 12)
    expect(found.betweenRepeats).toBeCloseTo(2, 12)
    // (3 + 2/2) / 3 now; (3 + 2/4) / 3 with four repeats; 3/3 with endless ones; half of 4/3 with six instructions.
    const { now, twiceInstructions, twiceRepeats, endlessRepeats } = found.standardErrors!
    expect(now ** 2).toBeCloseTo(4 / 3, 12)
    expect(twiceRepeats ** 2).toBeCloseTo(3.5 / 3, 12)
    expect(endlessRepeats ** 2).toBeCloseTo(1, 12)
    expect(twiceInstructions ** 2).toBeCloseTo(2 / 3, 12)
    expect(found.repeatShare).toBeCloseTo(1 / 4, 12)
  })

  it('clusters the error by patient, but not the part of the repeats', () => {
    // Two instructions of one patient deviate by -2 and 0: their products add 0; both of -1 and 1: -2 in all.
    const rows = each([
      [0, 2],
      [2, 4],
      [4, 6],
    ]).map((row, i) => ({ ...row, cluster: i === 1 ? 'x' : 'y' }))
    const { standardErrors, repeatShare } = varianceComponents(rows)
    // 4/3 - 2 * 2 * 2 / 9 = 4/9.
    expect(standardErrors!.now ** 2).toBeCloseTo(4 / 9, 12)
    expect(repeatShare).toBeCloseTo(1 / 3 / (4 / 9), 12)
  })

  it('agrees with the analysis of variance: its ICC is ICC(1,1)', () => {
    const rows = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ]
    const { betweenInstructions: between, betweenRepeats: within } = varianceComponents(each(rows))
    expect(between! / (between! + within!)).toBeCloseTo(intraclassCorrelations(rows, 0.95)[0]!.value!, 12)
  })

  it('uses what is scored, and says why there is nothing', () => {
    // Means 1, 3 (one repeat): variance 2; within 2; mean of 1/K is (1/2 + 1) / 2. Between: 2 - 2 * 3/4 = 1/2.
    const found = varianceComponents(
      each([
        [0, 2],
        [3, null],
        [null, null],
      ]),
    )
    expect(found.instructions).toBe(2)
    expect(found.betweenInstructions).toBeCloseTo(1 / 2, 12)
    const none = { betweenInstructions: null, betweenRepeats: null, standardErrors: null }
    expect(varianceComponents(each([[1, 2]]))).toMatchObject({
      ...none,
      mean: 1.5,
      reason: 'fewer than 2 instructions are scored',
    })
    expect(varianceComponents(each([[1], [2, null]]))).toMatchObject({
      ...none,
      reason: 'no instruction has two scored repeats',
    })
  })

  it('finds known components of simulated data, and predicts the errors of other designs', () => {
    // Patients .5, instructions 1, repeats 2: between instructions 1.5.
    const { normal } = drawsOf(11)
    const draw = (patients: number, repeats: number) =>
      valuesOfPatients(patients, (count) => {
        const patient = Math.sqrt(0.5) * normal()
        return Array.from({ length: count }, () => patient + normal())
      }).map(({ cluster, value }) => ({
        cluster,
        values: Array.from({ length: repeats }, () => value + Math.sqrt(2) * normal()),
      }))
    const runs = Array.from({ length: 200 }, () => varianceComponents(draw(100, 3)))
    const average = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length
    expect(Math.abs(average(runs.map((one) => one.betweenRepeats!)) - 2)).toBeLessThan(0.02)
    expect(Math.abs(average(runs.map((one) => one.betweenInstructions!)) - 1.5)).toBeLessThan(0.04)
    // The predicted error is that of experiments really done so, within an eighth.
    const spread = (patients: number, repeats: number) => {
      const means = Array.from({ length: 200 }, () => varianceComponents(draw(patients, repeats)).mean!)
      const middle = average(means)
      return Math.sqrt(average(means.map((mean) => (mean - middle) ** 2)))
    }
    const predicted = (key: 'now' | 'twiceInstructions' | 'twiceRepeats') =>
      Math.sqrt(average(runs.map((one) => one.standardErrors![key] ** 2)))
    for (const [key, patients, repeats] of [
      ['now', 100, 3],
      ['twiceInstructions', 200, 3],
      ['twiceRepeats', 100, 6],
    ] as const)
      expect(Math.abs(predicted(key) / spread(patients, repeats) - 1), key).toBeLessThan(0.125)
  })
})
