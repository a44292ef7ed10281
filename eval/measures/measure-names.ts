import type { Measure } from '../measured/measure-row.js'
import { corpusMeasures } from '../text/measures/text-measures.js'
import { itemMeasures } from './measure-registry.js'

const bothNamed = itemMeasures.flatMap(({ name, tool }) =>
  name === undefined || tool === undefined ? [] : [{ name, tool }],
)
const toolOf = new Map(bothNamed.map(({ name, tool }) => [name, tool]))
const nameOf = new Map(bothNamed.map(({ name, tool }) => [tool, name]))

/** What the reference tool calls a measure of an experiment; a name without another spelling is returned unchanged. */
export function referenceName(name: string): string {
  return toolOf.get(name) ?? name
}

/** The name in an experiment of a measure that is spelled as the reference tool does; any other name is returned unchanged. */
export function measureNamed(spelling: string): string {
  return nameOf.get(spelling) ?? spelling
}

/** Measures of a row of texts by the tools' names: those that need nothing but the row. */
export const rowMeasureNames: readonly string[] = toolNames(({ needs }) => !needs.includes('encoder'))

/** Measures of a row of texts that need an encoder too. */
export const encoderMeasureNames: readonly string[] = toolNames(({ needs }) => needs.includes('encoder'))

/** Measures of all rows that have references: 'corpus.…' of summed counts, 'mean.…' of the rows' values. */
export const corpusMeasureNames: readonly string[] = corpusMeasures.map(({ tool }) => tool)

function toolNames(isWanted: (measure: Measure) => boolean): string[] {
  return itemMeasures.flatMap((measure) =>
    measure.tool !== undefined && isOfTexts(measure) && isWanted(measure) ? [measure.tool] : [],
  )
}

function isOfTexts({ needs }: Measure): boolean {
  return needs.every((need) => ['references', 'response', 'encoder', 'wordnet'].includes(need))
}
