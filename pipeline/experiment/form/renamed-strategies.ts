import { strategyOfArm } from '../../select/arm.js'
import { currentName, renamedWarning } from '../../select/current-name.js'
import type { FieldPath } from '../yaml-file.js'

/** A line about the strategies of an experiment file that have a new name; null if there are none. */
export function renamedInFile(file: unknown): string | null {
  const primary = fieldOf(fieldOf(file, 'compare'), 'primary')
  const strategies = fieldOf(file, 'strategies')
  const named = [
    ...(Array.isArray(strategies) ? strategies : []),
    fieldOf(fieldOf(file, 'compare'), 'baseline'),
    fieldOf(primary, 'strategy'),
  ]
  return renamedWarning(named.filter((name) => typeof name === 'string'))
}

/** What to say of a strategy that an earlier one repeats under its former or current name; null if none does. */
export function listedAsRenamed(file: unknown, field: FieldPath): string | null {
  const strategies = fieldOf(file, 'strategies')
  const [list, place] = field
  if (list !== 'strategies' || typeof place !== 'number' || !Array.isArray(strategies)) return null
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

function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined
}
