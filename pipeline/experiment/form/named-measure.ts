import { unknownName } from '../../../base/text/did-you-mean.js'
import { measures } from '../../../eval/measures/measure-registry.js'

/** Whether it names a measure that an experiment can have. */
export function isMeasure(name: unknown): name is string {
  return typeof name === 'string' && Object.hasOwn(measures, name)
}

/** What is wrong with the name of a measure. */
export function unknownMeasure({ input }: { readonly input?: unknown }): string {
  if (typeof input !== 'string') return 'expected the name of a measure'
  return unknownName('measure', input, { known: Object.keys(measures), listing: 'chartsift list measures' })
}
