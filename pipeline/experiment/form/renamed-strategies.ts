import { strategyOfArm } from '../../select/arm.js'
import { currentName, renamedWarning } from '../../select/current-name.js'
import { strategyOfEntry } from '../arms/own-budgets.js'
import type { FieldPath } from '../yaml-file.js'
import { fieldOf, listIn } from './field-of.js'

/** A line about the strategies of an experiment file that have a new name; null if there are none. */
export function renamedInFile(file: unknown): string | null {
  const compare = fieldOf(file, 'compare')
  const contrasts = [fieldOf(compare, 'primary'), ...listIn(compare, 'secondary')]
  const baselines = [compare, ...contrasts].map((holder) => fieldOf(holder, 'baseline'))
  const named = [
    ...listIn(file, 'strategies').map(strategyOfEntry),
    ...contrasts.map((contrast) => fieldOf(contrast, 'strategy')),
    ...baselines.map((baseline) => fieldOf(baseline, 'strategy') ?? baseline),
  ]
  return renamedWarning(named.filter((name) => typeof name === 'string'))
}

/** What to say of a strategy that an earlier one repeats under its former or current name; null if none does. */
export function listedAsRenamed(file: unknown, field: FieldPath): string | null {
  const strategies = listIn(file, 'strategies').map(strategyOfEntry)
  const [list, place] = field
  if (list !== 'strategies' || typeof place !== 'number') return null
  const given: unknown = strategies[place]
  if (typeof given !== 'string' || strategies.indexOf(given) < place) return null
  const own = strategyOfArm(given)
  const current = currentName(own)
  const earlier = strategies
    .slice(0, place)
    .filter((name) => typeof name === 'string')
    .map(strategyOfArm)
  const other = earlier.find((name) => name !== own && currentName(name) === current)
  if (other === undefined) return null
  return `'${own === current ? other : own}' is the former name of '${current}', which is also listed`
}
