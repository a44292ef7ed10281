import { remembered } from '../../base/remember.js'
import { pythonSplit } from './words/python-split.js'

const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/g
// Python's \b knows letters and digits of every script and the underscore, but no combining marks.
const ARTICLE = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu

/** SQuAD's normalization: lower case, ASCII punctuation deleted, articles to a space, split on white space. */
export function squadTokens(text: string): string[] {
  return pythonSplit(text.toLowerCase().replace(ASCII_PUNCTUATION, '').replace(ARTICLE, ' '))
}

const tokensOf = remembered(squadTokens)

/** 1 if both texts normalize to the same tokens, else 0. */
export function exactMatch(candidate: string, reference: string): number {
  const a = tokensOf(candidate)
  const b = tokensOf(reference)
  return a.length === b.length && a.every((token, i) => token === b[i]) ? 1 : 0
}

/** F1 of the token multisets, 0 to 1. SQuAD 2's rule for empty sides: 1 when both are empty, else 0. */
export function tokenF1(candidate: string, reference: string): number {
  const a = tokensOf(candidate)
  const b = tokensOf(reference)
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0
  return multisetF1(a, b)
}

/** F1 as SQuAD 1.1 defines it: no rule for empty sides, so two texts of articles alone have 0. */
export function tokenF1OfVersion1(candidate: string, reference: string): number {
  const a = tokensOf(candidate)
  const b = tokensOf(reference)
  return a.length === 0 || b.length === 0 ? 0 : multisetF1(a, b)
}

function multisetF1(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const token of b) left.set(token, (left.get(token) ?? 0) + 1)
  let shared = 0
  for (const token of a) {
    const rest = left.get(token) ?? 0
    if (rest === 0) continue
    left.set(token, rest - 1)
    shared += 1
  }
  return (2 * shared) / (a.length + b.length)
}
