import { describe, expect, it } from 'vitest'
import type { RawPlace } from '../../../corpus/corpus-format.js'
import { makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

describe('the source of a record', () => {
  it('is kept with the places of notes and events, as it was stored', async () => {
    const rawPlaces: RawPlace[] = [
      { kind: 'note', position: 0, start: 0, end: 4 },
      { kind: 'event', position: 0, start: 4, end: 4 },
      { kind: 'event', position: 70_000, start: 5, end: 2_000_000_000 },
      { kind: 'note', position: 3, start: 6, end: 6 },
    ]
    const rawText = 'Säure 😀\n'
    const { shard } = await makeShard(anna, { rawText, rawPlaces })
    expect(shard.rawSource()).toEqual({ text: rawText, places: rawPlaces })
  })

  it('has no places if none are stored, and is null without a text', async () => {
    expect((await makeShard(anna, { rawText: '' })).shard.rawSource()).toEqual({ text: '', places: [] })
    expect((await makeShard(anna, { rawText: null })).shard.rawSource()).toBeNull()
  })
})
