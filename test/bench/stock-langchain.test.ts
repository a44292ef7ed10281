import { describe, expect, it } from 'vitest'
import { stockLangchain } from '../../bench/stock-langchain.js'
import { eventDocumentId, type PatientRecord } from '../../corpus/record.js'
import { ChartEmbeddings } from '../../pipeline/langchain/embeddings.js'
import type { Context } from '../../retrievers/packing/context.js'
import { RecordView } from '../../retrievers/view/record-view.js'
import { fakeEmbedder } from '../fixtures/fake-embedder.js'
import { ask, makeShard } from '../fixtures/make-shard.js'
import { anna } from '../fixtures/two-patients.js'

const counter = {
  name: 'words',
  exact: true,
  count: (text: string) => text.split(/\s+/).filter(Boolean).length,
}

async function contextOf(record: PatientRecord, asOf: string | null, tokens: number): Promise<Context> {
  const { shard } = await makeShard(record, { cuts: asOf === null ? [] : [asOf] })
  const strategy = stockLangchain(new ChartEmbeddings(fakeEmbedder()))
  const fill = await strategy.select(ask(record.patientId, 'glucose', asOf), new RecordView(shard, asOf))
  return fill({ tokens, counter }) as Context
}

describe('stock-langchain', () => {
  it('shows pieces of notes under their date, and dated lines of events, each where it stands in the record', async () => {
    const { passages, text, tokens } = await contextOf(anna, null, 1000)
    const notes = new Map(anna.notes.map((note) => [note.documentId, note]))
    for (const { kind, documentIds, start, end, text: shown } of passages) {
      if (kind === 'note') expect(shown).toContain(notes.get(documentIds[0]!)!.text.slice(start!, end!))
    }
    expect(passages.flatMap(({ documentIds }) => documentIds).sort()).toEqual(
      [...new Set([...anna.notes, ...anna.events].map(({ documentId }) => documentId))].sort(),
    )
    expect(text).toContain('2020-03-01 09:00 nursing note\nPotassium <3.5')
    expect(text).toContain('2020-03-01 09:00 measurement: Glucose 150 mg/dL')
    expect(tokens).toBe(counter.count(text))
  })

  it('sees nothing after the as-of time and keeps to the budget', async () => {
    const { passages, text } = await contextOf(anna, '2020-12-31 00:00:00', 1000)
    expect(text).not.toMatch(/210|Undated|Tobacco/)
    expect(passages.flatMap(({ documentIds }) => documentIds)).not.toContain('note:4')
    for (const budget of [1, 12, 30])
      expect((await contextOf(anna, null, budget)).tokens).toBeLessThanOrEqual(budget)
  })

  it('names an event only where all of its lines stand whole in the context', async () => {
    const events = Array.from({ length: 60 }, (_, i) => {
      const time = `2020-01-${String((i % 28) + 1).padStart(2, '0')} 08:00:00`
      return { ...anna.events[0]!, time, documentId: eventDocumentId(time, 'LOINC/1'), value: `${i}` }
    })
    const record = { ...anna, notes: [], events }
    const all = await contextOf(record, null, 100_000)
    expect(new Set(all.passages.flatMap(({ documentIds }) => documentIds)).size).toBe(28)
    const { passages, text } = await contextOf(record, null, 200)
    expect(passages.length).toBeLessThan(all.passages.length)
    for (const id of passages.flatMap(({ documentIds }) => documentIds)) {
      for (const { value } of events.filter(({ documentId }) => documentId === id)) {
        expect(text).toContain(`Hemoglobin ${value} g/dL`)
      }
    }
  })
})
