import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { describe, expect, it } from 'vitest'
import { retrieverStrategy } from '../../../pipeline/langchain/retriever-strategy.js'
import type { Context } from '../../../retrievers/packing/context.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

const ASOF = '2021-01-01 00:00:00'
const counter = { name: 'words', exact: true, count: (text: string) => text.split(/\s+/).length }
const budget = { tokens: 200, counter }

/** Answers whatever is asked with what it was given. */
class GivenRetriever extends BaseRetriever {
  override lc_namespace = ['test']
  readonly documents: Document[]

  constructor(documents: Document[]) {
    super()
    this.documents = documents
  }

  override async _getRelevantDocuments(): Promise<Document[]> {
    return this.documents
  }
}

async function selected(documents: readonly [text: string, metadata: Record<string, unknown>][]) {
  const { shard } = await makeShard(anna, { cuts: [ASOF] })
  const given = documents.map(([pageContent, metadata]) => new Document({ pageContent, metadata }))
  const strategy = retrieverStrategy('given', () => new GivenRetriever(given))
  const fill = await strategy.select(ask('anna', 'anything', ASOF), new RecordView(shard, ASOF))
  return { context: fill(budget), refused: Object.fromEntries(strategy.refused) }
}

describe('retrieverStrategy', () => {
  it('packs what its retriever found, in its order, the chunks it was given among them', async () => {
    const { shard } = await makeShard(anna, { cuts: [ASOF], events: 'series' })
    const view = new RecordView(shard, ASOF)
    const strategy = retrieverStrategy('newest', (visible) => new GivenRetriever(visible.toReversed()))
    const context = (await strategy.select(ask('anna', 'anything', ASOF), view))(budget) as Context
    expect(context.passages).toHaveLength(view.chunks.length)
    expect(context.passages[0]!.documentIds).toEqual(['note:3'])
    expect(context.text).not.toContain('210')
    expect(strategy.refused.size).toBe(0)
  })

  it('finds a span, a piece of a note, and the events of an id', async () => {
    const { context } = await selected([
      ['', { documentId: 'note:1', start: 65, end: 105 }],
      ['Glucose was checked. ', { documentId: 'note:3' }],
      ['Glucose', { documentIds: ['event:2020-03-01 09:00:00|LOINC/2345-7'] }],
      ['the same again', { documentId: 'note:1', start: 65, end: 105 }],
    ])
    const { passages } = context as Context
    expect(passages.map(({ rank, documentIds, text }) => [rank, documentIds[0], text])).toEqual([
      [1, 'note:1', 'Plan:\nStart metformin 500 mg twice daily'],
      [2, 'note:3', 'Glucose was checked.'],
      [3, 'event:2020-03-01 09:00:00|LOINC/2345-7', '09:00 Glucose 150 mg/dL'],
    ])
  })

  it('never packs what is after the as-of time, and counts what it refuses by reason', async () => {
    const { context, refused } = await selected([
      ['Glucose', { documentId: 'event:2020-03-01 09:00:00|LOINC/2345-7' }],
      ['Metformin stopped', { documentId: 'note:4', start: 0, end: 17 }],
      ['Metformin stopped', { documentId: 'note:4' }],
      ['Glucose', { documentId: 'event:2022-05-05 10:00:00|LOINC/2345-7' }],
      ['Undated', { documentId: 'note:5' }],
      ['', { documentId: 'note:1', start: 5, end: 9999 }],
      ['Lungs are clear.', { documentId: 'note:1' }],
      ['No known allergies.', { documentId: 'note:77' }],
      ['No known allergies.', { documentId: 'note:1', patientId: 'bert' }],
      ['No known allergies.', {}],
    ])
    expect((context as Context).passages.map(({ documentIds }) => documentIds[0])).toEqual([
      'event:2020-03-01 09:00:00|LOINC/2345-7',
    ])
    expect(refused).toEqual({
      'lies after the as-of time, or has no date': 4,
      'has a span that is not in its note': 1,
      'has a text that is not in its note': 1,
      'names a document that is in no record': 1,
      'is of another patient': 1,
      'names neither a chunk of the record nor a document': 1,
    })
  })

  it('is unfit where all was refused, and empty where nothing was found', async () => {
    const { context } = await selected([['No known allergies.', {}]])
    expect(context).toEqual({ reason: expect.stringContaining('of 1 documents none') })
    expect(JSON.stringify(context)).not.toContain('allergies')
    expect((await selected([])).context).toMatchObject({ passages: [], tokens: 0 })
  })
})
