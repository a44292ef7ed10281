import { describe, expect, it } from 'vitest'
import type { Event } from '../../../../corpus/record.js'
import { renderDay, renderSeries } from '../../../../indexes/chunks/render-events.js'
import { type EventForm, shownEvents } from '../../../../indexes/chunks/shown-events.js'
import { markEvidence } from '../../../../pipeline/report/drill-down/mark-evidence.js'

function event(time: string, name: string, value: string): Event {
  const fields = { domain: 'measurement', unit: null, encounterId: null }
  return { ...fields, documentId: `event:${time}|${name}`, code: name, time, name, value }
}

function marked(events: readonly Event[], judged: Event, form: EventForm, isStoredWithPositions = true) {
  const passage = {
    ...{
      rank: 1,
      score: 1,
      kind: 'events' as const,
      start: null,
      end: null,
      time: null,
      type: 'measurement',
    },
    ...{ label: 1, tokens: 9, documentIds: [...new Set(events.map(({ documentId }) => documentId))] },
    text: form === 'day' ? renderDay(events) : renderSeries(events),
  }
  const facts = [
    {
      instructionId: 'i',
      factId: 'f',
      relevance: 2 as const,
      places: [{ documentId: judged.documentId, start: null, end: null }],
    },
  ]
  const shown = isStoredWithPositions ? shownEvents(events, form) : null
  const eventsOf = (id: string) => events.filter(({ documentId }) => documentId === id)
  const { pieces } = markEvidence(passage, facts, { eventsOf, shownBy: () => shown })
  return pieces.filter(({ relevance }) => relevance > 0).map(({ text }) => text)
}

const high = event('2020-01-01 09:00:00', 'Glucose', '7.1')
const sameWords = event('2020-01-01 09:00:30', 'Glucose', '7.1')
const later = event('2020-01-02 08:00:00', 'Glucose', '7.15')

describe('markEvidence', () => {
  it('marks a judged event of a day alone, and not another of the same words', () => {
    expect(marked([high, sameWords], high, 'day')).toEqual(['Glucose 7.1'])
    // Without positions the words are all there is to go by.
    expect(marked([high, sameWords], high, 'day', false)).toEqual(['Glucose 7.1', 'Glucose 7.1'])
  })

  it('marks the point of a series that shows the judged event', () => {
    expect(marked([high, later], later, 'series')).toEqual(['2020-01-02 08:00 7.15'])
    expect(marked([high, later], high, 'series', false)).toEqual(['2020-01-01 09:00 7.1'])
  })
})
