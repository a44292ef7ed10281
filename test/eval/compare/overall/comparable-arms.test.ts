import { describe, expect, it } from 'vitest'
import { armColumns } from '../../../../eval/compare/overall/arm-columns.js'
import { comparableArms } from '../../../../eval/compare/overall/comparable-arms.js'
import { madeUpColumn } from './made-up-columns.js'

const ten = (scored: number) => Array.from({ length: 10 }, (_, i) => (i < scored ? 0.5 : null))
const isOracle = (strategy: string) => strategy === 'oracle'

describe('comparableArms', () => {
  it('leaves out the upper bound, arms without values, and arms that lack more than a tenth of the instructions', () => {
    const columns = [
      madeUpColumn({ strategy: 'bm25', budget: 100, values: ten(10) }),
      madeUpColumn({ strategy: 'sift', budget: 100, values: ten(9) }),
      madeUpColumn({ strategy: 'full', budget: 900, values: ten(8) }),
      madeUpColumn({ strategy: 'dense', budget: 100, values: ten(0) }),
      madeUpColumn({ strategy: 'oracle', budget: 100, values: ten(10) }),
    ]
    const { compared, leftOut } = comparableArms(columns, isOracle)
    expect(compared.map(({ arm }) => arm.strategy)).toEqual(['bm25', 'sift'])
    expect(leftOut.map(({ strategy, reason }) => [strategy, reason])).toEqual([
      ['full', 'has a value for 8 instructions, and others for 10'],
      ['dense', 'has no value'],
      ['oracle', 'sees the judged evidence'],
    ])
  })

  it('counts against the fullest arm, not against all instructions, so that arms without judged evidence stay together', () => {
    const columns = ['bm25', 'sift'].map((strategy) =>
      madeUpColumn({ strategy, budget: 100, values: ten(3) }),
    )
    expect(comparableArms(columns, isOracle).leftOut).toEqual([])
    expect(comparableArms([], isOracle)).toEqual({ compared: [], leftOut: [] })
  })
})

describe('armColumns', () => {
  it('sorts the values of one measure and generator by arm', () => {
    const own = madeUpColumn({ strategy: 'bm25', budget: 100, values: [1, null] })
    const other = madeUpColumn({ strategy: 'bm25', budget: 100, values: [0.2, 0.3] }, 'chrf')
    const foreign = own.rows.map((row) => ({ ...row, generator: 'model' }))
    const arms = [own.arm, { ...own.arm, generator: 'model' }, { ...own.arm, budget: 200 }]
    const focus = { measure: 'token-f1', budget: 100, generator: 'extractive' }
    expect(armColumns([...other.rows, ...foreign, ...own.rows], arms, focus)).toEqual([
      own,
      { arm: arms[2], rows: [] },
    ])
  })
})
