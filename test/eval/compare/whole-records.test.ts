import { describe, expect, it } from 'vitest'
import { wholeRecordRows } from '../../../eval/compare/whole-records.js'

const items = ['p1', 'p1', 'p2', 'p3'].map((patientId, i) => ({ instructionId: `i${i + 1}`, patientId }))
const arm = { strategy: 'full', budget: 1000, budgetName: 'window', generator: 'm' }

describe('how many records fit', () => {
  it('counts instructions and patients, and says how far the others exceed the budget', () => {
    const rows = wholeRecordRows(
      [
        { arm, instructionId: 'i3', needed: 1500 },
        { arm, instructionId: 'i2', needed: 3500 },
      ],
      items,
    )
    // i1 of p1 and i4 of p3 fit; 1.5 and 3.5 times the budget do not: median 2.5.
    expect(rows).toEqual([
      {
        ...arm,
        ...{ instructions: 4, fitting: 2, patients: 3, fittingPatients: 2 },
        excess: { median: 2.5, most: 3.5 },
      },
    ])
  })

  it('has no row for an arm in which all records fit', () => {
    expect(wholeRecordRows([], items)).toEqual([])
  })
})
