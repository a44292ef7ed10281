import { describe, expect, it } from 'vitest'
import { type RepeatedArm, repeatsOf } from '../../../../eval/compare/overall/repeats.js'

const SETTINGS = { seed: 1, resamples: 200, level: 0.95 }
const ARM = { strategy: 'bm25', budget: 100, generator: 'g' }

/** Two instructions per patient. */
const armOf = (
  values: readonly (readonly (number | null)[])[],
  grades: readonly (readonly (readonly number[])[])[] = [],
): RepeatedArm => ({
  arm: ARM,
  items: values.map((own, i) => ({
    cluster: `p${Math.floor(i / 2)}`,
    values: own,
    grades: grades[i] ?? [],
  })),
})

describe('repeatsOf', () => {
  it('gives agreement, variance and the A/A contrast of each arm', () => {
    const found = repeatsOf(
      'exact-match',
      [
        armOf([
          [1, 1],
          [1, 0],
          [0, 0],
          [0, 0],
        ]),
      ],
      SETTINGS,
    )!
    expect([found.measure, found.generator, found.repeats]).toEqual(['exact-match', 'g', 2])
    const [row] = found.rows
    // Three of four instructions agree.
    expect(row!.agreement).toMatchObject({ kind: 'share', pairs: { mean: 0.75 }, all: { mean: 0.75 } })
    // Within: (0 + 1/2 + 0 + 0) / 4. Means 1, 1/2, 0, 0 have variance 11/48; less half of the variance within.
    expect(row!.components.betweenRepeats).toBeCloseTo(1 / 8, 12)
    expect(row!.components.betweenInstructions).toBeCloseTo(11 / 48 - 1 / 16, 12)
    // Odd less even: 0, 1, 0, 0.
    expect(row!.aa.difference!.mean).toBe(0.25)
    expect(row!.judged).toBeNull()
  })

  it('splits the variance of grades if two judges graded', () => {
    const grades = [
      [
        [1, 2],
        [1, 2],
      ],
      [
        [3, 4],
        [3, 4],
      ],
      [
        [1, 2],
        [1, 2],
      ],
      [
        [3, 4],
        [3, 4],
      ],
    ]
    const values = grades.map((rows) => rows.map(([a, b]) => (a! + b!) / 2))
    const { judged } = repeatsOf('judge-accuracy', [armOf(values, grades)], SETTINGS)!.rows[0]!
    // Judges differ by 1 everywhere (variance 1/2), instructions by 2 (means 1.5, 3.5, 1.5, 3.5: variance 4/3), repeats not at all.
    expect(judged!.components).toMatchObject({ repeat: 0, instructionByJudge: 0, residual: 0 })
    expect(judged!.components!.judge).toBeCloseTo(1 / 2, 12)
    expect(judged!.components!.instruction).toBeCloseTo(4 / 3, 12)
  })

  it('is null without repeats', () => {
    expect(repeatsOf('exact-match', [], SETTINGS)).toBeNull()
    expect(repeatsOf('exact-match', [armOf([[1], [0]])], SETTINGS)).toBeNull()
  })
})
