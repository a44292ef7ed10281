import type { Note } from '../record.js'

/**
 * Gives notes unique document ids. The first note with an id in the file keeps it; the others get '#2', '#3' after it. A
 * number is skipped if another note already has that id.
 * @param isNamed whether the file gives a note its id: a note without one leaves its ordinal to a note that has it as its id
 * @returns `namesakes`: for each id that several notes share, the document ids of all of them
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
