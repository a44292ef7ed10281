import type { Reranker } from '../../indexes/rerankers/reranker.js'
import { dedup } from '../../retrievers/modifiers/dedup.js'
import { mmr } from '../../retrievers/modifiers/mmr.js'
import type { Modifier } from '../../retrievers/modifiers/modifier.js'
import { neighbours } from '../../retrievers/modifiers/neighbours.js'
import { noteTypePrior } from '../../retrievers/modifiers/note-type-prior.js'
import { parent } from '../../retrievers/modifiers/parent.js'
import { quota } from '../../retrievers/modifiers/quota.js'
import { recency } from '../../retrievers/modifiers/recency.js'
import { rerank } from '../../retrievers/modifiers/rerank.js'
import { sectionPrior } from '../../retrievers/modifiers/section-prior.js'
import type { Layout } from '../../retrievers/packing/context.js'
import type { ModifierName } from './names/modifier-names.js'
import type { GivenModifier } from './strategy-name.js'

/** One that ranks, or a part of the layout. */
type Maker = ((value: number, reranker: Reranker | null) => Modifier) | Partial<Layout>

const makers: Readonly<Record<ModifierName, Maker>> = {
  mmr,
  recency,
  types: () => noteTypePrior,
  sections: sectionPrior,
  dedup,
  rerank: (depth, reranker) => {
    if (reranker === null) throw new Error('rerank has no reranker')
    return rerank(reranker, depth)
  },
  neighbours,
  parent: () => parent,
  quota,
  'by-relevance': { presentation: 'by-relevance' },
  'best-at-ends': { presentation: 'best-at-ends' },
  cut: { cuts: true },
}

/** The modifiers of a ranking, in their order, and the layout that the others make together. */
export function makeModifiers(
  given: readonly GivenModifier[],
  reranker: Reranker | null,
): { readonly modifiers: readonly Modifier[]; readonly layout: Layout } {
  const modifiers: Modifier[] = []
  let layout: Layout = { presentation: 'by-time', cuts: false }
  for (const { name, value } of given) {
    const make = makers[name]
    if (typeof make === 'function') modifiers.push(make(value, reranker))
    else layout = { ...layout, ...make }
  }
  return { modifiers, layout }
}
