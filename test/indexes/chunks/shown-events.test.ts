import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../../corpus/record.js'
import { renderDay, renderSeries } from '../../../indexes/chunks/render-events.js'
import { shownEvents } from '../../../indexes/chunks/shown-events.js'

const time = fc.constantFrom(null, '2020-01-01 09:00:00', '2020-01-01 09:00:30', '2020-01-01 10:30:00')
// Names and values hold what the layout also uses, so that reading the text back would go wrong.
const words = fc.constantFrom('Heart rate', 'a; b', 'x (y): z', '09:00 at', 'Percocet 5 MG / 325 MG', '')
const event = fc
  .record({ time, name: words, value: fc.option(words), unit: fc.option(fc.constantFrom('mg', 'g/dL')) })
  .map(
    (fields): Event => ({
      ...fields,
      documentId: `event:${fields.time}|C`,
      domain: 'measurement',
      code: 'C',
      encounterId: null,
    }),
  )

describe('shownEvents', () => {
  it('puts no separator after a first event without time, name and value', () => {
    const nothing: Event = {
      documentId: 'event:null|C',
      time: null,
      name: '',
      value: null,
      unit: null,
      domain: 'measurement',
      code: 'C',
      encounterId: null,
    }
    // '' + 'Hb': the text is empty after the first event, so the second begins it.
    expect(renderDay([nothing, { ...nothing, name: 'Hb' }])).toBe('Hb')
    expect(shownEvents([nothing, { ...nothing, name: 'Hb' }], 'day')[1]).toMatchObject({ start: 0, end: 2 })
  })

  it('gives each event of a day the part of the text that shows it', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const text = renderDay(events)
        const shown = shownEvents(events, 'day')
        expect(shown.map((one) => one.event)).toEqual(events)
        for (const { start, end, text: own } of shown) expect(text.slice(start, end)).toBe(own)
        expect(shown.at(-1)?.end ?? 0).toBe(text.length)
      }),
    )
  })

  it('gives each point of a series its part of the text, and the head as well', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const text = renderSeries(events)
        const shown = shownEvents(events, 'series')
        expect(shown.map((one) => one.event)).toEqual(events)
        const head = text.slice(0, shown[0]?.start ?? 0)
        for (const { start, end, text: own } of shown) expect(head + text.slice(start, end)).toBe(own)
        expect(shown.at(-1)?.end ?? 0).toBe(text.length)
      }),
    )
  })
})
