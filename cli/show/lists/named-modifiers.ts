import { MODIFIERS } from '../../../pipeline/select/registry/modifier-rows.js'
import type { Group } from './listing.js'

/** Every modifier with its sentence. */
export function listModifiers(): Group[] {
  const entries = MODIFIERS.map(({ name, sentence, value }) => {
    const range =
      value === null
        ? ''
        : ` Value: ${value.unit}, ${value.least} to ${value.most} (default: ${value.standard}).`
    return { name: value === null ? name : `${name}[=N]`, text: `${sentence}${range}` }
  })
  return [
    { title: 'modifiers, appended to a strategy and applied left to right: hybrid+mmr+recency=90', entries },
  ]
}
