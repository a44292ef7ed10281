import { InputError } from '../../base/errors/input-error.js'
import { openCrossEncoder } from '../../indexes/rerankers/cross-encoder.js'
import type { Reranker } from '../../indexes/rerankers/reranker.js'
import { modified } from '../../retrievers/modifiers/modifier.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { makeModifiers } from './modifiers.js'
import { makeStrategy, type StrategyContext } from './strategies.js'
import { readStrategyName, reranks } from './strategy-name.js'

/** What a strategy with modifiers may depend on. */
export type NamedStrategyContext = StrategyContext & { readonly reranker: Reranker | null }

/**
 * The strategy that a name such as 'hybrid+mmr+cut' means.
 * @throws InputError for a name that means none
 */
export function namedStrategy(name: string, context: NamedStrategyContext): Strategy {
  const spec = readStrategyName(name)
  if ('problem' in spec) throw new InputError(spec.problem)
  const base = makeStrategy(spec.base, context)
  if (spec.modifiers.length === 0) return base
  const { modifiers, layout } = makeModifiers(spec.modifiers, context.reranker)
  return modified(base, name, modifiers, layout)
}

/**
 * The reranker that strategies of these names need; null where none does.
 * @param folder of a cross-encoder in transformers.js layout
 * @throws InputError where one is needed and no folder is given
 */
export async function openReranker(
  names: readonly string[],
  folder: string | null,
): Promise<Reranker | null> {
  const asking = names.find(reranks)
  if (asking === undefined) return null
  if (folder === null) throw new InputError(needsReranker(asking))
  return openCrossEncoder(folder)
}

export function needsReranker(name: string): string {
  return `'${name}' needs a cross-encoder: expected its folder as --reranker FOLDER, or as 'reranker' in an experiment file`
}
