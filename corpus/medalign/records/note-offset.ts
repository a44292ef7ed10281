/** What the content of an element consists of: CDATA, a comment, an instruction, a tag, a reference, or characters as they are. */
const PIECE =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^>"'])*>|&#x([\da-fA-F]+);|&#(\d+);|&\w+;|[^<&]+/g
const CDATA_START = '<![CDATA['.length

/**
 * Where, in the text of a note, that starts which the content of its element says from offset `at` on. A reference or tag that `at`
 * divides says nothing. At the end of the content it is the length of the text.
 * @param content well-formed, lines ended by LF
 */
export function noteOffset(content: string, at: number): number {
  let offset = 0
  for (const match of content.matchAll(PIECE)) {
    const from = match.index
    if (from >= at) break
    const [piece, cdata, hex, decimal] = match
    const passed = at - from
    if (cdata !== undefined) offset += Math.min(cdata.length, Math.max(0, passed - CDATA_START))
    else if (piece.startsWith('<')) continue
    else if (!piece.startsWith('&')) offset += Math.min(piece.length, passed)
    else if (hex !== undefined) offset += String.fromCodePoint(Number.parseInt(hex, 16)).length
    else offset += decimal === undefined ? 1 : String.fromCodePoint(Number(decimal)).length
  }
  return offset
}
