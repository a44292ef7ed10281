import { InputError } from '../../base/errors/input-error.js'
import type { Fact } from '../../corpus/instruction.js'
import type { StrategyModel } from '../../generators/strategy-model.js'
import { openCrossEncoder } from '../../indexes/rerankers/cross-encoder.js'
import type { Reranker } from '../../indexes/rerankers/reranker.js'
import { type Modifier, modified } from '../../retrievers/modifiers/modifier.js'
import type { Layout } from '../../retrievers/packing/context.js'
import type { Strategy } from '../../retrievers/strategy.js'
import type { StrategyRow } from './registry/strategy-row.js'
import { type GivenModifier, readStrategyName, reranks } from './strategy-name.js'

/** What a strategy may use besides the instruction and the view. */
export type StrategySetup = {
  /** Seed of the random strategies. */
  readonly seed: number
  /** Judged evidence of an instruction; empty if nobody judged any. */
  readonly factsOf: (instructionId: string) => readonly Fact[]
  /** Null if no strategy reranks. */
  readonly reranker: Reranker | null
  /** The model that a strategy asks; absent if there is none. */
  readonly strategyModelFor?: (strategy: string) => StrategyModel
}

/**
 * Loads and makes the strategy that a name such as 'hybrid+mmr+cut' means. It has its current name.
 * @throws InputError if the name means no strategy, or if the strategy asks a model and there is none
 */
export async function namedStrategy(name: string, setup: StrategySetup): Promise<Strategy> {
  const spec = readStrategyName(name)
  if ('problem' in spec) throw new InputError(spec.problem)
  const base = await makeStrategy(spec.base, setup)
  if (spec.modifiers.length === 0) return base
  const current = [spec.base.name, ...name.split('+').slice(1)].join('+')
  const { modifiers, layout } = await makeModifiers(spec.modifiers, setup.reranker)
  return modified(base, { name: current, modifiers, layout })
}

/** The strategy of a row. @throws InputError if the row needs a model and there is none */
export function makeStrategy(
  row: StrategyRow,
  { seed, factsOf, strategyModelFor }: StrategySetup,
): Promise<Strategy> {
  switch (row.kind) {
    case 'needs evidence':
      return row.make(factsOf)
    case 'asks a model':
      if (strategyModelFor === undefined) throw new InputError(NO_MODEL)
      return row.make(strategyModelFor(row.name))
    default:
      return row.make(seed)
  }
}

/** Why a strategy that asks a model cannot be made. */
export const NO_MODEL =
  'expected a model to ask: only an experiment with a model among the generators has one'

/** The modifiers of a ranking, in their order, and the layout that the other modifiers make together. */
async function makeModifiers(
  given: readonly GivenModifier[],
  reranker: Reranker | null,
): Promise<{ readonly modifiers: readonly Modifier[]; readonly layout: Layout }> {
  const modifiers: Modifier[] = []
  let layout: Layout = { presentation: 'by-time', cuts: false }
  for (const { row, value } of given) {
    if ('layout' in row) layout = { ...layout, ...row.layout }
    else if ('modify' in row) modifiers.push(await row.modify(value))
    else {
      if (reranker === null) throw new Error(`${row.name} has no reranker`)
      modifiers.push(await row.rerank(value, reranker))
    }
  }
  return { modifiers, layout }
}

/**
 * The reranker that strategies of these names need; null if none does.
 * @param folder of a cross-encoder in transformers.js layout
 * @throws InputError if one is needed and no folder is given
 */
export async function openReranker(
  names: readonly string[],
  folder: string | null,
): Promise<Reranker | null> {
  const needing = names.find(reranks)
  if (needing === undefined) return null
  if (folder === null) throw new InputError(needsReranker(needing))
  return openCrossEncoder(folder)
}

/** Why a strategy with +rerank cannot be made without a cross-encoder. */
export function needsReranker(name: string): string {
  return `'${name}' needs a cross-encoder: expected its folder as --reranker FOLDER, or as 'reranker' in an experiment file`
}
