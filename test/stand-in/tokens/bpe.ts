/** GPT-2's printable stand-ins for bytes: the vocabulary of a byte-level BPE is written in these letters. */
export const BYTE_LETTERS: readonly string[] = byteLetters()

const LETTER_BYTES = new Map(BYTE_LETTERS.map((letter, byte) => [letter, byte]))

function byteLetters(): string[] {
  const printable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff)
  let moved = 0
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(printable(byte) ? byte : 0x100 + moved++),
  )
}

function toLetters(text: string): string[] {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => BYTE_LETTERS[byte]!)
}

export function toBytes(letters: string): Buffer {
  return Buffer.from(Array.from(letters, (letter) => LETTER_BYTES.get(letter)!))
}

export type Merge = readonly [string, string]

/** The most frequent neighbours become one, again and again; ties go to the pair that sorts first, so that it is the same everywhere. */
export function learnMerges(words: readonly string[], most: number): Merge[] {
  const times = new Map<string, number>()
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
  const split = [...times].map(([word, n]) => ({ parts: toLetters(word), n }))
  const merges: Merge[] = []
  while (merges.length < most) {
    const counts = new Map<string, number>()
    for (const { parts, n } of split)
      for (let i = 1; i < parts.length; i++) {
        const pair = `${parts[i - 1]} ${parts[i]}`
        counts.set(pair, (counts.get(pair) ?? 0) + n)
      }
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    if (best === undefined || best[1] < 2) break
    const merge = best[0].split(' ') as [string, string]
    merges.push(merge)
    for (const word of split) word.parts = joinPair(word.parts, merge)
  }
  return merges
}

function joinPair(parts: readonly string[], [left, right]: Merge): string[] {
  const joined: string[] = []
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === left && parts[i + 1] === right) {
      joined.push(left + right)
      i++
    } else joined.push(parts[i]!)
  }
  return joined
}

/** The pieces of one word: always the earliest learned merge that still applies. */
export function mergeWord(word: string, ranks: ReadonlyMap<string, number>): string[] {
  let parts = toLetters(word)
  for (;;) {
    let best = Number.POSITIVE_INFINITY
    let at = -1
    for (let i = 1; i < parts.length; i++) {
      const rank = ranks.get(`${parts[i - 1]} ${parts[i]}`)
      if (rank !== undefined && rank < best) {
        best = rank
        at = i
      }
    }
    if (at < 0) return parts
    parts = joinPair(parts, [parts[at - 1]!, parts[at]!])
  }
}
