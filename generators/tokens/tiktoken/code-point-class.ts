/** What the patterns of cl100k and o200k tell apart, as bits of one number per code point. */
export const LETTER = 1
export const NUMBER = 2
/** White space that is no line end. */
export const SPACE = 4
/** May open a word of o200k: upper and title case, modifiers, letters without case, marks. */
export const OPENS = 8
/** May end a word of o200k: lower case, modifiers, letters without case, marks. */
export const CLOSES = 16
const KNOWN = 32

const PROPERTIES: readonly (readonly [number, RegExp])[] = [
  [LETTER, /\p{L}/u],
  [NUMBER, /\p{N}/u],
  // JavaScript's own \s has U+FEFF and lacks U+0085.
  [SPACE, /\p{White_Space}/u],
  [OPENS, /[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]/u],
  [CLOSES, /[\p{Ll}\p{Lm}\p{Lo}\p{M}]/u],
]

const classes = new Uint8Array(0x110000)

/** The bits of a code point; half of a surrogate pair reads as U+FFFD, as it is encoded. */
export function codePointClass(code: number): number {
  const known = classes[code]!
  if (known !== 0) return known
  let bits = KNOWN
  const character = String.fromCodePoint(code)
  for (const [bit, property] of PROPERTIES) if (property.test(character)) bits |= bit
  classes[code] = bits
  return bits
}
