/** Bit of a letter (\p{L}). Each bit is a class that the patterns of cl100k and o200k distinguish. */
export const LETTER = 1
/** Bit of a number (\p{N}). */
export const NUMBER = 2
/** Bit of white space, including line ends. */
export const SPACE = 4
/** Bit of what may open a word of o200k: upper and title case, modifiers, letters without case, marks. */
export const OPENS = 8
/** Bit of what may close a word of o200k: lower case, modifiers, letters without case, marks. */
export const CLOSES = 16
const KNOWN = 32

const PROPERTIES: readonly (readonly [number, RegExp])[] = [
  [LETTER, /\p{L}/u],
  [NUMBER, /\p{N}/u],
  // JavaScript's own \s includes U+FEFF and lacks U+0085.
  [SPACE, /\p{White_Space}/u],
  [OPENS, /[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]/u],
  [CLOSES, /[\p{Ll}\p{Lm}\p{Lo}\p{M}]/u],
]

const classes = new Uint8Array(0x110000)

/** The class bits of a code point. Half of a surrogate pair is read as U+FFFD, as it is encoded. */
export function codePointClass(code: number): number {
  const known = classes[code]!
  if (known !== 0) return known
  let bits = KNOWN
  const character = String.fromCodePoint(code)
  for (const [bit, property] of PROPERTIES) if (property.test(character)) bits |= bit
  classes[code] = bits
  return bits
}
