import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../../corpus/record.js'
import { noteChunk } from '../../../indexes/chunks/chunk.js'
import { copyMark } from '../../../retrievers/view/copy-mark.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

const DAYS = ['2019-01-01', '2019-02-01', '2019-03-01', '2020-01-01']
const record: PatientRecord = {
  ...anna,
  events: [],
  notes: DAYS.map((day, i) => ({
    ...anna.notes[0]!,
    documentId: `note:${i}`,
    time: `${day} 08:00:00`,
    text: i === 0 ? 'No murmurs. Sleeps well.' : 'No murmurs. Sleeps badly.',
  })),
}
const markOf = async (copies: string[], end = 11) => {
  const { shard } = await makeShard(record)
  const view = new RecordView(shard, null)
  const chunk = { ...noteChunk(record.notes[3]!, 0, end), copies }
  return copyMark([chunk], { start: 0, end }, view)
}

describe('copyMark', () => {
  it('names up to two days, and of more their number and range', async () => {
    expect(await markOf([])).toBe('')
    expect(await markOf(['note:0'])).toBe(' (also 2019-01-01)')
    expect(await markOf(['note:2', 'note:0'])).toBe(' (also 2019-01-01, 2019-03-01)')
    expect(await markOf(['note:2', 'note:1', 'note:0'])).toBe(' (also in 3 notes, 2019-01-01 to 2019-03-01)')
  })

  it('names only notes that hold all of the span', async () => {
    expect(await markOf(['note:1', 'note:0'], 25)).toBe(' (also 2019-02-01)')
  })
})
