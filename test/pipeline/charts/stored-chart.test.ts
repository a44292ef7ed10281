import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeRecord } from '../../../indexes/store/record-store.js'
import { placeText } from '../../../pipeline/charts/place-text.js'
import { StoredCharts } from '../../../pipeline/charts/stored-chart.js'
import { temporaryFolder } from '../../fixtures/command-line.js'
import { anna, bert } from '../../fixtures/two-patients.js'

function storedCharts(): { charts: StoredCharts; root: string } {
  const root = temporaryFolder()
  for (const record of [anna, bert]) {
    mkdirSync(join(root, record.patientId))
    const path = join(root, record.patientId, 'record.db')
    writeRecord(path, { record, sourceHash: '', problems: [] }, { text: '<xml/>', places: [] })
  }
  return { charts: new StoredCharts((patientId) => join(root, patientId)), root }
}

describe('a stored chart', () => {
  it('gives notes, events and times of its patient', () => {
    const chart = storedCharts().charts.of('anna')
    expect(chart.end).toBe('2022-05-05 10:00:00')
    expect(chart.times.notes.get('note:5')).toBeNull()
    expect(chart.note('note:2')).toEqual(anna.notes[1])
    expect(chart.note('note:99')).toBeNull()
    const { documentId } = anna.events[2]!
    expect(chart.eventsOf(documentId)).toEqual([anna.events[2]])
    const place = { documentId: 'note:1', start: 0, end: 14 }
    expect(placeText(place, chart)).toEqual({ where: 'note:1 0–14', text: 'Family history' })
  })

  it('is read when it is used, and kept until another patient is asked for', () => {
    const { charts, root } = storedCharts()
    const chart = charts.of('anna')
    const { end } = chart
    writeFileSync(join(root, 'anna', 'record.db'), 'no database')
    // Times were read, texts were not.
    expect(chart.end).toBe(end)
    expect(() => chart.record).toThrow('damaged')
    const other = charts.of('bert')
    expect(other.record.patientId).toBe('bert')
    writeFileSync(join(root, 'bert', 'record.db'), 'no database')
    expect(charts.of('bert').record).toBe(other.record)
    charts.of('anna')
    expect(() => charts.of('bert').record).toThrow('damaged')
  })
})
