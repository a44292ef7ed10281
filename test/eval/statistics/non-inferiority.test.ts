import { describe, expect, it } from 'vitest'
import type { ClusteredValue } from '../../../eval/bootstrap.js'
import { nonInferiority } from '../../../eval/statistics/non-inferiority.js'

const settings = { seed: 3, resamples: 2000, level: 0.95 }
const column = (...clusters: number[][]): ClusteredValue[] =>
  clusters.flatMap((values, g) => values.map((value) => ({ cluster: `p${g}`, value })))

describe('nonInferiority', () => {
  // Differences between -.02 and .02: no resampled mean lies below -.02.
  const close = column([-0.02, 0.01], [0.02], [0], [0.01], [-0.01])

  it('holds where the interval stays above minus the margin', () => {
    const found = nonInferiority(close, 0.03, settings)
    expect(found).toMatchObject({ margin: 0.03, isNonInferior: true, n: 6, clusters: 5 })
    expect(found.interval!.low).toBeGreaterThanOrEqual(-0.02)
  })

  it('does not hold where the interval reaches beyond, though the mean does not', () => {
    const wide = column([-0.3], [0.3], [0.2], [-0.2], [0.1])
    expect(nonInferiority(wide, 0.05, settings)).toMatchObject({ isNonInferior: false })
  })

  it('is null without an interval, and refuses a margin that is not above 0', () => {
    expect(nonInferiority(column([0.1, 0.2]), 0.05, settings)).toMatchObject({
      isNonInferior: null,
      intervalReason: 'fewer than 2 patients',
    })
    expect(() => nonInferiority(close, 0, settings)).toThrow('expected a margin above 0, found 0')
  })
})
