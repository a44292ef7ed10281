import { unknownName } from '../../base/text/did-you-mean.js'
import { isModifierName, MODIFIER_NAMES, MODIFIERS, type ModifierName } from './names/modifier-names.js'
import { ASKING_STRATEGIES, STRATEGY_NAMES, type StrategyName } from './names/strategy-names.js'

/** A modifier as a strategy's name has it. */
export type GivenModifier = { readonly name: ModifierName; readonly value: number }

/** 'hybrid+mmr=0.5+cut': a strategy and what is done to it, in this order. */
export type StrategySpec = { readonly base: StrategyName; readonly modifiers: readonly GivenModifier[] }

const LAYOUTS: readonly ModifierName[] = ['by-relevance', 'best-at-ends', 'cut']
const OF_DOCUMENTS: readonly ModifierName[] = ['dedup', 'quota', ...LAYOUTS]
const OF_UNSCORED: readonly ModifierName[] = MODIFIER_NAMES.filter(
  (name) => MODIFIERS[name].scores !== 'needed',
)

type Limits = { readonly takes: readonly ModifierName[]; readonly because: string }
const byTime: Limits = { takes: OF_DOCUMENTS, because: 'takes whole documents by time' }
const unscored: Limits = { takes: OF_UNSCORED, because: 'gives an order and no scores' }

const asks: Limits = { takes: [], because: 'asks a model before it has a context' }

/** Strategies that do not rank passages by scores, and what they take. All others take every modifier. */
const LIMITED: Partial<Record<StrategyName, Limits>> = {
  none: { takes: [], because: 'shows nothing' },
  'recent-tokens': { takes: [], because: 'shows the end of the raw XML and packs no passages' },
  full: { takes: [], because: 'shows the whole record in time order, or nothing' },
  oracle: {
    takes: LAYOUTS,
    because: 'is the bound for others and shows the judged evidence as it was judged',
  },
  'head-tail': { takes: LAYOUTS, because: 'has another order at every budget' },
  'visit-bm25': { takes: ['dedup', ...LAYOUTS], because: 'shows encounters whole' },
  hyde: asks,
  'multi-query': asks,
  'rerank-llm': asks,
  'map-reduce': asks,
  refine: asks,
  random: unscored,
  digest: unscored,
  recent: byTime,
  oldest: byTime,
  uniform: byTime,
  'notes-only': byTime,
  'events-only': byTime,
}

/** What a strategy's name means, or what is wrong with it. */
export function readStrategyName(name: string): StrategySpec | { readonly problem: string } {
  const [first = '', ...parts] = name.split('+')
  const base = STRATEGY_NAMES.find((known) => known === first)
  if (base === undefined) {
    const listing = 'chartsift list strategies'
    return { problem: unknownName('strategy', first, { known: STRATEGY_NAMES, listing }) }
  }
  const modifiers: GivenModifier[] = []
  for (const part of parts) {
    const modifier = readModifier(part)
    const problem = 'problem' in modifier ? modifier.problem : conflict(base, modifiers, modifier.name)
    if (problem !== null) return { problem: `${problem} (in '${name}')` }
    if (!('problem' in modifier)) modifiers.push(modifier)
  }
  return { base, modifiers }
}

export function isStrategyName(name: unknown): name is string {
  return typeof name === 'string' && !('problem' in readStrategyName(name))
}

/** Whether a strategy of this name asks a reranker. */
export function reranks(name: string): boolean {
  return modifiersOf(name).includes('rerank')
}

/** Whether a strategy of this name asks a model. */
export function asksModel(name: string): boolean {
  const spec = readStrategyName(name)
  return !('problem' in spec) && ASKING_STRATEGIES.includes(spec.base)
}

/** The same strategies, cut, but for those that cannot be. */
export function withCut(names: readonly string[]): string[] {
  return names.map((name) => (isStrategyName(`${name}+cut`) ? `${name}+cut` : name))
}

export function modifiersOf(name: string): ModifierName[] {
  const spec = readStrategyName(name)
  return 'problem' in spec ? [] : spec.modifiers.map((modifier) => modifier.name)
}

function readModifier(part: string): GivenModifier | { readonly problem: string } {
  const [name = '', ...given] = part.split('=')
  if (!isModifierName(name)) {
    const listing = 'chartsift list modifiers'
    return { problem: unknownName('modifier', name, { known: MODIFIER_NAMES, listing }) }
  }
  const { value } = MODIFIERS[name]
  if (given.length === 0) return { name, value: value?.standard ?? 0 }
  if (value === null) return { problem: `'${name}' takes no value, found '${part}'` }
  const text = given.join('=')
  const number = /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN
  const fits = number >= value.least && number <= value.most && (!value.isWhole || Number.isInteger(number))
  const kind = value.isWhole ? 'a whole number' : 'a number'
  return fits
    ? { name, value: number }
    : {
        problem: `expected '${name}' or '${name}=N' with ${kind} from ${value.least} to ${value.most}, found '${part}'`,
      }
}

function conflict(base: StrategyName, before: readonly GivenModifier[], name: ModifierName): string | null {
  const { takes = MODIFIER_NAMES, because } = LIMITED[base] ?? {}
  if (!takes.includes(name)) {
    const list = takes.length === 0 ? 'it takes no modifier' : `it takes ${takes.join(', ')}`
    return `'${base}' cannot take '${name}': it ${because}; ${list}`
  }
  const names = before.map((modifier) => modifier.name)
  if (names.includes(name)) return `'${name}' is named twice`
  // A reranker gives scores anew.
  const loser = names
    .slice(names.lastIndexOf('rerank') + 1)
    .find((earlier) => MODIFIERS[earlier].scores === 'lost')
  if (loser !== undefined && MODIFIERS[name].scores === 'needed') {
    return `'${name}' needs scores and '${loser}' leaves none: expected '${name}' before it`
  }
  const other = names.find((earlier) => MODIFIERS[earlier].presents)
  return other !== undefined && MODIFIERS[name].presents
    ? `expected one presentation, found '${other}' and '${name}'`
    : null
}
