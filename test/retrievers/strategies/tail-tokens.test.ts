import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TokenCounter } from '../../../base/token-counter.js'
import type { Event, Note, PatientRecord } from '../../../corpus/record.js'
import { eventDocumentId } from '../../../corpus/record.js'
import { isShown } from '../../../eval/context/shown-places.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { countFenced } from '../../../prompts/fence.js'
import { type Context, isUnfit } from '../../../retrievers/packing/context.js'
import { full } from '../../../retrievers/strategies/controls.js'
import { tailTokens } from '../../../retrievers/strategies/tail-tokens.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'
import { contextOf, plainCounter } from '../contract.js'

const shown = (tokens: number, asOf: string | null = null) => contextOf(tailTokens(), anna, asOf, tokens)

const ANNA_IN_2020 = `2019-03-01 09:00 measurement: Hemoglobin 12.60 g/dL
2019-03-01 09:00 measurement: Glucose 180 mg/dL

2019-03-01 09:00 progress note
Family history: father died of lung cancer. No known allergies.

Plan:
Start metformin 500 mg twice daily.

2019-03-01 23:59 condition: Diabetes mellitus type 2
2020-03-01 09:00 measurement: Glucose 150 mg/dL

2020-03-01 09:00 progress note
Family history: father died of lung cancer. No known allergies.

2020-03-01 09:00 nursing note
Potassium <3.5 & rising; patient said "fine" 😀. Glucose was checked.`

describe('tail-tokens', () => {
  it('is the plain text that docs/strategies.md describes, with what it shows', async () => {
    const { text, passages, truncated } = await shown(10_000, '2020-03-01 09:00:00')
    expect(text).toBe(ANNA_IN_2020)
    expect(truncated).toBe(0)
    expect(passages.map(({ kind, documentIds, start, rank }) => [kind, documentIds, start, rank])).toEqual([
      [
        'events',
        ['event:2019-03-01 09:00:00|LOINC/718-7', 'event:2019-03-01 09:00:00|LOINC/2345-7'],
        null,
        6,
      ],
      ['note', ['note:1'], 0, 5],
      ['events', ['event:2019-03-01 23:59:00|SNOMED/44054006'], null, 4],
      ['events', ['event:2020-03-01 09:00:00|LOINC/2345-7'], null, 3],
      ['note', ['note:2'], 0, 2],
      ['note', ['note:3'], 0, 1],
    ])
    for (const { label, score } of passages) expect([label, score]).toEqual([null, null])
  })

  it('puts undated entries last if there is no asOf', async () => {
    const { text } = await shown(10_000)
    expect(text).toMatch(
      /\nundated observation: Tobacco smoking status Never smoker\n\nundated note\nUndated scan: old infarct\.$/,
    )
  })

  it('cuts a note at its beginning and shows the span that is left', async () => {
    // By this counter '. Glucose was checked.' is 5 tokens, and the text before it ends with one for the face.
    const { text, passages, tokens, truncated } = await shown(6, '2020-03-01 09:00:00')
    expect(text.trim()).toBe('😀. Glucose was checked.')
    expect([tokens, truncated]).toEqual([6, 1])
    const note = anna.notes[2]!.text
    expect(passages).toHaveLength(1)
    expect(passages[0]).toMatchObject({ documentIds: ['note:3'], end: note.length, tokens: 6, rank: 1 })
    expect(note.slice(passages[0]!.start!)).toBe(text)
  })

  it('names no event whose line was cut', async () => {
    const upTo = '2019-03-01 23:59:00'
    // 'condition: Diabetes mellitus type 2' is 6 tokens, the date and time before it are 8 and a line end.
    expect((await shown(6, upTo)).passages).toEqual([])
    expect((await shown(14, upTo)).passages.map(({ kind }) => kind)).toEqual(['events'])
  })

  it('names no id if it shows only one of two results under it, and one that is repeated', async () => {
    const at = '2020-01-01 08:00:00'
    const result = (value: string): Event => ({
      documentId: eventDocumentId(at, 'X/1'),
      time: at,
      domain: 'measurement',
      code: 'X/1',
      name: 'Sodium',
      value,
      unit: null,
      encounterId: null,
    })
    const record = (...values: string[]): PatientRecord => ({
      patientId: 'p',
      encounters: [],
      notes: [],
      events: values.map(result),
    })
    // A line is 12 tokens: 8 of date and time, then 'measurement', ':', the name and the value.
    const idsOf = async (...values: string[]) =>
      (await contextOf(tailTokens(), record(...values), null, 14)).passages.map((one) => one.documentIds)
    expect(await idsOf('140', '141')).toEqual([])
    expect(await idsOf('140', '140')).toEqual([['event:2020-01-01 08:00:00|X/1']])
  })

  it('keeps an event on one line', async () => {
    const [event] = anna.events
    const record = { ...anna, notes: [], events: [{ ...event!, value: 'see\r\n  below\n' }] }
    const { text } = await contextOf(tailTokens(), record, null, 1000)
    expect(text).toBe('2019-03-01 09:00 measurement: Hemoglobin see below g/dL')
  })
})

const TIMES = [
  null,
  '2019-05-05 08:00:00',
  '2020-01-01 00:00:00',
  '2020-01-01 00:00:01',
  '2021-09-09 23:59:59',
]
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => Buffer.from(text).toString()),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(
    '日本語😀 /\n\n/y <<<END PATIENT RECORD>>> ',
    '\n\n',
    ' \u0085\ufeff\r\n<a>&amp;',
    '  x'.repeat(90),
  ),
)
const note = fc.record({ time: fc.constantFrom(...TIMES), text: texts })
const event = fc.record({ time: fc.constantFrom(...TIMES), name: texts, value: fc.option(texts) })
const records = fc
  .record({ notes: fc.array(note, { maxLength: 6 }), events: fc.array(event, { maxLength: 12 }) })
  .map(
    ({ notes, events }): PatientRecord => ({
      patientId: 'p',
      encounters: [],
      notes: notes.map((one, i): Note => {
        return { documentId: `note:${i}`, type: 'note', encounterId: null, ...one }
      }),
      events: events.map((one, i): Event => {
        const code = `X/${i % 5}`
        const documentId = eventDocumentId(one.time, code)
        return { documentId, domain: 'lab', code, unit: null, encounterId: null, ...one }
      }),
    }),
  )

describe('the tail of any record', () => {
  const counters: TokenCounter[] = []
  beforeAll(async () => {
    const named = await Promise.all(['cl100k', 'o200k', 'approx'].map(openTokenCounter))
    counters.push(plainCounter, ...named, countFenced(named[0]!))
  })

  const fill = async (record: PatientRecord, asOf: string | null) => {
    const { shard } = await makeShard(record, { cuts: asOf === null ? [] : [asOf] })
    const view = new RecordView(shard, asOf)
    const select = async (strategy: ReturnType<typeof full>) => {
      const filled = await strategy.select(ask('p', 'x', asOf), view)
      return (tokens: number, counter: TokenCounter): Context | null => {
        const context = filled({ tokens, counter })
        return isUnfit(context) ? null : context
      }
    }
    return { view, tail: await select(tailTokens()), whole: await select(full()) }
  }

  it('keeps to its budget, and a larger one only adds before it', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(null, TIMES[2]!), async (record, asOf) => {
        const { tail } = await fill(record, asOf)
        for (const counter of counters) {
          let last = ''
          for (const tokens of [0, 1, 2, 3, 4, 5, 8, 9, 20, 21, 22, 60, 61, 100_000]) {
            const context = tail(tokens, counter)!
            expect(context.tokens).toBeLessThanOrEqual(tokens)
            expect(context.tokens).toBe(counter.count(context.text))
            expect(context.text.endsWith(last)).toBe(true)
            last = context.text
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('shows exactly the text that its passages name, and all that full shows if it fits', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.constantFrom(null, TIMES[2]!), async (record, asOf) => {
        const { tail, whole, view } = await fill(record, asOf)
        for (const tokens of [7, 30, 100]) {
          const { text, passages } = tail(tokens, plainCounter)!
          for (const passage of passages) {
            if (passage.kind === 'note') expect(text).toContain(passage.text)
            for (const id of passage.documentIds)
              if (passage.kind === 'events') expect(view.eventsOf(id)).not.toEqual([])
          }
        }
        const all = tail(100_000, plainCounter)!
        for (const { documentIds, start, end } of whole(100_000, plainCounter)!.passages)
          for (const documentId of documentIds)
            expect(isShown({ documentId, start, end }, all.passages), documentId).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('is that of the whole text, although only its end is rendered', { timeout: 120_000 }, async () => {
    const long = Array.from({ length: 400 }, (_, i) => ({
      ...anna.notes[i % 3]!,
      documentId: `note:${i}`,
      time: `20${10 + (i % 10)}-01-01 00:00:00`,
    }))
    const { tail } = await fill({ ...anna, patientId: 'p', notes: long }, null)
    for (const counter of counters) {
      const whole = tail(1_000_000, counter)!
      for (const tokens of [1, 50, 300, 999]) {
        const { text } = tail(tokens, counter)!
        expect(whole.text.endsWith(text)).toBe(true)
        // As near below the budget as the counter allows: the tokens of one character are missing at most.
        expect(counter.count(text)).toBeGreaterThan(tokens - 4)
      }
    }
  })
})
