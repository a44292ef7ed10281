import { readStrategyName } from '../strategy-name.js'
import { MODIFIERS, type ModifierName } from './modifier-names.js'
import { STRATEGIES, type StrategyName } from './strategy-names.js'

/** What a strategy with its modifiers does: a sentence for the strategy and one for each modifier, in the order of its name. */
export function armSentences(name: string): string[] {
  const spec = readStrategyName(name)
  if ('problem' in spec) throw new Error(spec.problem)
  return [
    ...baseSentences(spec.base),
    ...spec.modifiers.map((given) => modifierSentence(given.name, given.value)),
  ]
}

/** An arm of sift is described by what it lacks, so the reader needs sift's own sentence too. */
function baseSentences(base: StrategyName): string[] {
  const { family, sentence } = STRATEGIES[base]
  if (family !== 'sift' || base === 'sift') return [sentence]
  return [`${sentence[0]!.toUpperCase()}${sentence.slice(1)}`, `(sift: ${STRATEGIES.sift.sentence})`]
}

/** 'recency = 90 (half-life in days): halves …' */
function modifierSentence(name: ModifierName, given: number): string {
  const { sentence, value } = MODIFIERS[name]
  const text = `${sentence[0]!.toLowerCase()}${sentence.slice(1)}`
  return value === null ? `With ${name}: ${text}` : `With ${name} = ${given} (${value.unit}): ${text}`
}
