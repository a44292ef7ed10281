import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Document } from '@langchain/core/documents'
import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'
import type { TokenCounter } from '../../base/token-counter.js'
import { inclusiveEnd } from '../../corpus/chart-time.js'
import type { Instruction } from '../../corpus/instruction.js'
import { openTokenCounter } from '../../generators/tokens/token-counters.js'
import { Shard } from '../../indexes/store/shard.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { RecordView } from '../../retrievers/view/record-view.js'
import { indexCorpus } from '../index/index-corpus.js'
import { indexSpecSchema } from '../index/index-spec.js'
import type { IndexedCorpus } from '../index/indexed-corpus.js'
import { renamedWarning } from '../select/current-name.js'
import { NO_MODEL, namedStrategy, needsReranker } from '../select/named-strategy.js'
import { asksModel, readStrategyName, reranks } from '../select/strategy-name.js'
import { silent } from '../workspace/progress.js'
import { Workspace } from '../workspace/workspace.js'
import { chunkDocuments } from './chart-document.js'
import { ChartRetriever } from './chart-retriever.js'
import { ChartEmbeddings } from './embeddings.js'
import { keepTracesLocal } from './local-tracing.js'

// This module is the entry point 'chartsift/langchain', so it exports the other modules' public names too.
export { openEmbeddings } from './embeddings.js'
export { retrieverStrategy } from './retriever-strategy.js'

/** Seed of the random strategies, as on the command line. */
const SEED = 7

/**
 * What opens the charts of a corpus. `index`: as in an experiment file; {} means the defaults. `counter`: 'cl100k', 'o200k',
 * 'approx' or a folder with the tokenizer.json of the model that will read the passages.
 */
export type ChartsRequest = {
  readonly corpus: string
  readonly workspace: string
  readonly index: z.input<typeof indexSpecSchema>
  readonly counter: string
}

/**
 * Brings the index of a corpus folder up to date, as `chartsift index` does, and opens it.
 * @throws InputError if the corpus cannot be read, or its index must be built while another process writes the workspace
 */
export async function openCharts({ corpus, workspace, index, counter }: ChartsRequest): Promise<Charts> {
  keepTracesLocal(undefined, undefined)
  const spec = indexSpecSchema.safeParse(index)
  if (!spec.success) throw new InputError(z.prettifyError(spec.error))
  const tokens = await openTokenCounter(counter)
  const place = new Workspace(workspace)
  // Charts are opened with an as-of time of the caller's.
  const request = { folder: corpus, ehrs: null, verify: false, asOf: 'optional' } as const
  const signal = new AbortController().signal
  const execution = { workers: availableParallelism(), progress: silent, signal }
  return new Charts(await indexCorpus(place, { corpus: request, spec: spec.data, execution }), tokens)
}

/** The charts of a corpus. `embeddings`: the embedder of its index. */
export class Charts {
  readonly embeddings: ChartEmbeddings
  readonly patientIds: readonly string[]
  readonly #corpus: IndexedCorpus
  readonly #counter: TokenCounter

  constructor(corpus: IndexedCorpus, counter: TokenCounter) {
    this.embeddings = new ChartEmbeddings(corpus.embedder)
    this.patientIds = corpus.patients.map(({ patientId }) => patientId)
    this.#corpus = corpus
    this.#counter = counter
  }

  /**
   * One patient's chart.
   * @param asOf last time that may be seen, '2024-05-06 09:24:49' or a date (inclusive); null: the whole record
   */
  chart(patientId: string, asOf: string | null): Chart {
    if (!this.patientIds.includes(patientId)) {
      throw new InputError(`corpus ${this.#corpus.name} has no record of patient ${patientId}`)
    }
    const end = asOf === null ? null : inclusiveEnd(asOf)
    if (asOf !== null && end === null) throw new InputError(`expected a time or a date, found '${asOf}'`)
    const { patientFolder, parameters, embedder } = this.#corpus
    const shard = Shard.open(patientId, { folder: patientFolder(patientId), parameters, embedder })
    return new Chart(this.#corpus, new RecordView(shard, end), this.#counter)
  }
}

/** One patient's record at its as-of time: what retrievers may see. */
export class Chart {
  readonly #corpus: IndexedCorpus
  readonly #view: RecordView
  readonly #counter: TokenCounter

  constructor(corpus: IndexedCorpus, view: RecordView, counter: TokenCounter) {
    this.#corpus = corpus
    this.#view = view
    this.#counter = counter
  }

  /** The indexed chunks, in chart order, for example to fill a LangChain vector store. */
  documents(): Document[] {
    return chunkDocuments(this.#view)
  }

  /**
   * A retriever for a strategy of ours by its name ('sift', 'hybrid+mmr'), or for any other, such as one from
   * `retrieverStrategy`.
   * @param budget tokens that the context of the passages may take as rendered
   */
  retriever(strategy: string | Strategy, budget: number): ChartRetriever {
    if (!Number.isSafeInteger(budget) || budget < 1) {
      throw new InputError(`expected a budget of at least 1 token, found ${budget}`)
    }
    return new ChartRetriever({
      view: this.#view,
      strategy: typeof strategy === 'string' ? this.#strategy(strategy) : async () => strategy,
      budget: { tokens: budget, counter: this.#counter },
      instructionOf: (question) => this.#instruction(question),
    })
  }

  /** Reports an invalid name at once; the strategy is loaded when it is first used. */
  #strategy(name: string): () => Promise<Strategy> {
    const spec = readStrategyName(name)
    if ('problem' in spec) throw new InputError(spec.problem)
    if (reranks(name)) throw new InputError(needsReranker(name))
    if (asksModel(name)) throw new InputError(NO_MODEL)
    const warning = renamedWarning([name])
    if (warning !== null) process.emitWarning(warning)
    const factsOf = (id: string) => this.#corpus.facts.get(id) ?? []
    let made: Promise<Strategy> | null = null
    return () => (made ??= namedStrategy(name, { seed: SEED, factsOf, reranker: null }))
  }

  /** If the corpus has this question for this patient, gives that instruction, since `random` and `oracle` depend on its id. */
  #instruction(text: string): Instruction {
    const { patientId, asOf } = this.#view
    const asked = this.#corpus.instructions.find((one) => one.patientId === patientId && one.text === text)
    if (asked !== undefined) return { ...asked, asOf }
    const instructionId = createHash('sha256').update(text).digest('hex').slice(0, 16)
    return { instructionId, patientId, text, asOf, category: null, references: [], evidence: [] }
  }
}
