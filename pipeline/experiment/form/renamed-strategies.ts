import { renamedWarning } from '../../select/current-name.js'

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

function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined
}
