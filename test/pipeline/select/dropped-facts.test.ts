import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../corpus/instruction.js'
import { droppedFacts } from '../../../pipeline/select/dropped-facts.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import { tailTokens } from '../../../retrievers/strategies/tail-tokens.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { plainCounter } from '../../retrievers/contract.js'

const fact = (factId: string, documentId: string, start: number | null, end: number | null): Fact => ({
  instructionId: 'i1',
  factId,
  relevance: 2,
  places: [{ documentId, start, end }],
})
const HEMOGLOBIN = 'event:2019-03-01 09:00:00|LOINC/718-7'
const facts = [
  fact('note', 'note:4', 0, 10),
  // 'Glucose 210.' stands in another sentence of that note, and sentences are what is ranked.
  fact('sentence', 'note:4', 40, 51),
  fact('whole', 'note:4', null, null),
  fact('event', HEMOGLOBIN, null, null),
  fact('elsewhere', 'note:1', 0, 10),
]

describe('facts that were ranked and dropped', () => {
  it('are those with a part of a place in what did not fit', async () => {
    const view = new RecordView((await makeShard(anna)).shard, null)
    const isRanked = (chunk: (typeof view.chunks)[number]) =>
      chunk.kind === 'note'
        ? chunk.documentId === 'note:4' && chunk.start === 0
        : chunk.events.some((position) => view.event(position).documentId === HEMOGLOBIN)
    const ranked = view.chunks.filter(isRanked).map((chunk, i) => ({ chunk, rank: i + 1, score: null }))
    const fill = (tokens: number) => packPassages(ranked, view, { tokens, counter: plainCounter })
    expect(droppedFacts(fill(1), facts, view)).toEqual(['note', 'whole', 'event'])
    expect(droppedFacts(fill(10_000), facts, view)).toEqual([])
  })

  it('are those not wholly shown by the end of the record, if they are visible', async () => {
    const { shard } = await makeShard(anna)
    const droppedAt = async (tokens: number, asOf: string | null) => {
      const view = new RecordView(shard, asOf)
      const fill = await tailTokens().select(ask('anna', 'x', asOf), view)
      return droppedFacts(fill({ tokens, counter: plainCounter }), facts, view)
    }
    // The undated entries at the end take 17 tokens; 'Glucose 210.' is the last sentence of the note before them, with 3.
    expect(await droppedAt(24, null)).toEqual(['note', 'whole', 'event', 'elsewhere'])
    expect(await droppedAt(10_000, null)).toEqual([])
    expect(await droppedAt(1, '2019-03-01 09:00:00')).toEqual(['event', 'elsewhere'])
  })

  it('are not known where no ranking of chunks was packed, or nothing fits the strategy', async () => {
    const view = new RecordView((await makeShard(anna)).shard, null)
    const written = { passages: [], text: '', tokens: 0, dropped: 3, droppedFirst: [], truncated: 0 }
    expect(droppedFacts(written, facts, view)).toBeNull()
    expect(droppedFacts({ reason: 'too small' }, facts, view)).toBeNull()
  })
})
