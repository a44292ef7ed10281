import { STRATEGIES, STRATEGY_NAMES } from '../../../pipeline/select/names/strategy-names.js'
import type { Group } from './listing.js'

const TITLES = {
  control: 'controls',
  truncation: 'truncation: whole documents until the budget is full',
  retrieval: 'retrieval: passages by their score',
  sift: 'sift, and sift without one of its parts',
  'with a model': 'with a model: in experiments with an Ollama generator',
} as const

export function listStrategies(): Group[] {
  return Object.entries(TITLES).map(([family, title]) => ({
    title,
    entries: STRATEGY_NAMES.filter((name) => STRATEGIES[name].family === family).map((name) => ({
      name,
      text: STRATEGIES[name].sentence,
    })),
  }))
}
