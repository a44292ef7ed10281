import type { TextTail, TokenCounter } from '../../../base/token-counter.js'
import type { Encoding } from './encoding.js'

/** Characters to read per requested token. Charts have three to four. */
const CHARS_PER_TOKEN = 6
/**
 * A line feed before anything but white space and '/'. The encodings treat U+0085 as white space, JavaScript
 * does not.
 */
const LINE_START = /\n(?=[ \t]*[^\s\u0085/])/
const LINE_START_HERE = new RegExp(LINE_START, 'y')

/**
 * The text of the last tokens of the whole text, cut as HELM cuts a record: at a token boundary, with the bytes
 * of a split character replaced by U+FFFD. Only as much of the end is tokenized as needed: both encodings split
 * a text before they merge, and a line feed before text other than '/' always ends a piece.
 */
export function tiktokenTail(encoding: Encoding): NonNullable<TokenCounter['tail']> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const { encode } = encoding
  /** For the last text only: other budgets and other items of the same patient use the same text. */
  let known: { readonly text: string; readonly start: number; readonly ids: Uint32Array } = {
    text: '',
    start: 0,
    ids: new Uint32Array(),
  }
  return (text, tokens): TextTail => {
    if (tokens <= 0 || text === '') return { text: '', tokens: 0 }
    let wanted = tokens * CHARS_PER_TOKEN
    while (known.text !== text || (known.start > 0 && known.ids.length < tokens)) {
      const start = lineStartBefore(text, text.length - wanted)
      known = { text, start, ids: encode(text.slice(start)) }
      wanted *= 2
    }
    if (known.ids.length <= tokens && known.start === 0) return { text, tokens: known.ids.length }
    const kept = known.ids.subarray(known.ids.length - tokens)
    const bytes = encoding.decode(kept)
    const end = decoder.decode(bytes)
    const lineEnd = LINE_START.exec(end)
    if (lineEnd === null) return { text: end, tokens: encode(end).length }
    // On its own, an end may have other tokens than within the whole text, up to the first line at which tokens
    // start over.
    const head = end.slice(0, lineEnd.index + 1)
    const headBytes = bytes.length - Buffer.byteLength(end.slice(lineEnd.index + 1))
    return { text: end, tokens: encode(head).length + kept.length - tokensIn(headBytes, kept, encoding) }
  }
}

/** The start of a line from which the text can be tokenized as if nothing preceded it; 0 if there is none. */
function lineStartBefore(text: string, at: number): number {
  for (let i = Math.min(at, text.length) - 1; i >= 0; i--) {
    LINE_START_HERE.lastIndex = i
    if (text.charCodeAt(i) === 10 && LINE_START_HERE.test(text)) return i + 1
  }
  return 0
}

/** How many of the first tokens make up the first `bytes`. */
function tokensIn(bytes: number, ids: Uint32Array, encoding: Encoding): number {
  let count = 0
  for (let rest = bytes; rest > 0; count++) rest -= encoding.byteLength(ids[count]!)
  return count
}
