import { readFileSync } from 'node:fs'
import { BYTE_LETTERS, learnMerges, mergeWord, toBytes } from './bpe.js'

/** The `llama-bpe` rule of llama.cpp (Llama 3): how text falls into words before any merge. */
const WORDS =
  /(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu

export const SPECIALS = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const
export const BOS = 0
export const EOS = 2

const SAMPLE = readFileSync(new URL('./sample.txt', import.meta.url), 'utf8')
const LEARNED = learnMerges(SAMPLE.match(WORDS) ?? [], 300)
const RANKS = new Map(LEARNED.map(([left, right], rank) => [`${left} ${right}`, rank]))

/** Two merges may give one text; it is one token. */
export const TOKENS: readonly string[] = [
  ...new Set([...SPECIALS, ...BYTE_LETTERS, ...LEARNED.map(([left, right]) => left + right)]),
]
export const MERGES: readonly string[] = [...RANKS.keys()]
export const TOKEN_TYPES: readonly number[] = TOKENS.map((_, id) => (id < SPECIALS.length ? 3 : 1))

const IDS = new Map(TOKENS.map((token, id) => [token, id]))
const SPECIAL_TEXT = /(<\|endoftext\|>|<\|im_start\|>|<\|im_end\|>)/

const seen = new Map<string, readonly number[]>()

/** Token ids without BOS. The text of a special token is that token, wherever it stands: so do the real servers. */
export function encode(text: string): number[] {
  const ids: number[] = []
  for (const part of text.split(SPECIAL_TEXT)) {
    const special = SPECIALS.indexOf(part as (typeof SPECIALS)[number])
    if (special >= 0) ids.push(special)
    else for (const word of part.match(WORDS) ?? []) for (const id of wordIds(word)) ids.push(id)
  }
  return ids
}

function wordIds(word: string): readonly number[] {
  const known = seen.get(word)
  if (known) return known
  const ids = mergeWord(word, RANKS).map((piece) => IDS.get(piece)!)
  if (word.length <= 64) seen.set(word, ids)
  return ids
}

export function tokenBytes(id: number): Buffer {
  return id < SPECIALS.length ? Buffer.from(SPECIALS[id]!) : toBytes(TOKENS[id]!)
}

export function decode(ids: readonly number[]): string {
  return Buffer.concat(ids.map(tokenBytes)).toString('utf8')
}
