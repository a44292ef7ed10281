import { describe, expect, it } from 'vitest'
import { differenceText } from '../../../cli/show/context-difference.js'
import type { Context, ShownPassage } from '../../../retrievers/packing/context.js'

function note(id: string, start: number, end: number): ShownPassage {
  const place = { kind: 'note' as const, documentIds: [`note:${id}`], start, end }
  return {
    rank: 1,
    score: 1,
    ...place,
    time: '2020-01-01 08:00:00',
    type: 'note',
    label: 1,
    tokens: 7,
    text: 'x',
  }
}

function events(...documentIds: string[]): ShownPassage {
  return { ...note('', 0, 0), kind: 'events', documentIds, start: null, end: null, text: 'Sodium: 140; 141' }
}

const context = (...passages: ShownPassage[]): Context => ({
  ...{ passages, text: '', tokens: 0, dropped: 0, droppedFirst: [], truncated: 0 },
})

const difference = (one: Context, other: Context) =>
  differenceText(['a', 'b'], { contexts: [one, other], facts: [], width: Number.POSITIVE_INFINITY })

describe('differenceText', () => {
  it('takes a span for shown where spans of the other cover it together', () => {
    const found = difference(context(note('1', 0, 30)), context(note('1', 0, 12), note('1', 10, 40)))
    expect(found).toContain('only in a: nothing (1 of its 1 passages are in the other too)')
    expect(found).toContain('note:1 10–40, 10 characters missing')
    expect(found).not.toContain('0–12')
  })

  it('tells how many events of a passage the other lacks', () => {
    const found = difference(
      context(events('event:1', 'event:2')),
      context(events('event:2', 'event:3', 'event:4')),
    )
    expect(found).toMatch(/only in a .*Sodium: 140; 141 \(2 events\), 1 missing/s)
    expect(found).toMatch(/only in b .*Sodium: 140; 141 \(3 events\), 2 missing/s)
  })

  it('does not take one document for another', () => {
    const found = difference(context(note('1', 0, 30)), context(note('2', 0, 30), events('note:1')))
    expect(found).toMatch(/only in a \(0 of its 1/)
  })
})
