import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Chunk, noteChunk } from '../../../indexes/chunks/chunk.js'
import type { Layout } from '../../../retrievers/packing/context.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import { bestAtEnds } from '../../../retrievers/packing/presentation.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { plainCounter } from '../contract.js'

const TEXT = 'No fever today. Cough since May, dry.\nPlan:\nRest and tea. Dr. Lee will call. Come back'
const record = { ...anna, notes: [...anna.notes, { ...anna.notes[3]!, documentId: 'note:6', text: TEXT }] }

let views: RecordView[]
beforeEach(async ({ onTestFinished }) => {
  views = []
  for (const events of ['day', 'series'] as const)
    views.push(new RecordView((await makeShard(record, { events }, onTestFinished)).shard, null))
})

/** '[1] 2022-05-05 10:00 discharge summary' with its line end, 14 tokens of this counter, and a separator. */
const HEAD = 14 + 2
const CUT: Layout = { presentation: 'by-time', cuts: true }
const pack = (chunks: readonly Chunk[], tokens: number, layout: Layout, view = views[0]!) =>
  packPassages(
    chunks.map((chunk, i) => ({ chunk, rank: i + 1, score: null })),
    view,
    { tokens, counter: plainCounter, layout },
  )
const noteOf = (id: string) => record.notes.find(({ documentId }) => documentId === id)!
const whole = (id: string) => noteChunk(noteOf(id), 0, noteOf(id).text.length)

describe('cut', () => {
  it('ends what does not fit at the last sentence end that does', () => {
    const shownAt = (tokens: number) =>
      pack([whole('note:6')], tokens, CUT)
        .text.split('\n')
        .slice(1)
        .join('\n')
    expect(shownAt(HEAD + 3)).toBe('')
    expect(shownAt(HEAD + 4)).toBe('No fever today.')
    expect(shownAt(HEAD + 9)).toBe('No fever today.')
    expect(shownAt(HEAD + 10)).toBe('No fever today. Cough since May, dry.')
    // 'Plan:' alone says nothing, and 'Dr.' ends no sentence.
    expect(shownAt(HEAD + 15)).toBe('No fever today. Cough since May, dry.')
    expect(shownAt(HEAD + 18)).toBe('No fever today. Cough since May, dry.\nPlan:\nRest and tea.')
    expect(shownAt(HEAD + 23)).toBe('No fever today. Cough since May, dry.\nPlan:\nRest and tea.')
    expect(shownAt(HEAD + 24)).toContain('Dr. Lee will call.')
    expect(shownAt(HEAD + 26)).toBe(TEXT)
  })

  it('says what is shown, and that it was cut', () => {
    const cut = pack([whole('note:6')], HEAD + 5, CUT)
    expect(cut).toMatchObject({ truncated: 1, dropped: 0 })
    expect(cut.passages[0]).toMatchObject({ start: 0, end: 15, tokens: 4, text: 'No fever today.' })
    expect(pack([whole('note:6')], HEAD + 26, CUT).truncated).toBe(0)
  })

  it('cuts the best ranked that does not fit, and skips the others', () => {
    const { passages, truncated } = pack([whole('note:6'), whole('note:1'), whole('note:5')], 46, CUT)
    expect(passages.map(({ rank, end }) => [rank, end])).toEqual([[1, TEXT.length]])
    expect(truncated).toBe(0)
    const more = pack([whole('note:6'), whole('note:1'), whole('note:5')], 70, CUT)
    expect(more.passages.map(({ rank }) => rank)).toEqual([1, 2])
    expect(more.passages[1]!.text).toBe('Family history: father died of lung cancer.')
    expect(more.truncated).toBe(1)
  })

  it('leaves out events, of a day the last, of a series the oldest', () => {
    const [day, series] = views.map((view) =>
      view.chunks.find((chunk) => chunk.kind === 'events' && chunk.events.length > 1),
    )
    const dayText = pack([day!], 22, CUT).text
    expect(dayText).toBe('[1] 2019-03-01 measurement\n09:00 Hemoglobin 12.60 g/dL')
    const seriesText = pack([series!], 28, CUT, views[1]!).text
    expect(seriesText).toBe('[1] measurement: Glucose (mg/dL): 2022-05-05 10:00 210')
    expect(pack([series!], 28, CUT, views[1]!).passages[0]).toMatchObject({
      documentIds: ['event:2022-05-05 10:00:00|LOINC/2345-7'],
      time: '2022-05-05 10:00:00',
    })
  })

  it('never exceeds the budget and never ends within a sentence', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1 }),
        fc.infiniteStream(fc.nat()),
        fc.integer({ min: 0, max: 150 }),
        (at, random, tokens) => {
          const view = views[at]!
          const keyed = view.documents().map((chunk) => ({ chunk, key: random.next().value as number }))
          const order = keyed.sort((a, b) => a.key - b.key).map(({ chunk }) => chunk)
          const context = pack(order, tokens, CUT, view)
          expect(context.tokens).toBeLessThanOrEqual(tokens)
          expect(context.tokens).toBe(context.text === '' ? 0 : plainCounter.count(context.text))
          expect(context.passages.length + context.dropped).toBe(order.length)
          const cut = context.passages.filter(({ kind, documentIds, end }) =>
            kind === 'note' ? end !== noteOf(documentIds[0]!).text.length : false,
          )
          expect(cut.length).toBeLessThanOrEqual(context.truncated)
          for (const { documentIds, start, end, text } of cut) {
            expect(start).toBe(0)
            expect(context.text).toContain(text)
            const after = noteOf(documentIds[0]!).text.slice(end!)
            expect(`${text}|${after}`).toMatch(/(?:[.!?]\|\s|\|\n)/)
            expect(text).not.toMatch(/(?:Dr\.|:)$/)
          }
        },
      ),
      { numRuns: 200, seed: 7 },
    )
  })
})

describe('presentation', () => {
  it('puts the best at both ends and the weakest in the middle', () => {
    expect(bestAtEnds([1, 2, 3, 4, 5])).toEqual([1, 3, 5, 4, 2])
    expect(bestAtEnds([1, 2, 3, 4])).toEqual([1, 3, 4, 2])
    expect(bestAtEnds([])).toEqual([])
  })

  it('orders groups and labels them as they stand, spans of a note in its own order', () => {
    const [first, , third] = views[0]!.chunks.filter(
      (chunk) => chunk.kind === 'note' && chunk.documentId === 'note:1',
    )
    const chunks = [whole('note:4'), third!, whole('note:3'), first!]
    const datesIn = (presentation: Layout['presentation']) => {
      const { text, passages } = pack(chunks, 500, { presentation, cuts: false })
      for (const { label, text: shown } of passages) {
        const group = text.split(/\n\n(?=\[)/)[label! - 1]!
        expect(group).toContain(`[${label}] `)
        expect(group).toContain(shown)
      }
      return [...text.matchAll(/^\[\d\] (\d{4})/gm)].map(([, year]) => year)
    }
    expect(datesIn('by-time')).toEqual(['2019', '2020', '2022'])
    expect(datesIn('by-relevance')).toEqual(['2022', '2019', '2020'])
    expect(datesIn('best-at-ends')).toEqual(['2022', '2020', '2019'])
    const { text } = pack(chunks, 500, { presentation: 'by-relevance', cuts: false })
    expect(text).toMatch(/Family history: .*\n…\nPlan:/s)
  })
})
