import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../../corpus/record.js'
import { interpret } from '../../../reading/interpretation.js'
import { seriesParts } from '../../../retrievers/sift/series-points.js'

function eventsOf(values: readonly (number | null)[]): Event[] {
  return values.map((value, i) => ({
    documentId: `event:${i}`,
    time: `20${String(10 + i)}-01-01 08:00:00`,
    domain: 'measurement',
    code: 'X',
    name: 'X',
    value: value === null ? null : String(value),
    unit: null,
    encounterId: null,
  }))
}

function firstPart(question: string, values: readonly (number | null)[]): number[] {
  const events = eventsOf(values)
  return seriesParts(
    events.map((_, i) => i),
    (i) => events[i]!,
    interpret(question, null),
  )[0]!
}

const VALUES = [5, 9, 1, 7, 3, 4]

describe('the first points of a series', () => {
  it('are those that the instruction asks for', () => {
    expect(firstPart('last value', VALUES)).toEqual([4, 5])
    expect(firstPart('first value', VALUES)).toEqual([0, 1])
    // The highest are 9 and 7, in 2011 and 2013.
    expect(firstPart('peak', VALUES)).toEqual([1, 3])
    expect(firstPart('nadir', VALUES)).toEqual([2, 4])
    expect(firstPart('trend', VALUES)).toEqual([0, 1, 2, 3, 4, 5])
    // Last, first, lowest, highest.
    expect(firstPart('glucose', VALUES)).toEqual([0, 1, 2, 5])
  })

  it('lie in the frame, and nothing outside is lost', () => {
    const events = eventsOf(VALUES)
    const parts = seriesParts(
      [0, 1, 2, 3, 4, 5],
      (i) => events[i]!,
      interpret('last value before 2013-06-01', null),
    )
    expect(parts[0]).toEqual([2, 3])
    expect(parts.flat().sort()).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('keep what happened at one time together, hold every event once, and stand in time order within a part', () => {
    const questions = fc.constantFrom(
      'last',
      'first',
      'peak',
      'nadir',
      'count',
      'glucose',
      'since 2015',
      'last before 2014-01-01',
    )
    const times = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(times, questions, (hours, question) => {
        const sorted = [...hours].sort((a, b) => a - b)
        const events = sorted.map(
          (hour, i): Event => ({
            ...eventsOf([i])[0]!,
            time: `20${10 + Math.floor(hour / 3)}-01-01 0${hour % 3}:00:00`,
          }),
        )
        const parts = seriesParts(
          events.map((_, i) => i),
          (i) => events[i]!,
          interpret(question, null),
        )
        expect(parts.flat().sort((a, b) => a - b)).toEqual(events.map((_, i) => i))
        for (const part of parts) {
          expect(part).toEqual([...part].sort((a, b) => a - b))
          const own = new Set(part.map((i) => events[i]!.time))
          for (const [i, { time }] of events.entries()) if (own.has(time)) expect(part).toContain(i)
        }
      }),
    )
  })
})
