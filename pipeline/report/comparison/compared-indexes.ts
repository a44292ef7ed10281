import { indexLine, isOfIndex, parameterName } from '../../../eval/report/parameter-name.js'
import type { Provenance } from '../../../eval/report/provenance.js'

/** The parameters of the indexes of an experiment, by the index's name; an only index has none: ''. */
export type ComparedIndexes = ReadonlyMap<string, Provenance['index']>

/** The indexes that a report names. */
export function indexesOf({ index, indexes }: Provenance): ComparedIndexes {
  if (indexes === undefined)
    return new Map([['', Object.fromEntries(Object.entries(index).filter(([key]) => isOfIndex(key)))]])
  return new Map(indexes.map(({ name, ...entries }) => [String(name), entries]))
}

/**
 * The indexes of one side as pairs of parameter and value. An index that both sides have is compared parameter by parameter,
 * another one is one line: nothing of the other side belongs to it.
 */
export function comparedIndexes(own: ComparedIndexes, others: ComparedIndexes): [string, string][] {
  return [...own].flatMap(([name, entries]): [string, string][] => {
    const suffix = name === '' ? '' : ` of ${name}`
    return others.has(name)
      ? Object.entries(entries).map(([key, value]) => [`${parameterName(key)}${suffix}`, String(value)])
      : [[name === '' ? 'index' : `index ${name}`, indexLine(entries)]]
  })
}
