import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { BeirSet } from '../../corpus/beir/read-beir.js'
import type { PatientRecord } from '../../corpus/record.js'
import {
  inTrecOrder,
  ndcg,
  type RankedDocument,
  recallAt,
  reciprocalRank,
} from '../../eval/retrieval/ranking.js'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { indexId } from '../../indexes/chunks/parameters.js'
import { buildIndex, readIndexSummary } from '../../indexes/store/build-index.js'
import { storedSourceHash, writeRecord } from '../../indexes/store/record-store.js'
import { Shard } from '../../indexes/store/shard.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { RecordView } from '../../retrievers/view/record-view.js'
import { type IndexSpec, indexParameters } from '../index/index-spec.js'
import type { Workspace } from '../workspace/workspace.js'

/** The id of the single record that holds a collection. */
const COLLECTION = 'collection'
/** Longest list per query, as in TREC. */
const DEPTH = 1000

/** Measures of one strategy: means over the queries that have a text and a relevant document. */
export type RankScores = {
  readonly strategy: string
  /** How many queries the means are over. */
  readonly queries: number
  /** How many queries are judged. */
  readonly judged: number
  readonly mrr: number
  readonly ndcg10: number
  readonly recall10: number
  readonly recall100: number
}

/** A retrieval set, the folder that it was read from, and how to index it. */
export type CollectionToOpen = {
  readonly folder: string
  readonly set: BeirSet
  readonly spec: IndexSpec
}

/** Indexes the documents of a set as the notes of one record, in a folder of the workspace that later commands reuse. */
export async function openCollection(
  workspace: Workspace,
  { folder, set, spec }: CollectionToOpen,
): Promise<Shard> {
  const embedder = await openEmbedder(spec.embedder)
  const parameters = indexParameters(spec, embedder)
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16)
  const place = join(workspace.folder, 'corpora', `beir-${key}`, 'patients', COLLECTION)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const record = recordOf(set)
  const recordPath = join(place, 'record.db')
  if (storedSourceHash(recordPath) !== set.hash) {
    writeRecord(recordPath, { record, sourceHash: set.hash, problems: [] }, null)
  }
  const origin = { parameters, sourceHash: set.hash, cuts: [] }
  const base = join(place, indexId(parameters))
  if (readIndexSummary(base, origin) === null) await buildIndex(base, { record, origin, embedder })
  return Shard.open(COLLECTION, { folder: place, parameters, embedder })
}

function recordOf({ documents }: BeirSet): PatientRecord {
  const notes = documents.map(({ id, text }) => ({
    documentId: noteId(id),
    time: null,
    type: null,
    encounterId: null,
    text,
  }))
  return { patientId: COLLECTION, encounters: [], notes, events: [] }
}

function noteId(id: string): string {
  return `note:${id}`
}

/**
 * Ranks the documents of a collection for each query: a document has the score of its best chunk, with every strategy. The list
 * leaves out documents without a score and a document with the query's own id, since in some sets queries are documents
 * (beir.retrieval.evaluation.EvaluateRetrieval.evaluate, ignore_identical_ids).
 */
export async function* rankQueries(
  set: BeirSet,
  shard: Shard,
  strategy: Strategy,
): AsyncGenerator<{ readonly queryId: string; readonly list: readonly RankedDocument[] }> {
  const { rank } = strategy
  if (rank === undefined) throw new Error(`${strategy.name} does not rank chunks`)
  const view = new RecordView(shard, null)
  for (const { id, text } of set.queries) {
    const instruction = {
      instructionId: id,
      patientId: COLLECTION,
      text,
      asOf: null,
      category: null,
      references: [],
      evidence: [],
    }
    const best = new Map<string, number>()
    const own = noteId(id)
    for (const { chunk, score } of await rank(instruction, view)) {
      if (chunk.kind !== 'note' || score === null || chunk.documentId === own) continue
      if (!best.has(chunk.documentId) && best.size < DEPTH) best.set(chunk.documentId, score)
    }
    const list = [...best].map(([documentId, score]) => ({
      documentId: documentId.slice(noteId('').length),
      score,
    }))
    yield { queryId: id, list }
  }
}

/** Takes the lists of one strategy, one query at a time, and gives their means. */
export class RankTally {
  readonly #set: BeirSet
  readonly #strategy: string
  readonly #sums = { mrr: 0, ndcg10: 0, recall10: 0, recall100: 0 }

  constructor(set: BeirSet, strategy: string) {
    this.#set = set
    this.#strategy = strategy
  }

  add(queryId: string, list: readonly RankedDocument[]): void {
    const ids = inTrecOrder(list)
    const grades = this.#set.grades.get(queryId)!
    this.#sums.mrr += reciprocalRank(ids, grades)
    this.#sums.ndcg10 += ndcg(ids, grades, 10)
    this.#sums.recall10 += recallAt(ids, grades, 10)
    this.#sums.recall100 += recallAt(ids, grades, 100)
  }

  scores(): RankScores {
    const n = this.#set.queries.length
    const { mrr, ndcg10, recall10, recall100 } = this.#sums
    return {
      strategy: this.#strategy,
      queries: n,
      judged: this.#set.judged.queries,
      mrr: mrr / n,
      ndcg10: ndcg10 / n,
      recall10: recall10 / n,
      recall100: recall100 / n,
    }
  }
}

/** TREC lines 'query Q0 document rank score tag'; scores are written in full, so that reading them gives the same numbers. */
export function trecLines(queryId: string, list: readonly RankedDocument[], tag: string): string {
  return list
    .map(({ documentId, score }, i) => `${queryId} Q0 ${documentId} ${i + 1} ${score} ${tag}\n`)
    .join('')
}
