import { createRequire } from 'node:module'
import type { Tiktoken } from 'tiktoken'
import { mergeBytes, type TokenRanks } from './merge-bytes.js'
import { cl100kPieceEnd, o200kPieceEnd, type PieceEnd } from './split-pieces.js'
import { stretchesLongerThan } from './sure-ends.js'

/** UTF-16 units without a sure end up to which tiktoken is faster than our own code. */
const MOST_FOR_TIKTOKEN = 400

const ENCODINGS = {
  cl100k: { tiktoken: 'cl100k_base', pieceEnd: cl100kPieceEnd },
  o200k: { tiktoken: 'o200k_base', pieceEnd: o200kPieceEnd },
} as const

/** The name of a tiktoken encoding. */
export type EncodingName = keyof typeof ENCODINGS

/** tiktoken's token ids for any text, in time proportional to its length. */
export type Encoding = {
  /** Reads special tokens as plain text. */
  encode(text: string): Uint32Array
  /** UTF-8 bytes. */
  decode(ids: Uint32Array): Uint8Array
  byteLength(id: number): number
}

/**
 * tiktoken merges in quadratic time within a piece, and its pattern traps (`unreachable`) on long white space.
 * So text with long stretches that lack a sure end is split and merged by our own code; tiktoken encodes
 * everything else.
 */
export function openEncoding(name: EncodingName): Encoding {
  const require = createRequire(import.meta.url)
  const { get_encoding } = require('tiktoken') as typeof import('tiktoken')
  const tiktoken = get_encoding(ENCODINGS[name].tiktoken)
  let ranks: TokenRanks | undefined
  const encodeStretch = (text: string): Uint32Array => {
    ranks ??= readRanks(require(`tiktoken/encoders/${ENCODINGS[name].tiktoken}.json`).bpe_ranks)
    return encodePieces(text, ENCODINGS[name].pieceEnd, ranks)
  }
  return {
    encode: (text) => encodeParts(text, tiktoken, encodeStretch),
    decode: (ids) => tiktoken.decode(ids),
    byteLength: (id) => tiktoken.decode_single_token_bytes(id).length,
  }
}

function encodeParts(
  text: string,
  tiktoken: Tiktoken,
  encodeStretch: (text: string) => Uint32Array,
): Uint32Array {
  if (text === '') return new Uint32Array()
  const parts: Uint32Array[] = []
  let done = 0
  for (const [start, end] of stretchesLongerThan(MOST_FOR_TIKTOKEN, text)) {
    if (done < start) parts.push(tiktoken.encode(text.slice(done, start), [], []))
    parts.push(encodeStretch(text.slice(start, end)))
    done = end
  }
  if (done < text.length) parts.push(tiktoken.encode(text.slice(done), [], []))
  if (parts.length === 1) return parts[0]!
  const ids = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    ids.set(part, at)
    at += part.length
  }
  return ids
}

function encodePieces(text: string, pieceEnd: PieceEnd, ranks: TokenRanks): Uint32Array {
  const ids: number[] = []
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start)
    for (const id of mergeBytes(Buffer.from(text.slice(start, end)).toString('latin1'), ranks)) ids.push(id)
    start = end
  }
  return Uint32Array.from(ids)
}

/** Reads lines that hold '!', the first rank, and then the tokens of that rank and the following ones in base64. */
function readRanks(lines: string): TokenRanks {
  const ranks = new Map<string, number>()
  let longest = 0
  for (const line of lines.split('\n')) {
    const [, first, ...tokens] = line.split(' ')
    tokens.forEach((token, i) => {
      const bytes = Buffer.from(token, 'base64').toString('latin1')
      ranks.set(bytes, Number(first) + i)
      longest = Math.max(longest, bytes.length)
    })
  }
  return { ranks, longest }
}
