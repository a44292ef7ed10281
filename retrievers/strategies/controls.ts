import { groupBy } from '../../base/group-by.js'
import { hashStream, shuffle } from '../../base/random.js'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import { type Chunk, noteChunk } from '../../indexes/chunks/chunk.js'
import { BM25_DEFAULTS, Bm25Index } from '../../indexes/words/bm25.js'
import { words } from '../../indexes/words/words.js'
import type { Budget, Unfit } from '../packing/context.js'
import { packPassages } from '../packing/pack.js'
import { rankedStrategy } from '../ranked.js'
import type { Scored, Strategy } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'
import { passageText } from '../view/render-context.js'

/** Closed book: an empty context. */
export function none(): Strategy {
  return rankedStrategy('none', async () => [])
}

/** Chunks in a random order, the same for an instruction and seed on every machine. */
export function random(seed: number): Strategy {
  return rankedStrategy('random', async (instruction, view) =>
    shuffle([...view.chunks], hashStream(`${seed}|${view.patientId}|${instruction.instructionId}`)).map(
      (chunk) => ({ chunk, score: null }),
    ),
  )
}

/** A record whose estimate exceeds the budget by at most this share, or this many tokens, is rendered and counted. */
const NEAR = { share: 0.02, tokens: 16 } as const

/**
 * The whole record. If it does not fit the budget the item is unscored, and says so and how many tokens the record has: a count
 * if that is near the budget, otherwise an estimate.
 */
export function full(): Strategy {
  return {
    name: 'full',
    async select(_, view) {
      const passages = view.documents().map((chunk, i) => ({ chunk, rank: i + 1, score: null }))
      return (budget) => {
        const estimate = estimatedTokens(passages, view, budget)
        const slack = Math.max(NEAR.tokens, Math.ceil(budget.tokens * NEAR.share))
        if (estimate > budget.tokens + slack) return doesNotFit(estimate)
        // The estimate of a record that fits exactly may exceed the budget, so it is packed with room to spare.
        const whole = packPassages(passages, view, { ...budget, tokens: budget.tokens + 2 * slack })
        if (whole.dropped > 0) return doesNotFit(Math.max(estimate, budget.tokens + 1))
        return whole.tokens > budget.tokens ? doesNotFit(whole.tokens) : whole
      }
    },
  }
}

function doesNotFit(needed: number): Unfit {
  return { reason: 'the whole record does not fit the budget', needed }
}

/** The sum over documents, each with its header and separator: rarely less than the rendered record takes. */
function estimatedTokens(passages: readonly Scored[], view: RecordView, { counter }: Budget): number {
  return passages.reduce((sum, { chunk }) => {
    const { text, header } = view.priceOf(chunk, counter)
    return sum + text + header + 1
  }, 0)
}

/**
 * The judged evidence first, by relevance: what a perfect selector would show. Of a note that was judged as a
 * whole, the chunks nearest to the references and the evidence column come first.
 */
export function oracle(factsOf: (instructionId: string) => readonly Fact[]): Strategy {
  return {
    name: 'oracle',
    async select(instruction, view) {
      const facts = factsOf(instruction.instructionId)
      if (facts.length === 0) return () => ({ reason: 'no evidence judgements' })
      const scored = judgedChunks(instruction, facts, view)
      const passages = scored.map(({ chunk, score }, i) => ({ chunk, rank: i + 1, score }))
      return (budget) => packPassages(passages, view, budget)
    },
  }
}

function judgedChunks(instruction: Instruction, facts: readonly Fact[], view: RecordView): Scored[] {
  const best: Scored[] = []
  const more: Scored[] = []
  for (const fact of [...facts].sort((a, b) => b.relevance - a.relevance)) {
    if (fact.relevance < 1) continue
    for (const place of fact.places) {
      const [first, ...rest] = placeChunks(place, instruction, view)
      if (first !== undefined) best.push({ chunk: first, score: fact.relevance })
      for (const chunk of rest) more.push({ chunk, score: fact.relevance / 2 })
    }
  }
  const seen = new Set<string>()
  return [...best, ...more].filter(({ chunk }) => !seen.has(chunk.chunkId) && seen.add(chunk.chunkId))
}

function placeChunks(place: Fact['places'][number], instruction: Instruction, view: RecordView): Chunk[] {
  const note = view.note(place.documentId)
  if (note === undefined) return eventChunks(place.documentId, view)
  if (place.start !== null && place.end !== null) return [noteChunk(note, place.start, place.end)]
  const chunks = view.chunks.filter((chunk) => chunk.kind === 'note' && chunk.documentId === place.documentId)
  const index = new Bm25Index(chunks.map((chunk) => words(passageText(chunk, view))))
  const query = [...instruction.references.map(({ text }) => text), ...instruction.evidence].flatMap(words)
  const scores = index.scores(query, chunks.length, BM25_DEFAULTS)
  return chunks
    .map((chunk, i) => ({ chunk, score: scores[i]! }))
    .sort((a, b) => b.score - a.score)
    .map(({ chunk }) => chunk)
}

/** The visible events of an id, one chunk a domain: they may be in several, and a chunk has one header. */
export function eventChunks(documentId: string, view: RecordView): Chunk[] {
  const byDomain = groupBy(view.eventsOf(documentId), (position) => view.event(position).domain)
  return [...byDomain].map(([domain, events]) => {
    const { time } = view.event(events[0]!)
    const day = time?.slice(0, 10) ?? 'undated'
    return {
      kind: 'events',
      form: 'day',
      chunkId: `events:${day}|${domain}#${documentId}`,
      events,
      time,
      type: domain,
    }
  })
}
