import { describe, expect, it } from 'vitest'
import { intraclassCorrelations } from '../../../../eval/statistics/agreement/icc.js'
import { repeatAgreement } from '../../../../eval/statistics/repeats/repeat-agreement.js'

const settings = { seed: 1, resamples: 500, level: 0.95 }
const each = (rows: readonly (readonly (number | null)[])[]) =>
  rows.map((values, i) => ({ cluster: `p${i}`, values }))

describe('repeatAgreement', () => {
  it('is a share for values of 0 and 1', () => {
    // 1 1 1: three of three pairs; 1 1 0: one of three; 0 0 (one unscored): one of one; the last has one repeat.
    const found = repeatAgreement(
      each([
        [1, 1, 1],
        [1, 1, 0],
        [0, null, 0],
        [1, null, null],
      ]),
      settings,
    )
    if (found.kind !== 'share') throw new Error(found.kind)
    expect(found.pairs.mean).toBeCloseTo((1 + 1 / 3 + 1) / 3, 12)
    expect(found.all.mean).toBeCloseTo(2 / 3, 12)
    expect([found.pairs.n, found.pairs.clusters]).toEqual([3, 3])
    expect(found.pairs.interval).not.toBeNull()
  })

  it('is ICC(1,1) for other values, with an interval over patients', () => {
    const rows = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ]
    const found = repeatAgreement(each(rows), settings)
    if (found.kind !== 'icc') throw new Error(found.kind)
    expect(found.icc.value).toBeCloseTo(intraclassCorrelations(rows, 0.95)[0]!.value!, 12)
    expect(found.icc.low).toBeLessThan(found.icc.value!)
    expect(found.icc.high).toBeGreaterThan(found.icc.value!)
  })

  it('is below 0 if repeats differ more than instructions do', () => {
    // Means 1/2 and 1/2, repeats of variance 1/8: between is -1/16, total 1/16.
    const found = repeatAgreement(
      each([
        [0.25, 0.75],
        [0.75, 0.25],
      ]),
      settings,
    )
    expect(found).toMatchObject({ kind: 'icc', icc: { value: -1, low: null } })
  })

  it('says why there is none', () => {
    expect(repeatAgreement(each([[1], [null, 2]]), settings)).toEqual({
      kind: 'none',
      reason: 'no instruction has two scored repeats',
    })
    expect(
      repeatAgreement(
        each([
          [0.5, 0.5],
          [0.5, 0.5],
        ]),
        settings,
      ),
    ).toMatchObject({
      icc: { value: null, reason: 'the values do not vary' },
    })
    expect(repeatAgreement(each([[0.5, 0.7]]), settings)).toMatchObject({
      icc: { value: null, reason: 'fewer than 2 instructions have two scored repeats' },
    })
  })
})
