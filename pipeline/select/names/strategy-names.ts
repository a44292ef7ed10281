/** What a strategy needs or shows: the groups that `chartsift list strategies` prints. */
export type StrategyFamily = 'control' | 'truncation' | 'retrieval' | 'sift' | 'with a model'

type Described = { readonly family: StrategyFamily; readonly sentence: string }

const control = (sentence: string): Described => ({ family: 'control', sentence })
const truncation = (sentence: string): Described => ({ family: 'truncation', sentence })
const retrieval = (sentence: string): Described => ({ family: 'retrieval', sentence })
const siftArm = (sentence: string): Described => ({ family: 'sift', sentence })
const asking = (sentence: string): Described => ({ family: 'with a model', sentence })

/** Every strategy by the name used in experiment files, reports and papers, with what it does in a sentence. */
export const STRATEGIES = {
  none: control('Shows nothing: the model answers from the instruction alone (closed book).'),
  random: control('Shows randomly drawn passages (seeded).'),
  oldest: truncation('Shows whole documents, oldest first, until the budget is full.'),
  recent: truncation('Shows whole documents, newest first, until the budget is full.'),
  'recent-tokens': truncation('Shows the last tokens of the raw XML, truncated as in HELM.'),
  'head-tail': truncation('Shows the oldest and the newest documents, half the budget each.'),
  uniform: truncation('Shows whole documents drawn evenly over the timeline (seeded).'),
  'notes-only': truncation('Shows the newest notes and no structured events.'),
  'events-only': truncation('Shows the newest structured events and no notes.'),
  bm25: retrieval("Ranks passages by BM25 over the instruction's words, unstemmed."),
  'bm25-okapi': retrieval("Ranks passages by BM25 with Okapi's idf."),
  'bm25-stem': retrieval("Ranks passages by BM25 over stems (stop list, Porter's stemmer)."),
  lexical: retrieval('Ranks passages by words, character 4-grams and bigrams, scored on passage and note.'),
  dense: retrieval('Ranks passages by the cosine of embeddings, searched in an HNSW graph.'),
  'dense-exact': retrieval('Ranks passages by the cosine of embeddings, searched exactly.'),
  hybrid: retrieval('Ranks passages by their lexical share plus a weighted cosine.'),
  'hybrid-rrf': retrieval('Fuses the ranks of words and embeddings (reciprocal rank fusion, k = 60).'),
  'visit-bm25': retrieval('Shows whole encounters, ranked by BM25.'),
  digest: retrieval(
    'Shows the last value of every code and the newest assessments; ignores the instruction.',
  ),
  sift: siftArm(
    'Ranks sentences and series of events by words, meaning, and the times and kinds that the instruction names.',
  ),
  'sift-reading': siftArm('sift without reading times and kinds from the instruction.'),
  'sift-series': siftArm('sift without series of events.'),
  'sift-cosine': siftArm('sift without embeddings.'),
  'sift-lexicon': siftArm('sift without the clinical lexicon.'),
  'sift-evidence': siftArm("sift without adding the note's best sentences to a sentence's score."),
  'sift-lines': siftArm('sift without showing short lines in full.'),
  'sift-copies': siftArm('sift without merging copied sentences.'),
  'sift-links': siftArm('sift without links from events to the notes of their visit.'),
  'sift-intents': siftArm('sift without reading intents by likeness.'),
  hyde: asking('Retrieves the passages most similar to one written by the model.'),
  'multi-query': asking('The model rewords the instruction four times; the rankings are fused.'),
  'rerank-llm': asking('The model scores the best 30 passages.'),
  'map-reduce': asking('The model takes notes on four contexts; its notes are the context.'),
  refine: asking('The model reads one context after another and rewrites its notes after each.'),
  oracle: control('Shows the judged evidence (upper bound).'),
  full: control('Shows the whole record if it fits the budget; otherwise it is unscored.'),
} as const satisfies Record<string, Described>

export type StrategyName = keyof typeof STRATEGIES

export const STRATEGY_NAMES = Object.keys(STRATEGIES) as [StrategyName, ...StrategyName[]]

/** Those that ask a model before they have a context. */
export const ASKING_STRATEGIES: readonly StrategyName[] = STRATEGY_NAMES.filter(
  (name) => STRATEGIES[name].family === 'with a model',
)

/** Those that need no model to ask. */
export const OFFLINE_STRATEGY_NAMES: readonly StrategyName[] = STRATEGY_NAMES.filter(
  (name) => !ASKING_STRATEGIES.includes(name),
)

/** Those that score the texts of any collection by a query, so that they can rank without a chart. */
export const COLLECTION_STRATEGIES = [
  'bm25',
  'bm25-okapi',
  'bm25-stem',
  'lexical',
  'dense',
  'dense-exact',
  'hybrid',
  'hybrid-rrf',
  'sift',
] as const satisfies readonly StrategyName[]
