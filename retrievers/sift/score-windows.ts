import type { Chunk } from '../../indexes/chunks/chunk.js'
import type { Shard } from '../../indexes/store/shard.js'
import { BM25_DEFAULTS } from '../../indexes/words/bm25.js'
import { words } from '../../indexes/words/words.js'
import type { Interpretation } from '../../reading/interpretation.js'
import { readLexicon } from '../../reading/lexicon/read-lexicon.js'
import { terms } from '../../reading/terms.js'
import type { RecordView } from '../view/record-view.js'
import { bonus, noteTimeBonus } from './bonus.js'
import { linkScores } from './links.js'
import { siftIndex } from './sift-index.js'
import type { SiftSwitches } from './sift-switches.js'

/** Weight of the cosine beside the share of BM25, by kind of embedder; flat from 1 to 3. */
const COSINE_WEIGHTS = { static: 1.25, encoder: 2 } as const
const OTHER_WORDS = 0.5
const OTHER_MEANING = 0.6
const NOTE_EVIDENCE = 0.5
const BEST_SENTENCES = 3

/** What each chunk of a view scores, and of what the score is made: total = words + meaning + note + interpretation + link. */
export type Scores = {
  readonly total: Float64Array
  readonly words: Float64Array
  readonly meaning: Float64Array
  readonly note: Float64Array
  readonly interpretation: Float64Array
  readonly link: Float64Array
}

/** One additive score for sentences and series alike, each at its own scale and at that of the window round it. */
export async function scoreChunks(
  view: RecordView,
  interpretation: Interpretation,
  switches: SiftSwitches,
): Promise<Scores> {
  const { chunks } = view
  const others = switches.lexicon ? otherWords(interpretation.topic) : ''
  const words = wordShares(view, interpretation.topic, others)
  const meaning = switches.cosine
    ? await cosines(view, interpretation.topic, others)
    : new Float64Array(chunks.length)
  const base = words.map((share, i) => share + meaning[i]!)
  const note = switches.noteEvidence ? noteEvidence(base, chunks) : new Float64Array(chunks.length)
  const fitted = Float64Array.from(
    chunks,
    (chunk, i) => bonus(chunk, view, interpretation) + noteTimeBonus(i, chunks, interpretation),
  )
  const unlinked = base.map((score, i) => score + note[i]! + fitted[i]!)
  const link = switches.links ? linkScores(unlinked, view, interpretation) : new Float64Array(chunks.length)
  return {
    total: unlinked.map((score, i) => score + link[i]!),
    words,
    meaning,
    note,
    interpretation: fitted,
    link,
  }
}

/** Half the BM25 share of the sentence, half that of its window. */
function wordShares(view: RecordView, topic: string, others: string): Float64Array {
  const n = view.chunks.length
  const query = terms(topic)
  const known = new Set(query)
  const more = terms(others).filter((term) => !known.has(term))
  const { sentences, windows } = siftIndex(view.shard)
  const [own, round] = [sentences, windows].map((index) => {
    // Other words add to the score and not to what could be reached: one of several names is all a chart uses.
    const ceiling = index.ceiling(query, n, BM25_DEFAULTS)
    const added = index.scores(more, n, BM25_DEFAULTS)
    return index
      .scores(query, n, BM25_DEFAULTS)
      .map((score, i) => (ceiling > 0 ? (score + OTHER_WORDS * added[i]!) / ceiling : 0))
  }) as [Float64Array, Float64Array]
  return own.map((share, i) => (share + round[i]!) / 2)
}

async function cosines(view: RecordView, topic: string, others: string): Promise<Float64Array> {
  const n = view.chunks.length
  const weight = COSINE_WEIGHTS[view.shard.embedderKind]
  const asked = await queryVector(view.shard, topic, others)
  return view.shard.vectors.scores(asked, n).map((cosine) => weight * Math.max(0, cosine))
}

/**
 * The topic with its other names. A table of words takes them as more words; a network would read them as one sentence
 * that nobody wrote, so there they are embedded apart and added.
 */
async function queryVector(shard: Shard, topic: string, others: string): Promise<Float32Array> {
  if (others === '' || shard.embedderKind === 'static') return shard.embedQuery(`${topic} ${others}`.trim())
  const [a, b] = [await shard.embedQuery(topic), await shard.embedQuery(others)]
  const sum = a.map((value, d) => value + OTHER_MEANING * b[d]!)
  const length = Math.hypot(...sum)
  return length > 0 ? sum.map((value) => value / length) : sum
}

/** What else the words of a topic are called, by the lexicon. */
function otherWords(topic: string): string {
  return readLexicon()
    .expand(words(topic))
    .map(({ words: alternative }) => alternative.join(' '))
    .join(' ')
}

/** Half the mean of a note's three best sentences for each of them; a series is a document of its own. */
function noteEvidence(scores: Float64Array, chunks: readonly Chunk[]): Float64Array {
  const best = new Map<string, number[]>()
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.kind !== 'note') continue
    const known = best.get(chunk.documentId)
    if (known === undefined) best.set(chunk.documentId, [scores[i]!])
    else known.push(scores[i]!)
  }
  const evidence = new Map(
    [...best].map(([documentId, values]) => {
      const top = values.sort((a, b) => b - a).slice(0, BEST_SENTENCES)
      return [documentId, top.reduce((sum, value) => sum + value, 0) / top.length]
    }),
  )
  return Float64Array.from(
    chunks,
    (chunk, i) => NOTE_EVIDENCE * (chunk.kind === 'note' ? evidence.get(chunk.documentId)! : scores[i]!),
  )
}
