import { beforeEach, describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import type { Chunk } from '../../../indexes/chunks/chunk.js'
import { dedup } from '../../../retrievers/modifiers/dedup.js'
import { mmr } from '../../../retrievers/modifiers/mmr.js'
import type { Modifier } from '../../../retrievers/modifiers/modifier.js'
import { neighbours } from '../../../retrievers/modifiers/neighbours.js'
import { noteTypePrior, priorOf } from '../../../retrievers/modifiers/note-type-prior.js'
import { parent } from '../../../retrievers/modifiers/parent.js'
import { quota } from '../../../retrievers/modifiers/quota.js'
import { recency } from '../../../retrievers/modifiers/recency.js'
import { rerank } from '../../../retrievers/modifiers/rerank.js'
import { sectionPrior } from '../../../retrievers/modifiers/section-prior.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { passageText } from '../../../retrievers/view/render-context.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'

const note = (id: string, time: string | null, type: string, text: string) => ({
  ...{ documentId: `note:${id}`, time, type, encounterId: null, text },
})

/** One sentence a note, so that a chunk is a note; the fourth has three, one of them a plan. */
const record: PatientRecord = {
  patientId: 'cara',
  encounters: [],
  notes: [
    note('1', '2020-01-01 00:00:00', 'nursing note', 'chest pain'),
    note('2', '2020-01-11 00:00:00', 'telephone call', 'chest pain'),
    note('3', '2020-01-31 00:00:00', 'progress note', 'high fever'),
    note('4', '2020-01-31 00:00:00', 'discharge summary', 'chest pain fever.\nNo cough.\nPlan: rest.'),
    note('5', null, 'letter', 'no news'),
  ],
  events: [
    {
      ...{ documentId: 'event:2020-01-21 08:00:00|A', time: '2020-01-21 08:00:00', domain: 'measurement' },
      ...{ code: 'A', name: 'Glucose', value: '101', unit: 'mg/dL', encounterId: null },
    },
    {
      ...{ documentId: 'event:2020-01-21 09:00:00|B', time: '2020-01-21 09:00:00', domain: 'measurement' },
      ...{ code: 'B', name: 'Sodium', value: '140', unit: 'mmol/L', encounterId: null },
    },
  ],
}

let view: RecordView
beforeEach(async ({ onTestFinished }) => {
  view = new RecordView((await makeShard(record, {}, onTestFinished)).shard, null)
})

const chunkOf = (text: string, at = 0): Chunk =>
  view.chunks.filter((chunk) => passageText(chunk, view).includes(text))[at]!

async function run(modifier: Modifier, ...given: (readonly [Chunk, number | null])[]) {
  const ranked = given.map(([chunk, score]) => ({ chunk, score }))
  const modified = await modifier(ranked, ask('cara', 'fever?'), view)
  return modified.map(({ chunk, score }) => [
    passageText(chunk, view),
    score === null ? null : +score.toFixed(4),
  ])
}

describe('mmr', () => {
  it('puts what is new before what was said, by relevance and the cosine of stem counts', async () => {
    const given = [
      [chunkOf('chest pain'), 10],
      [chunkOf('chest pain', 1), 9],
      [chunkOf('fever', 0), 8],
      [chunkOf('pain fever'), 7],
    ] as const
    // First: .7 * 1 + .3 * 1. Fever shares no stem with it: .7 * .8 + .3 = .86. 'chest pain fever' is like the first by
    // 2 / sqrt(2 * 3) = .8165 (and like 'high fever' by less): .7 * .7 + .3 * .1835 = .5451. The copy: .7 * .9 + 0 = .63.
    expect(await run(mmr(0.7), ...given)).toEqual([
      ['chest pain', 1],
      ['high fever', 0.86],
      ['chest pain', 0.63],
      ['chest pain fever.', 0.5451],
    ])
    // At .5 likeness weighs as much: fever .9, the copy .45, the longer one .35 + .5 * .1835 = .4418 before it is like two.
    expect((await run(mmr(0.5), ...given)).map(([text]) => text)).toEqual([
      'chest pain',
      'high fever',
      'chest pain',
      'chest pain fever.',
    ])
  })

  it('leaves what was not found, or nothing, as it is', async () => {
    expect(await run(mmr(0.7))).toEqual([])
  })
})

describe('recency', () => {
  it('halves a score with every half-life before the newest time', async () => {
    // The newest is 2020-01-31: 30, 20 and 0 days at a half-life of 10; the events 9 days 16 hours and 15 hours before.
    expect(
      await run(
        recency(10),
        [chunkOf('chest pain'), 8],
        [chunkOf('chest pain', 1), 8],
        [chunkOf('fever'), 8],
        [chunkOf('no news'), 8],
      ),
    ).toEqual([
      ['high fever', 8],
      ['no news', 4],
      ['chest pain', 2],
      ['chest pain', 1],
    ])
  })

  it('takes asOf for now, and of events the newest', async () => {
    view = new RecordView(view.shard, '2020-01-22 09:00:00')
    // One day after the Sodium of 09:00.
    expect(await run(recency(1), [chunkOf('Glucose'), 4])).toEqual([
      ['08:00 Glucose 101 mg/dL\n09:00 Sodium 140 mmol/L', 2],
    ])
  })
})

describe('dedup', () => {
  it('leaves out notes that repeat one above, and no events', async () => {
    expect(
      await run(
        dedup(0.8),
        [chunkOf('chest pain', 1), 3],
        [chunkOf('Glucose'), 2],
        [chunkOf('chest pain'), 2],
        [chunkOf('Glucose'), 1],
        [chunkOf('pain fever'), 1],
      ),
    ).toEqual([
      ['chest pain', 3],
      ['08:00 Glucose 101 mg/dL\n09:00 Sodium 140 mmol/L', 2],
      ['08:00 Glucose 101 mg/dL\n09:00 Sodium 140 mmol/L', 1],
      ['chest pain fever.', 1],
    ])
  })

  it('counts shingles of three words', async () => {
    // Words a b c d e f against a b c d e g: 4 shingles each, 3 shared, 3 / 5 = .6.
    const notes = ['a b c d e f', 'a b c d e g'].map((text, i) => note(`${i}`, null, 'note', text))
    view = new RecordView((await makeShard({ ...record, notes, events: [] })).shard, null)
    const [one, other] = view.chunks
    expect(await run(dedup(0.6), [one!, 2], [other!, 1])).toHaveLength(1)
    expect(await run(dedup(0.61), [one!, 2], [other!, 1])).toHaveLength(2)
  })
})

describe('neighbours', () => {
  it('puts the chunks before and after a hit behind it, once', async () => {
    expect(await run(neighbours(1), [chunkOf('No cough'), 5], [chunkOf('Plan: rest'), 4])).toEqual([
      ['No cough.', 5],
      ['chest pain fever.', 5],
      ['Plan: rest.', 5],
    ])
    expect((await run(neighbours(2), [chunkOf('Plan: rest'), 4])).map(([text]) => text)).toEqual([
      'Plan: rest.',
      'No cough.',
      'chest pain fever.',
    ])
  })

  it('takes sentences for a passage that is no chunk of the index', async () => {
    const whole = view.documents().find(({ chunkId }) => chunkId.startsWith('note:4'))!
    const line = { ...whole, chunkId: 'note:4:0-17', end: 17 } as Chunk
    view = new RecordView((await makeShard(record, { unit: TOKENS })).shard, null)
    expect((await run(neighbours(1), [line, 4])).map(([text]) => text)).toEqual([
      'chest pain fever.',
      'No cough.',
    ])
  })
})
const TOKENS = { chunk: 'tokens', chunkTokens: 30, overlapTokens: 0 } as const

describe('parent', () => {
  it('shows the whole note in the place of its best chunk', async () => {
    expect(
      await run(parent, [chunkOf('No cough'), 5], [chunkOf('fever'), 4], [chunkOf('Plan: rest'), 3]),
    ).toEqual([
      ['chest pain fever.\nNo cough.\nPlan: rest.', 5],
      ['high fever', 4],
    ])
  })

  it('shows all events of the day and domain', async () => {
    const day = chunkOf('Glucose')
    const first = day.kind === 'events' ? { ...day, events: day.events.slice(0, 1) } : day
    expect(await run(parent, [first, 5])).toEqual([['08:00 Glucose 101 mg/dL\n09:00 Sodium 140 mmol/L', 5]])
  })
})

describe('parent beside series', () => {
  it('shows no event of a series again', async () => {
    const day = chunkOf('Glucose')
    if (day.kind !== 'events') throw new Error('expected events')
    const [glucose, sodium] = day.events
    const series: Chunk = { ...day, form: 'series', chunkId: 'series:measurement|A', events: [glucose!] }
    const part: Chunk = { ...day, events: [sodium!] }
    expect(await run(parent, [series, 5], [part, 4])).toEqual([
      ['Glucose (mg/dL): 2020-01-21 08:00 101', 5],
      ['09:00 Sodium 140 mmol/L', 4],
    ])
  })
})

describe('note-type prior', () => {
  it('multiplies by what a type of note is worth, and leaves events alone', async () => {
    expect(
      await run(
        noteTypePrior,
        [chunkOf('chest pain', 1), 10],
        [chunkOf('Glucose'), 9],
        [chunkOf('No cough'), 8],
      ),
    ).toEqual([
      ['No cough.', 10.4],
      ['08:00 Glucose 101 mg/dL\n09:00 Sodium 140 mmol/L', 9],
      ['chest pain', 7],
    ])
    expect(
      ['Discharge Summary', 'History and physical note', 'nursing progress note', 'x'].map(priorOf),
    ).toEqual([1.3, 1.2, 1.1, 1])
  })
})

describe('section prior', () => {
  it('raises what touches a plan', async () => {
    expect(await run(sectionPrior(1.5), [chunkOf('No cough'), 5], [chunkOf('Plan: rest'), 4])).toEqual([
      ['Plan: rest.', 6],
      ['No cough.', 5],
    ])
  })
})

describe('quota', () => {
  it('gives notes and events their share of the text, and takes the scores away', async () => {
    // 10, 17 and 9 characters of notes, 49 of events: after the first note the events have nothing, then far too much.
    expect(
      await run(
        quota(0.5),
        [chunkOf('chest pain'), 9],
        [chunkOf('pain fever'), 8],
        [chunkOf('No cough'), 7],
        [chunkOf('Glucose'), 6],
      ),
    ).toEqual([
      ['chest pain', null],
      ['08:00 Glucose 101 mg/dL\n09:00 Sodium 140 mmol/L', null],
      ['chest pain fever.', null],
      ['No cough.', null],
    ])
  })

  it('takes all of one kind first at its ends', async () => {
    const given = [
      [chunkOf('Glucose'), 9],
      [chunkOf('fever'), 8],
    ] as const
    expect((await run(quota(1), ...given))[0]![0]).toBe('high fever')
    expect((await run(quota(0), ...[...given].reverse()))[0]![0]).toContain('Glucose')
  })
})

describe('rerank', () => {
  const byLength = {
    name: 'length',
    hash: 'x',
    score: async (_: string, texts: readonly string[]) => Float64Array.from(texts, (text) => text.length - 9),
  }

  it('orders the best by the logistic of what the reranker says, with the rest below', async () => {
    // 'No cough.' 9 characters: logit 0, .5; 'chest pain' 1: 1 / (1 + e^-1) = .7311; the third stays, at .5 * 2 / 3.
    expect(
      await run(
        rerank(byLength, 2),
        [chunkOf('No cough'), 5],
        [chunkOf('chest pain'), 4],
        [chunkOf('high fever'), 3],
      ),
    ).toEqual([
      ['chest pain', 0.7311],
      ['No cough.', 0.5],
      ['high fever', 0.3333],
    ])
  })

  it('keeps the order of equals', async () => {
    const equal = {
      ...byLength,
      score: async (_: string, texts: readonly string[]) => new Float64Array(texts.length),
    }
    expect(
      (await run(rerank(equal, 9), [chunkOf('fever'), 2], [chunkOf('No cough'), 1])).map(([t]) => t),
    ).toEqual(['high fever', 'No cough.'])
  })
})
