import type { Ranker } from '../../../retrievers/strategy.js'
import type { Accepts } from './reach.js'
import type { ModelStrategyRow } from './strategy-row.js'

/**
 * Contexts of the first five strategies are stored under a hash of all these texts, in this order. A new strategy names only
 * its own prompts, so that stored contexts stay valid.
 */
const FIRST_PROMPTS = ['hyde.txt', 'multi-query.txt', 'rerank.txt', 'map-notes.txt', 'refine-notes.txt']
const NOTHING: Accepts = { upTo: 'nothing', because: 'asks a model before it has a context' }
const ASKING = { kind: 'asks a model', accepts: NOTHING, collection: false, prompts: FIRST_PROMPTS } as const

async function hybridRanker(): Promise<Ranker> {
  return (await import('../../../retrievers/strategies/hybrid.js')).hybrid().rank!
}

const hyde = () => import('../with-model/hyde.js')
const multiQuery = () => import('../with-model/multi-query.js')
const rerankLlm = () => import('../with-model/rerank-llm.js')
const mapReduce = () => import('../with-model/map-reduce.js')
const refine = () => import('../with-model/refine.js')
const notesLimit = async () => (await import('../with-model/notes.js')).notesLimit

/** Strategies that ask a model before they have a context. */
export const MODEL_STRATEGIES: readonly ModelStrategyRow[] = [
  {
    ...ASKING,
    name: 'hyde',
    sends: 'hyde.txt',
    sentence: 'Retrieves the passages most similar to one written by the model.',
    make: async (model) => (await hyde()).hyde(await hybridRanker(), model),
    limit: async () => (await hyde()).hydeLimit,
  },
  {
    ...ASKING,
    name: 'multi-query',
    sends: 'multi-query.txt',
    sentence: 'The model rewords the instruction four times; the rankings are fused.',
    make: async (model) => (await multiQuery()).multiQuery(await hybridRanker(), model),
    limit: async () => (await multiQuery()).multiQueryLimit,
  },
  {
    ...ASKING,
    name: 'rerank-llm',
    sends: 'rerank.txt',
    sentence: 'The model scores the best 30 passages.',
    make: async (model) => (await rerankLlm()).rerankLlm(await hybridRanker(), model),
    limit: async () => (await rerankLlm()).rerankLimit,
  },
  {
    ...ASKING,
    name: 'map-reduce',
    sends: 'map-notes.txt',
    sentence: 'The model takes notes on four contexts; its notes are the context.',
    make: async (model) => (await mapReduce()).mapReduce(await hybridRanker(), model),
    limit: notesLimit,
  },
  {
    ...ASKING,
    name: 'refine',
    sends: 'refine-notes.txt',
    sentence: 'The model reads one context after another and rewrites its notes after each.',
    make: async (model) => (await refine()).refine(await hybridRanker(), model),
    limit: notesLimit,
  },
]
