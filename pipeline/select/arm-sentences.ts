import type { StrategyRow } from './registry/strategy-row.js'
import { type GivenModifier, readStrategyName } from './strategy-name.js'

/** What a strategy with its modifiers does: a sentence for the strategy and one per modifier, in the order of the name. */
export function armSentences(name: string): string[] {
  const spec = readStrategyName(name)
  if ('problem' in spec) throw new Error(spec.problem)
  return [...baseSentences(spec.base), ...spec.modifiers.map(modifierSentence)]
}

function baseSentences({ sentence, armOf }: StrategyRow): string[] {
  return armOf === undefined ? [sentence] : [sentence, `(${armOf.name}: ${armOf.sentence})`]
}

/** 'recency = 90 (half-life in days): halves …' */
function modifierSentence({ row: { name, sentence, value }, value: given }: GivenModifier): string {
  const text = `${sentence[0]!.toLowerCase()}${sentence.slice(1)}`
  return value === null ? `With ${name}: ${text}` : `With ${name} = ${given} (${value.unit}): ${text}`
}
