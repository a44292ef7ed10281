import type { Note } from '../record.js'

/**
 * Notes whose document ids are unique. The first note that the file calls so keeps an id, and the others get '#2', '#3' behind
 * it, of which those are passed over that another note has as its own id.
 * @param isNamed whether the file gives a note its id: one without leaves its ordinal to a note that is called so
 * @returns `namesakes`: of each id that several notes have, the document ids of all of them
 */
export function withUniqueIds(
  notes: readonly Note[],
  isNamed: readonly boolean[],
): { readonly notes: Note[]; readonly namesakes: ReadonlyMap<string, readonly string[]> } {
  const owners = new Map<string, number>()
  const claim = (position: number) => {
    const id = notes[position]!.documentId
    if (!owners.has(id)) owners.set(id, position)
  }
  const positions = notes.map((_, position) => position)
  for (const position of positions) if (isNamed[position]) claim(position)
  for (const position of positions) claim(position)
  const taken = new Set(owners.keys())
  const namesakes = new Map<string, string[]>()
  const unique = notes.map((note, position) => {
    const id = note.documentId
    const owner = owners.get(id)!
    if (owner === position) return note
    const same = namesakes.get(id) ?? [id]
    let ordinal = same.length + 1
    while (taken.has(`${id}#${ordinal}`)) ordinal++
    const documentId = `${id}#${ordinal}`
    taken.add(documentId)
    namesakes.set(id, [...same, documentId])
    return { ...note, documentId }
  })
  return { notes: unique, namesakes }
}
