import { describe, expect, it } from 'vitest'
import { dense, denseExact } from '../../../retrievers/strategies/dense.js'
import { conclusionSpans, digest } from '../../../retrievers/strategies/digest.js'
import { bm25, bm25Stem } from '../../../retrievers/strategies/lexical.js'
import { lexical, lexicalScores } from '../../../retrievers/strategies/lexical-mix.js'
import { reciprocalRanks } from '../../../retrievers/strategies/reciprocal-rank-fusion.js'
import { visitBm25 } from '../../../retrievers/strategies/visits.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { contextOf } from '../contract.js'

describe('bm25-stem', () => {
  const QUESTION = 'Was the stopping of metformin discussed?'

  it('finds another form of a word, and no stop word', async () => {
    const { passages } = await contextOf(bm25Stem(), anna, null, 1000, 'Was it stopping?')
    expect(passages.map(({ text }) => text)).toEqual(['Metformin stopped because of diarrhoea.'])
    expect((await contextOf(bm25(), anna, null, 1000, 'stopping?')).text).toBe('')
    expect((await contextOf(bm25Stem(), anna, null, 1000, 'What was the of?')).text).toBe('')
  })

  it('scores higher what shares more stems', async () => {
    const { passages } = await contextOf(bm25Stem(), anna, null, 1000, QUESTION)
    expect(passages.find(({ rank }) => rank === 1)?.text).toBe('Metformin stopped because of diarrhoea.')
  })
})

describe('lexical', () => {
  it('finds parts of words, and what stands in the note of a match', async () => {
    const { passages } = await contextOf(lexical(), anna, null, 1000, 'diarrhoeal')
    const ranked = [...passages].sort((a, b) => a.rank - b.rank)
    expect(ranked[0]?.text).toBe('Metformin stopped because of diarrhoea.')
    expect(ranked[1]?.text).toBe('Glucose 210.')
  })

  it('stays between 0 and the sum of its weights', async () => {
    const { shard } = await makeShard(anna)
    const view = new RecordView(shard, null)
    for (const text of anna.notes.map((note) => note.text))
      for (const score of lexicalScores(text, view)) {
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThan(1.3)
      }
  })
})

describe('dense-exact', () => {
  it('is what dense approximates', async () => {
    const exact = await contextOf(denseExact(), anna, null, 60)
    expect((await contextOf(dense(100), anna, null, 60)).text).toBe(exact.text)
  })
})

describe('reciprocalRanks', () => {
  it('adds 1 / (k + rank), equal scores at one rank, and nothing for what was not found', () => {
    const lists = [Float64Array.of(3, 1, 0, 1), Float64Array.of(0.1, 0.2, -0.5, 0)]
    expect([...reciprocalRanks(lists, 60)]).toEqual([1 / 61 + 1 / 62, 1 / 62 + 1 / 61, 0, 1 / 62])
    expect(reciprocalRanks([], 60)).toHaveLength(0)
  })
})

describe('visit-bm25', () => {
  const visits = { '1': 'first', '2': 'second', '3': 'second', '4': 'third', '5': null } as const
  const record = {
    ...anna,
    notes: anna.notes.map((note) => ({
      ...note,
      encounterId: visits[note.documentId.slice('note:'.length) as keyof typeof visits],
    })),
    events: anna.events.map((event) => ({
      ...event,
      encounterId: event.time === null ? null : event.time < '2020' ? 'first' : 'third',
    })),
  }

  it('shows the whole of the best encounter first, with one score', async () => {
    const { passages } = await contextOf(visitBm25(), record, null, 1000, 'Why the diarrhoea?')
    const ranked = [...passages].sort((a, b) => a.rank - b.rank)
    // The glucose of 2020 was recorded under the third encounter: time order within it.
    expect(ranked.slice(0, 3).map(({ documentIds }) => documentIds[0])).toEqual([
      'event:2020-03-01 09:00:00|LOINC/2345-7',
      'event:2022-05-05 10:00:00|LOINC/2345-7',
      'note:4',
    ])
    expect(new Set(ranked.map(({ score }) => score)).size).toBe(1)
  })

  it('ranks an encounter by its visible part alone', async () => {
    const cut = await contextOf(visitBm25(), record, '2021-01-01 00:00:00', 1000, 'diarrhoea glucose')
    expect(cut.text).toContain('Glucose 150')
    expect(cut.text).not.toContain('210')
  })

  it('takes what belongs to no encounter by the day', async () => {
    const { passages } = await contextOf(visitBm25(), record, null, 1000, 'infarct')
    expect(passages.map(({ documentIds }) => documentIds[0]).sort()).toEqual([
      'event:unknown|LOINC/72166-2',
      'note:5',
    ])
  })
})

describe('digest', () => {
  it('shows the last point of every code, then the newest plan, whatever is asked', async () => {
    const { passages, text } = await contextOf(digest(), anna, null, 1000)
    const ranked = [...passages].sort((a, b) => a.rank - b.rank)
    expect(ranked.slice(0, 4).map(({ documentIds }) => documentIds[0])).toEqual([
      'event:2022-05-05 10:00:00|LOINC/2345-7',
      'event:2019-03-01 23:59:00|SNOMED/44054006',
      'event:2019-03-01 09:00:00|LOINC/718-7',
      'event:unknown|LOINC/72166-2',
    ])
    expect(ranked[4]?.text).toContain('Plan:')
    expect(text).toBe((await contextOf(digest(), anna, null, 1000, 'Any allergies?')).text)
  })

  it('shows the last visible point where later ones lie after asOf', async () => {
    const { text } = await contextOf(digest(), anna, '2021-01-01 00:00:00', 1000)
    expect(text).toContain('Glucose 150')
    expect(text).not.toContain('Glucose 180')
  })
})

describe('conclusionSpans', () => {
  const spans = (text: string) => conclusionSpans(text).map(([start, end]) => text.slice(start, end))

  it('runs from a concluding heading to the next heading', () => {
    expect(spans('HPI:\nCough.\n\nAssessment and Plan:\n1. Rest.\n\nExam: clear\n')).toEqual([
      'Assessment and Plan:\n1. Rest.\n\n',
    ])
    expect(spans('# Plan\nRest.\n# History\nNone.')).toEqual(['# Plan\nRest.\n'])
    expect(spans('IMPRESSION\nNo change.')).toEqual(['IMPRESSION\nNo change.'])
  })

  it('takes no mention in running text', () => {
    expect(spans('The plan was discussed. We plan to go on.')).toEqual([])
  })
})
