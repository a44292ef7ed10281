import type { CorpusMeasure, Measure, MeasureFacts } from '../../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../../measured/measured-item.js'
import { meanOf } from '../../statistics/sums/moments.js'

type Row = Pick<Measure, 'name' | 'tool' | 'definition'> & Partial<MeasureFacts & Pick<Measure, 'needs'>>

const SHARE = { direction: 'higher', best: 1, full: 1 } as const
const NEEDS = ['references', 'response'] as const

/** A measure of a response against its references: a share, and more is better, unless the row says otherwise. */
export function answerMeasure(row: Row, of: (item: MeasuredItem) => number | Unscored): Measure {
  return {
    ...SHARE,
    needs: NEEDS,
    ...row,
    of(item) {
      // Before the response: this reason is the same in every arm.
      if (item.references.length === 0) return { reason: 'no reference' }
      const value = of(item)
      if (typeof value !== 'number') return value
      return item.response === null ? { reason: item.responseReason ?? 'no response' } : value
    },
  }
}

/**
 * Two measures: the best value over the references, and the mean, called '-mean' or '@mean'.
 * @param valuesOf the values against the references, except those that have nothing to measure
 * @param nothing the reason if there are no values
 */
export function bestAndMean(
  row: Row,
  valuesOf: (item: MeasuredItem) => readonly number[],
  nothing = 'no reference',
): readonly [best: Measure, mean: Measure] {
  const over = (combine: (values: readonly number[]) => number) => (item: MeasuredItem) => {
    const values = valuesOf(item)
    return values.length === 0 ? { reason: nothing } : combine(values)
  }
  const definition = (how: string) => `${row.definition}; ${how} over references.`
  return [
    answerMeasure({ ...row, definition: definition('best') }, over(bestOf)),
    answerMeasure({ ...row, ...meanNames(row), definition: definition('mean') }, over(meanOf)),
  ]
}

/** What the mean over references is called. */
export function meanNames({ name, tool }: Pick<Measure, 'name' | 'tool'>): Pick<Measure, 'name' | 'tool'> {
  return {
    ...(name === undefined ? {} : { name: `${name}-mean` }),
    ...(tool === undefined ? {} : { tool: `${tool}@mean` }),
  }
}

/** The highest value. @param values at least one */
export function bestOf(values: readonly number[]): number {
  return Math.max(...values)
}

/** The mean of a measure's values over all rows that have one. */
export function meanOverRows({ of, tool, needs: _, name: __, ...facts }: Measure): CorpusMeasure {
  return {
    ...facts,
    definition: `${facts.definition.replace(/\.$/, '')}; mean over rows.`,
    tool: `mean.${tool}`,
    open() {
      const values: number[] = []
      let none: Unscored = { reason: 'no row has a value' }
      return {
        add(item) {
          const value = of(item)
          if (typeof value === 'number') values.push(value)
          else none = value
        },
        value: () => (values.length === 0 ? none : meanOf(values)),
      }
    },
  }
}
