import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import { eventsOnly, headTail, notesOnly, uniform } from '../../../retrievers/strategies/truncation.js'
import { anna } from '../../fixtures/two-patients.js'
import { contextOf } from '../contract.js'

/** Of each month a note of as many words as the others. */
const monthly: PatientRecord = {
  patientId: 'monthly',
  encounters: [],
  events: [],
  notes: Array.from({ length: 60 }, (_, i) => ({
    documentId: `note:${i}`,
    time: `${2015 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01 09:00:00`,
    type: 'note',
    encounterId: null,
    text: `Visit ${i} was fine and nothing new came up today`,
  })),
}
const shownOf = async (strategy: Parameters<typeof contextOf>[0], tokens: number) =>
  (await contextOf(strategy, monthly, null, tokens)).passages
    .map(({ documentIds }) => Number(documentIds[0]!.slice(5)))
    .sort((a, b) => a - b)

describe('head-tail', () => {
  it('shows as much of the oldest as of the newest, in time order', async () => {
    const context = await contextOf(headTail(), monthly, null, 180)
    const shown = await shownOf(headTail(), 180)
    const head = shown.filter((i) => i < 30)
    expect(head).toEqual(head.map((_, i) => i))
    expect(shown.slice(head.length)).toEqual(
      shown.slice(head.length).map((_, i, { length }) => 60 - length + i),
    )
    // What neither half can use goes to the newest of the others.
    expect([0, 1]).toContain(shown.length - 2 * head.length)
    expect(head.length).toBeGreaterThan(2)
    expect(context.text.indexOf('Visit 0 ')).toBeLessThan(context.text.indexOf('Visit 59 '))
  })

  it('shows everything once where everything fits', async () => {
    expect(await shownOf(headTail(), 5000)).toEqual(monthly.notes.map((_, i) => i))
  })
})

describe('uniform', () => {
  it('shows every part of the timeline', async () => {
    const shown = await shownOf(uniform(7), 600)
    const sizes = Array.from(
      { length: 10 },
      (_, part) => shown.filter((i) => Math.floor(i / 6) === part).length,
    )
    expect(Math.min(...sizes)).toBeGreaterThan(1)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  })

  it('depends on the seed', async () => {
    expect(await shownOf(uniform(8), 240)).not.toEqual(await shownOf(uniform(7), 240))
  })
})

describe('notes-only and events-only', () => {
  it('show the newest of their kind and nothing else', async () => {
    const notes = await contextOf(notesOnly(), anna, null, 1000)
    expect(notes.passages.map(({ kind }) => kind)).toEqual(anna.notes.map(() => 'note'))
    expect(notes.passages[0]!.documentIds).toEqual(['note:4'])
    const events = await contextOf(eventsOnly(), anna, null, 1000)
    expect(new Set(events.passages.map(({ kind }) => kind))).toEqual(new Set(['events']))
    expect(events.passages[0]!.documentIds).toEqual(['event:2022-05-05 10:00:00|LOINC/2345-7'])
  })
})
