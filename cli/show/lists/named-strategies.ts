import { STRATEGY_GROUPS } from '../../../pipeline/select/registry/strategy-rows.js'
import type { Group } from './listing.js'

/** Every strategy with its sentence, by kind. */
export function listStrategies(): Group[] {
  return STRATEGY_GROUPS.map(({ title, rows }) => ({
    title,
    entries: rows.map(({ name, sentence }) => ({ name, text: sentence })),
  }))
}
