import { describe, expect, it } from 'vitest'
import { type JudgedRepeats, judgedVariance } from '../../../../eval/statistics/repeats/judge-components.js'
import { drawsOf } from '../simulated-patients.js'

const average = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length

/** Grades of random instructions, repeats and judges with known variances. */
function experiment(normal: () => number, [n, r, k]: readonly [number, number, number]): JudgedRepeats[] {
  const sd = {
    instruction: 1,
    repeat: Math.sqrt(0.5),
    judge: Math.sqrt(0.3),
    both: Math.sqrt(0.4),
    rest: Math.sqrt(0.2),
  }
  const judges = Array.from({ length: k }, () => sd.judge * normal())
  return Array.from({ length: n }, (_, i) => {
    const own = sd.instruction * normal()
    const both = judges.map((judge) => judge + sd.both * normal())
    const grades = Array.from({ length: r }, () => {
      const repeat = sd.repeat * normal()
      return both.map((judge) => own + judge + repeat + sd.rest * normal())
    })
    return { cluster: `p${i}`, grades }
  })
}

describe('judgedVariance', () => {
  it('splits variance by hand', () => {
    // Judge 2 is stricter by 1 everywhere; repeats differ by 2, instructions by 4; nothing interacts.
    const rows = [0, 4].map((base, i) => ({
      cluster: `p${i}`,
      grades: [base, base + 2].map((value) => [value, value - 1]),
    }))
    const found = judgedVariance(rows)
    expect(found).toMatchObject({ instructions: 2, left: 0, repeats: 2, judges: 2, reason: null })
    const { instruction, repeat, judge, instructionByJudge, residual } = found.components!
    // Repeats: variance 2. Judges: variance 1/2. Instruction means differ by 4: variance 8, less 2/2 of repeats.
    expect(repeat).toBeCloseTo(2, 12)
    expect(judge).toBeCloseTo(1 / 2, 12)
    expect(instruction).toBeCloseTo(7, 12)
    expect([instructionByJudge, residual]).toEqual([0, 0])
    // Now 8/2 + (1/2)/2. Twice: 4/2 + 1/4; 4 + 1/4 - (2/4)/2; 4 + 1/8.
    const errors = found.standardErrors!
    expect(errors.now ** 2).toBeCloseTo(4.25, 12)
    expect(errors.twiceInstructions ** 2).toBeCloseTo(2.25, 12)
    expect(errors.twiceRepeats ** 2).toBeCloseTo(4, 12)
    expect(errors.twiceJudges ** 2).toBeCloseTo(4.125, 12)
  })

  it('finds known components of simulated data', () => {
    const { normal } = drawsOf(12)
    const runs = Array.from({ length: 400 }, () => judgedVariance(experiment(normal, [40, 3, 4])).components!)
    const expected = { instruction: 1, repeat: 0.5, judge: 0.3, instructionByJudge: 0.4, residual: 0.2 }
    for (const [name, variance] of Object.entries(expected)) {
      const found = average(runs.map((one) => one[name as keyof typeof one]))
      // Judges are only four in each of 400 experiments: their variance has a standard error of .013.
      expect(Math.abs(found - variance), `${name} ${found}`).toBeLessThan(0.04)
    }
  })

  it('predicts the error of experiments with twice as many of one', () => {
    const { normal } = drawsOf(13)
    const errors = Array.from(
      { length: 400 },
      () => judgedVariance(experiment(normal, [20, 2, 3])).standardErrors!,
    )
    const spread = (shape: readonly [number, number, number]) => {
      const means = Array.from({ length: 500 }, () =>
        average(experiment(normal, shape).flatMap(({ grades }) => grades.flat() as number[])),
      )
      const middle = average(means)
      return average(means.map((mean) => (mean - middle) ** 2))
    }
    const shapes = {
      now: [20, 2, 3],
      twiceInstructions: [40, 2, 3],
      twiceRepeats: [20, 4, 3],
      twiceJudges: [20, 2, 6],
    }
    for (const [name, shape] of Object.entries(shapes)) {
      const predicted = average(errors.map((one) => one[name as keyof typeof one] ** 2))
      const found = spread(shape as [number, number, number])
      expect(Math.abs(predicted / found - 1), `${name} ${predicted} ${found}`).toBeLessThan(0.2)
    }
  })

  it('leaves out instructions without all grades, and says why there is nothing', () => {
    const rows = experiment(drawsOf(14).normal, [3, 2, 2])
    const missing = {
      cluster: 'm',
      grades: [
        [1, 2],
        [null, 1],
      ],
    }
    expect(judgedVariance([...rows, missing])).toMatchObject({ instructions: 3, left: 1 })
    const reason = (shape: readonly [number, number, number]) =>
      judgedVariance(experiment(drawsOf(15).normal, shape)).reason
    expect(reason([3, 2, 1])).toBe('fewer than 2 judges')
    expect(reason([3, 1, 2])).toBe('fewer than 2 repeats')
    expect(reason([1, 2, 2])).toMatch('fewer than 2 instructions have a grade')
    expect(judgedVariance([])).toMatchObject({ components: null, standardErrors: null, judges: 0 })
  })
})
