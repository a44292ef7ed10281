import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import { FEW_ROWS } from '../../../indexes/vectors/vector-search.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { makeShard } from '../../fixtures/make-shard.js'

const WORDS = [
  'fever',
  'cough',
  'pain',
  'rash',
  'ankle',
  'heart',
  'liver',
  'glucose',
  'sodium',
  'sleep',
  'fall',
  'gait',
]

/** One sentence a note, one note a day; enough of them for the graph to be used. */
function longRecord(notes: number): PatientRecord {
  const note = (i: number) => {
    const time = new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10)
    const word = (step: number) => WORDS[(i * step + (i >> 3)) % WORDS.length]!
    const text = `${word(1)} ${word(5)} ${word(7)} number ${i}.`
    return { documentId: `note:${i}`, time: `${time} 08:00:00`, type: 'note', encounterId: null, text }
  }
  return {
    patientId: 'long',
    encounters: [],
    notes: Array.from({ length: notes }, (_, i) => note(i)),
    events: [],
  }
}

describe('the search of a cut record', () => {
  it('finds what it would find had the future never been written, above the size from which the graph is used', async () => {
    const all = longRecord(2 * FEW_ROWS + 200)
    const cut = FEW_ROWS + 100
    const asOf = all.notes[cut - 1]!.time!
    const { shard } = await makeShard(all)
    const { shard: past } = await makeShard({ ...all, notes: all.notes.slice(0, cut) })
    const query = await shard.embedQuery('fever cough heart')
    const visible = new RecordView(shard, asOf).chunks.length
    expect(visible).toBe(cut)
    // The graph of the past misses a few of the nearest, exact search of the cut record none: so compare with exact scores.
    const found = shard.vectors.nearest(query, 40, visible)
    const exact = past.vectors.scores(query, visible)
    const floor = [...exact].sort((a, b) => b - a)[39]!
    for (let i = 0; i < visible; i++) expect(found[i]).toBe(exact[i]! >= floor ? exact[i] : 0)
  })
})
