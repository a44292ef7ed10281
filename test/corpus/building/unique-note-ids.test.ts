import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withUniqueIds } from '../../../corpus/building/unique-note-ids.js'

const notesOf = (ids: readonly string[]) =>
  ids.map((id, i) => ({ documentId: id, time: null, type: null, encounterId: null, text: String(i) }))
const unique = (ids: readonly string[], isNamed = ids.map(() => true)) => withUniqueIds(notesOf(ids), isNamed)

describe('withUniqueIds', () => {
  it.each([
    [
      ['n1', 'n1', 'n1'],
      ['n1', 'n1#2', 'n1#3'],
    ],
    [
      ['n1#3', 'n1', 'n1'],
      ['n1#3', 'n1', 'n1#2'],
    ],
    // Whatever else the file holds, also later on.
    [
      ['n1', 'n1', 'n1#2'],
      ['n1', 'n1#3', 'n1#2'],
    ],
    [
      ['n1#2', 'n1', 'n1', 'n1#2'],
      ['n1#2', 'n1', 'n1#3', 'n1#2#2'],
    ],
  ])('calls %j %j', (ids, expected) => {
    const { notes } = unique(ids)
    expect(notes.map(({ documentId }) => documentId)).toEqual(expected)
    expect(notes.map(({ text }) => text)).toEqual(ids.map((_, i) => String(i)))
  })

  it('leaves an ordinal to the note that is called so', () => {
    const { notes, namesakes } = unique(['2', '2', 'x'], [false, true, true])
    expect(notes.map(({ documentId }) => documentId)).toEqual(['2#2', '2', 'x'])
    expect([...namesakes]).toEqual([['2', ['2', '2#2']]])
  })

  it('makes ids unique, keeps those that are, and names all that share one', () => {
    const id = fc.constantFrom('a', 'a#2', 'a#3', 'a#2#2', 'b')
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.boolean()), { maxLength: 12 }), (given) => {
        const ids = given.map(([one]) => one)
        const { notes, namesakes } = unique(
          ids,
          given.map(([, isNamed]) => isNamed),
        )
        const made = notes.map(({ documentId }) => documentId)
        expect(new Set(made).size).toBe(ids.length)
        for (const one of new Set(ids)) {
          const own = made.filter((_, i) => ids[i] === one)
          expect(own).toContain(one)
          expect([...(namesakes.get(one) ?? [one])].sort()).toEqual(own.sort())
        }
      }),
    )
  })
})
