import { describe, expect, it } from 'vitest'
import type { Context } from '../../../retrievers/packing/context.js'
import { full, oracle, random } from '../../../retrievers/strategies/controls.js'
import { bm25 } from '../../../retrievers/strategies/lexical.js'
import { recent } from '../../../retrievers/strategies/truncation.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna, bert } from '../../fixtures/two-patients.js'
import { contextOf, plainCounter } from '../contract.js'

const places = (documentId: string, start: number | null = null, end: number | null = null) => ({
  documentId,
  start,
  end,
})

describe('recent', () => {
  it('takes whole documents, the newest first, and shows them in time order', async () => {
    const context = await contextOf(recent(), anna, null, 45)
    expect(context.passages.map(({ rank, documentIds }) => [rank, documentIds[0]])).toEqual([
      [1, 'event:2022-05-05 10:00:00|LOINC/2345-7'],
      [2, 'note:4'],
    ])
    expect(context.text).toBe(
      '[1] 2022-05-05 measurement\n10:00 Glucose 210 mg/dL\n\n' +
        '[2] 2022-05-05 10:00 discharge summary\nMetformin stopped because of diarrhoea. Glucose 210.',
    )
    expect(context.dropped).toBe(8)
  })
})

describe('random', () => {
  it('depends on the seed', async () => {
    const seven = await contextOf(random(7), anna, null, 40)
    expect((await contextOf(random(8), anna, null, 40)).text).not.toBe(seven.text)
  })
})

describe('bm25', () => {
  it('finds the sentence with the words of the instruction', async () => {
    const { passages } = await contextOf(bm25(), anna, null, 1000, 'Why was metformin stopped?')
    expect(passages[0]).toMatchObject({
      rank: 1,
      documentIds: ['note:4'],
      text: 'Metformin stopped because of diarrhoea.',
    })
  })

  it('shows nothing where no word is shared', async () => {
    expect((await contextOf(bm25(), anna, null, 1000, 'zzz')).text).toBe('')
  })
})

describe('oracle', () => {
  const factsOf = () => [
    { instructionId: 'i1', factId: 'b', relevance: 1, places: [places('note:2')] },
    { instructionId: 'i1', factId: 'a', relevance: 2, places: [places('note:4', 0, 39)] },
    {
      instructionId: 'i1',
      factId: 'c',
      relevance: 2,
      places: [places('event:2020-03-01 09:00:00|LOINC/2345-7')],
    },
  ]

  it('shows the judged evidence, the essential first', async () => {
    const { passages } = await contextOf(oracle(factsOf), anna, null, 1000)
    expect(passages.slice(0, 3).map(({ documentIds, score }) => [documentIds[0], score])).toEqual([
      ['note:4', 2],
      ['event:2020-03-01 09:00:00|LOINC/2345-7', 2],
      ['note:2', 1],
    ])
  })

  it('shows no evidence from after asOf', async () => {
    const { text } = await contextOf(oracle(factsOf), anna, '2021-01-01 00:00:00', 1000)
    expect(text).toContain('Glucose 150')
    expect(text).not.toContain('diarrhoea')
  })

  it('is unfit, with its reason, where nothing was judged', async () => {
    const { shard } = await makeShard(anna)
    const fill = await oracle(() => []).select(ask('anna', 'x'), new RecordView(shard, null))
    expect(fill({ tokens: 100, counter: plainCounter })).toEqual({ reason: 'no evidence judgements' })
  })
})

describe('full', () => {
  it('shows the whole record where it fits and says so where it does not', async () => {
    const { shard } = await makeShard(bert)
    const fill = await full().select(ask('bert', 'x'), new RecordView(shard, null))
    expect(fill({ tokens: 20, counter: plainCounter })).toEqual({
      reason: 'the whole record does not fit the budget',
      needed: expect.any(Number),
    })
    const whole = fill({ tokens: 200, counter: plainCounter })
    expect(whole).toMatchObject({ dropped: 0 })
    // The sum over documents, each with its header and separator.
    const { needed } = fill({ tokens: 20, counter: plainCounter }) as { needed: number }
    expect(Math.abs(needed - (whole as { tokens: number }).tokens)).toBeLessThanOrEqual(2)
    for (const { text } of bert.notes) expect('text' in whole && whole.text).toContain(text)
  })

  it.each([
    ['anna', anna],
    ['bert', bert],
  ])('fits the exact size of the record of %s, and needs that size one token below', async (_, record) => {
    const { shard } = await makeShard(record)
    const fill = await full().select(ask(record.patientId, 'x'), new RecordView(shard, null))
    // A token per four characters: the parts, each rounded up, take more than the whole.
    const counter = { name: 'quarters', exact: true, count: (part: string) => Math.ceil(part.length / 4) }
    const { text, tokens } = fill({ tokens: 10_000, counter }) as Context
    expect(tokens).toBe(Math.ceil(text.length / 4))
    expect(fill({ tokens, counter })).toMatchObject({ text, tokens, dropped: 0 })
    expect(fill({ tokens: tokens - 1, counter })).toEqual({
      reason: 'the whole record does not fit the budget',
      needed: tokens,
    })
  })
})
