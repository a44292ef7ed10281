import { unknownName } from '../../base/text/did-you-mean.js'
import type { ModifierRow } from './registry/modifier-row.js'
import { MODIFIER_NAMES, MODIFIERS, modifierRow } from './registry/modifier-rows.js'
import { isAccepted } from './registry/reach.js'
import type { StrategyRow } from './registry/strategy-row.js'
import { STRATEGY_NAMES, strategyRow } from './registry/strategy-rows.js'

/** A modifier in a strategy's name, with its value. */
export type GivenModifier = { readonly row: ModifierRow; readonly value: number }

/** 'hybrid+mmr=0.5+cut': a strategy and its modifiers, in the order in which they apply. */
export type StrategySpec = { readonly base: StrategyRow; readonly modifiers: readonly GivenModifier[] }

/** What a strategy's name means, or what is wrong with it. */
export function readStrategyName(name: string): StrategySpec | { readonly problem: string } {
  const [first = '', ...parts] = name.split('+')
  const base = strategyRow(first)
  if (base === undefined) {
    const listing = 'chartsift list strategies'
    return { problem: unknownName('strategy', first, { known: STRATEGY_NAMES, listing }) }
  }
  const modifiers: GivenModifier[] = []
  for (const part of parts) {
    const modifier = readModifier(part)
    const problem = 'problem' in modifier ? modifier.problem : conflict(base, modifiers, modifier.row)
    if (problem !== null) return { problem: `${problem} (in '${name}')` }
    if (!('problem' in modifier)) modifiers.push(modifier)
  }
  return { base, modifiers }
}

/** Whether it names a strategy, with modifiers that it accepts. */
export function isStrategyName(name: unknown): name is string {
  return typeof name === 'string' && !('problem' in readStrategyName(name))
}

/** Whether a strategy of this name needs a cross-encoder. */
export function reranks(name: string): boolean {
  return modifiersOf(name).some((row) => 'rerank' in row)
}

/** Whether a strategy of this name asks a model. */
export function asksModel(name: string): boolean {
  const spec = readStrategyName(name)
  return !('problem' in spec) && spec.base.kind === 'asks a model'
}

/** The same strategies, with '+cut' if they accept it. */
export function withCut(names: readonly string[]): string[] {
  return names.map((name) => (isStrategyName(`${name}+cut`) ? `${name}+cut` : name))
}

/** The modifiers in a name, in its order. */
export function modifiersOf(name: string): ModifierRow[] {
  const spec = readStrategyName(name)
  return 'problem' in spec ? [] : spec.modifiers.map(({ row }) => row)
}

function readModifier(part: string): GivenModifier | { readonly problem: string } {
  const [name = '', ...given] = part.split('=')
  const row = modifierRow(name)
  if (row === undefined) {
    const listing = 'chartsift list modifiers'
    return { problem: unknownName('modifier', name, { known: MODIFIER_NAMES, listing }) }
  }
  const { value } = row
  if (given.length === 0) return { row, value: value?.standard ?? 0 }
  if (value === null) return { problem: `'${name}' takes no value, found '${part}'` }
  const text = given.join('=')
  const number = /^(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN
  const fits = number >= value.least && number <= value.most && (!value.isWhole || Number.isInteger(number))
  const kind = value.isWhole ? 'a whole number' : 'a number'
  return fits
    ? { row, value: number }
    : {
        problem: `expected '${name}' or '${name}=N' with ${kind} from ${value.least} to ${value.most}, found '${part}'`,
      }
}

function conflict(
  { name: base, accepts }: StrategyRow,
  given: readonly GivenModifier[],
  next: ModifierRow,
): string | null {
  const { name } = next
  if (accepts !== 'every modifier' && !isAccepted(next.reach, accepts)) {
    const accepted = MODIFIERS.filter(({ reach }) => isAccepted(reach, accepts)).map((row) => row.name)
    const list = accepted.length === 0 ? 'it takes no modifier' : `it takes ${accepted.join(', ')}`
    return `'${base}' cannot take '${name}': it ${accepts.because}; ${list}`
  }
  const before = given.map(({ row }) => row)
  if (before.includes(next)) return `'${name}' is listed twice`
  // A reranker makes new scores.
  const loser = before
    .slice(before.findLastIndex((row) => 'rerank' in row) + 1)
    .find(({ losesScores }) => losesScores)
  if (loser !== undefined && next.reach === 'scores') {
    return `'${name}' needs scores and '${loser.name}' leaves none: expected '${name}' before it`
  }
  const other = before.find(presents)
  return other !== undefined && presents(next)
    ? `expected one presentation, found '${other.name}' and '${name}'`
    : null
}

/** Whether a modifier decides the order of the context. */
function presents(row: ModifierRow): boolean {
  return 'layout' in row && row.layout.presentation !== undefined
}
