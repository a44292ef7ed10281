import { describe, expect, it } from 'vitest'
import type { Event } from '../../../corpus/record.js'
import { chunkEventDays, chunkEventSeries } from '../../../indexes/chunks/chunk-events.js'
import { renderDay, renderSeries } from '../../../indexes/chunks/render-events.js'

function event(
  time: string | null,
  domain: string,
  name: string,
  value: string | null,
  unit: string | null,
): Event {
  const code = `CODE/${name}`
  return { documentId: `event:${time}|${code}`, time, domain, code, name, value, unit, encounterId: null }
}

const events = [
  event('2020-01-02 08:00:00', 'measurement', 'Hemoglobin', '12.60', 'g/dL'),
  event('2020-01-01 09:00:00', 'measurement', 'Hemoglobin', '13', 'g/dL'),
  event('2020-01-01 09:00:00', 'measurement', 'Heart rate', '71', '/min'),
  event('2020-01-01 10:30:00', 'measurement', 'Heart rate', '80', '/min'),
  event(null, 'condition', 'Asthma', null, null),
]
const at = (positions: readonly number[]) => positions.map((position) => events[position]!)

describe('chunkEventDays', () => {
  it('groups events by day and domain in time order', () => {
    const chunks = chunkEventDays(events, 400, [])
    expect(chunks.map(({ chunkId, events: positions, time }) => [chunkId, positions, time])).toEqual([
      ['events:2020-01-01|measurement#0001', [1, 2, 3], '2020-01-01 10:30:00'],
      ['events:2020-01-02|measurement#0001', [0], '2020-01-02 08:00:00'],
      ['events:undated|condition#0001', [4], null],
    ])
  })

  it('lets no chunk straddle a time at which an instruction stops to see', () => {
    const chunks = chunkEventDays(events, 400, ['2020-01-01 09:00:00'])
    expect(chunks.slice(0, 2).map((chunk) => chunk.events)).toEqual([[1, 2], [3]])
  })

  it('keeps events of one time and code in one part, whatever is between them', () => {
    const at9 = (name: string, value: string) =>
      event('2020-01-01 09:00:00', 'measurement', name, value, null)
    const repeated = [at9('A', '1'), at9('B', '2'), at9('A', '3')]
    // 'A 1' and 'A 3' take ten characters with their separators: more than the part may have, and still one part.
    expect(chunkEventDays(repeated, 8, []).map((chunk) => chunk.events)).toEqual([[0, 2], [1]])
  })

  it('cuts a long day and names its parts apart', () => {
    const chunks = chunkEventDays(events, 20, [])
    expect(chunks.slice(0, 3).map(({ chunkId }) => chunkId)).toEqual([
      'events:2020-01-01|measurement#0001',
      'events:2020-01-01|measurement#0002',
      'events:2020-01-01|measurement#0003',
    ])
  })
})

describe('chunkEventSeries', () => {
  it('makes one series a code, seen from its first point on', () => {
    const [rate] = chunkEventSeries(events).filter(({ chunkId }) => chunkId.endsWith('Heart rate'))
    expect(rate).toMatchObject({ events: [2, 3], time: '2020-01-01 09:00:00', form: 'series' })
  })
})

describe('chunkEventSeries with several names', () => {
  it('shows no event under the name of another', () => {
    const named = (name: string) => ({
      ...event('2020-01-01 09:00:00', 'procedure', name, null, null),
      code: 'X/1',
    })
    const series = chunkEventSeries([
      named('Plain X-ray'),
      named('Structure of pelvis'),
      named('Plain X-ray'),
    ])
    expect(series.map((chunk) => chunk.events)).toEqual([[0, 2], [1]])
    expect(new Set(series.map(({ chunkId }) => chunkId)).size).toBe(2)
  })
})

describe('rendering of events', () => {
  it('writes the time where it changes and the value as the chart spells it', () => {
    expect(renderDay(at([1, 2, 3]))).toBe(
      '09:00 Hemoglobin 13 g/dL; Heart rate 71 /min\n10:30 Heart rate 80 /min',
    )
  })

  it('names a series and its unit once', () => {
    expect(renderSeries(at([1, 0]))).toBe('Hemoglobin (g/dL): 2020-01-01 09:00 13; 2020-01-02 08:00 12.60')
  })
})
