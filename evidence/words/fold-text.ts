/** A stretch of a text: [start, end) in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

const SPACE = /^\s$/u

/**
 * The text without white space and without case, for comparing what was copied by hand. Removing white space altogether
 * also finds a quote whose lines were joined. Folding a text equals folding each of its characters: 'ς' becomes 'σ'
 * because the lower case of 'Σ' alone depends on its neighbours.
 */
export function foldText(text: string): string {
  return text.replaceAll(/\s+/gu, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ')
}

/**
 * Where `needle` is in `text`, overlaps left out, in order.
 * @param folded foldText(text), which the caller keeps
 * @param needle already folded; an empty one is found nowhere
 */
export function findFolded(text: string, folded: string, needle: string): Span[] {
  if (needle === '') return []
  const bounds: number[] = []
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    bounds.push(at, at + needle.length - 1)
  }
  if (bounds.length === 0) return []
  const characters = charactersAt(text, bounds)
  return Array.from({ length: bounds.length / 2 }, (_, i) => ({
    start: characters[2 * i]!.start,
    end: characters[2 * i + 1]!.end,
  }))
}

/**
 * The characters of `text` that the given units of its folded form come from; 'İ' and 'ß' fold to two units each. The
 * text is walked again instead of keeping a map of offsets: few notes have a match, and a map takes four times the text.
 * @param units ascending offsets into the folded text
 */
function charactersAt(text: string, units: readonly number[]): Span[] {
  const found: Span[] = []
  let foldedEnd = 0
  let at = 0
  for (const character of text) {
    const start = at
    at += character.length
    if (SPACE.test(character)) continue
    foldedEnd += character < '\x80' ? 1 : foldText(character).length
    while (found.length < units.length && units[found.length]! < foldedEnd) found.push({ start, end: at })
    if (found.length === units.length) break
  }
  return found
}
