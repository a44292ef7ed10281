/** Whether a cut at `at` would fall between the two halves of a surrogate pair. */
function splitsCharacter(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
}

/** The nearest place at or before `at` that is between two characters. */
export function characterStart(text: string, at: number): number {
  return splitsCharacter(text, at) ? at - 1 : at
}

/** The nearest place at or after `at` that is between two characters. */
export function characterEnd(text: string, at: number): number {
  return splitsCharacter(text, at) ? at + 1 : at
}

/** At most the first `length` UTF-16 code units of a text, without half a character at the end. */
export function firstCharacters(text: string, length: number): string {
  return text.slice(0, characterStart(text, length))
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff
