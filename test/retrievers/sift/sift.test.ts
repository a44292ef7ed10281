import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import { openInterpretation } from '../../../reading/interpretation.js'
import { findCopies, notesOfCopies } from '../../../retrievers/sift/copies.js'
import { linesIn } from '../../../retrievers/sift/lines.js'
import { linkScores } from '../../../retrievers/sift/links.js'
import { sift } from '../../../retrievers/sift/sift.js'
import { ALL_SWITCHES } from '../../../retrievers/sift/sift-switches.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask as askOf, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { contextOf } from '../contract.js'

const contextFor = (question: string, tokens: number, switches = ALL_SWITCHES) =>
  contextOf(sift('sift', switches), anna, null, tokens, question)

describe('sift', () => {
  it('shows the points of a series that the instruction asks for before anything else', async () => {
    expect((await contextFor('What was the last glucose?', 40)).text).toContain(
      'Glucose (mg/dL): 2020-03-01 09:00 150; 2022-05-05 10:00 210',
    )
    expect((await contextFor('What was the first glucose?', 40)).text).toContain(
      'Glucose (mg/dL): 2019-03-01 09:00 180; 2020-03-01 09:00 150',
    )
  })

  it('shows a day that is asked for whole, and no event of it twice', async () => {
    const { text } = await contextFor('Summarise the visit of 03/01/2020.', 400)
    expect(text).toContain('2020-03-01 measurement\n09:00 Glucose 150 mg/dL')
    expect(text).toContain('Glucose (mg/dL): 2019-03-01 09:00 180; 2022-05-05 10:00 210')
    expect(text.match(/150/g)).toHaveLength(1)
    expect(text.indexOf('Potassium')).toBeGreaterThan(-1)
  })

  it('answers what is asked of a day before it shows the rest of the day, and nothing twice', async () => {
    const { text, passages } = await contextFor('What was the glucose on 3/1/20?', 400)
    expect(passages[0]).toMatchObject({
      kind: 'events',
      documentIds: ['event:2020-03-01 09:00:00|LOINC/2345-7'],
    })
    expect(text.match(/\b150\b/g)).toHaveLength(1)
  })

  it('says of what each score is made, and how the instruction was read', async () => {
    const strategy = sift('sift', ALL_SWITCHES)
    const { passages } = await contextFor('How high did the glucose ever get?', 60)
    expect(passages[0]!.why).toMatch(/^words \d\.\d\d.*; part 1 of \d of its series$/)
    const read = await strategy.explain!({ ...askOf('anna', 'How high did the glucose ever get?', null) })
    expect(read).toContain("points highest; kinds any; 'how high' like 'how high'")
  })

  it('shows parts of one series as one, in time order', async () => {
    const { text, passages } = await contextFor('last glucose', 400)
    expect(text).toContain(
      'Glucose (mg/dL): 2019-03-01 09:00 180; 2020-03-01 09:00 150; 2022-05-05 10:00 210',
    )
    expect(text.match(/Glucose \(mg\/dL\)/g)).toHaveLength(1)
    const parts = passages.filter(({ documentIds }) => documentIds[0]!.endsWith('LOINC/2345-7'))
    expect(new Set(parts.map(({ label }) => label)).size).toBe(1)
  })

  it('works on sentences whatever unit the index has', async () => {
    const { shard } = await makeShard(anna, { unit: { chunk: 'tokens', chunkTokens: 60, overlapTokens: 0 } })
    const instruction = {
      instructionId: 'i',
      patientId: 'anna',
      text: 'Why was metformin stopped?',
      asOf: null,
      category: null,
      references: [],
      evidence: [],
    }
    const fill = await sift('sift', ALL_SWITCHES).select(instruction, new RecordView(shard, null))
    const context = fill({
      tokens: 40,
      counter: { name: 'chars', exact: true, count: (text) => Math.ceil(text.length / 4) },
    })
    expect('text' in context && context.text).toContain('Metformin stopped because of diarrhoea.')
  })

  it('finds what the chart calls by another name', async () => {
    const record: PatientRecord = {
      ...anna,
      notes: [
        { ...anna.notes[0]!, text: 'Hypertension since youth.\nWalks to work.\nSleeps well.\nEats little.' },
      ],
      events: [],
    }
    const without = await contextOf(
      sift('s', { ...ALL_SWITCHES, lexicon: false, cosine: false }),
      record,
      null,
      20,
      'HTN?',
    )
    const context = await contextOf(sift('s', { ...ALL_SWITCHES, cosine: false }), record, null, 20, 'HTN?')
    expect([without.text, context.text]).toEqual(['', expect.stringContaining('Hypertension')])
  })
})

describe('older copies', () => {
  it('are sentences that stand again later, after the same sentence', async () => {
    const { shard } = await makeShard(anna)
    const copies = findCopies(shard.chunks, (id) => shard.note(id))
    const positions = [...shard.chunks.keys()]
    const hidden = positions.filter((i) => copies.isOlder[i]).map((i) => shard.chunks[i]!.chunkId)
    // Both sentences of note 1's first line are copied into note 2.
    expect(hidden).toEqual(['note:1:0-43', 'note:1:44-63'])
    const sources = positions.filter((i) => notesOfCopies(i, shard.chunks, copies).length > 0)
    expect(sources.map((i) => [shard.chunks[i]!.chunkId, notesOfCopies(i, shard.chunks, copies)])).toEqual([
      [expect.stringMatching(/^note:2:/), ['note:1']],
      [expect.stringMatching(/^note:2:/), ['note:1']],
    ])
  })

  it('are told of behind what is shown, with the date of the other note', async () => {
    const { text } = await contextFor('Any known allergies?', 60)
    expect(text).toMatch(/No known allergies\. \(also \d{4}-\d\d-\d\d\)/)
    expect(text.match(/No known allergies/g)).toHaveLength(1)
  })
})

describe('whole lines', () => {
  it('widen sentences to their line, once, and leave events alone', async () => {
    const { shard } = await makeShard(anna)
    const view = new RecordView(shard, null)
    const { lines, numbers } = linesIn(view)
    const first = lines.filter((_, i) => numbers.indexOf(numbers[i]!) === i)
    const ofNote = first.flatMap((chunk) =>
      chunk.kind === 'note' && chunk.documentId === 'note:1' ? [chunk] : [],
    )
    const { text } = anna.notes[0]!
    expect(ofNote.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Family history: father died of lung cancer. No known allergies.',
      'Plan:\nStart metformin 500 mg twice daily.',
    ])
    expect(first.filter(({ kind }) => kind === 'events')).toEqual(
      view.chunks.filter(({ kind }) => kind === 'events'),
    )
  })
})

describe('linkScores', () => {
  it('raises the notes of the visit at which the wanted points of the best series were recorded', async () => {
    const record: PatientRecord = {
      ...anna,
      notes: anna.notes.map((note, i) => ({ ...note, encounterId: `v${i + 1}` })),
      events: anna.events.slice(0, 2).map((event) => ({ ...event, encounterId: 'v1' })),
    }
    const { shard } = await makeShard(record)
    const view = new RecordView(shard, null)
    const total = Float64Array.from(view.chunks, (chunk) => (chunk.kind === 'events' ? 2 : 1))
    const gains = linkScores(total, view, openInterpretation('glucose'))
    for (const [i, chunk] of view.chunks.entries()) {
      const isOfVisit = chunk.kind === 'note' && chunk.documentId === 'note:1'
      expect(gains[i]!).toBeCloseTo(isOfVisit ? 0.1 : 0, 9)
    }
  })
})
