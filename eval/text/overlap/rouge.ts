import { remembered } from '../../../base/remember.js'
import { porterStem } from '../../../base/text/porter-stem.js'
import { commonLength, markCommon } from '../words/common-subsequence.js'
import { type NgramIds, ngramIds, sharedNgrams, tokenIds } from '../words/ngram-ids.js'
import { rougeTokens, unicodeRougeTokens } from '../words/tokenize.js'

/** Precision, recall and F1 of what two texts share. */
export type Overlap = { readonly precision: number; readonly recall: number; readonly f1: number }

/** n-grams of one and two words, the longest common subsequence, and that of summaries by sentence. */
export const ROUGE_TYPES = ['rouge1', 'rouge2', 'rougeL', 'rougeLsum'] as const
/** One of the four kinds of ROUGE. */
export type RougeType = (typeof ROUGE_TYPES)[number]
/** The overlap by each type of ROUGE. */
export type Rouge = Readonly<Record<RougeType, Overlap>>

/**
 * What ROUGE compares. 'plain': rouge-score's tokens, ASCII letters and digits alone; 'stem': the same, Porter's stems of those
 * longer than three characters; 'unicode': letters and numbers of every script, which rouge-score does not have.
 */
export type RougeTokens = 'plain' | 'stem' | 'unicode'

/**
 * ROUGE-1, -2, -L and -Lsum against one reference, 0 to 1, as rouge-score 0.1.2 (Lin 2004). 0 if either side has no token, even if
 * both are empty, and for ROUGE-2 of one-word texts.
 */
export function rouge(candidate: string, reference: string, tokens: RougeTokens): Rouge {
  const tokensOf = TOKENIZERS[tokens]
  const ids = ngramIds([tokensOf(candidate), tokensOf(reference)], 2)
  const [a, b] = ids[0]!.of as [Int32Array, Int32Array]
  const common = commonLength(a, b)
  const rougeL = overlap(common, a.length, b.length)
  const isOneLine = !candidate.includes('\n') && !reference.includes('\n')
  return {
    rouge1: ngramOverlap(ids[0]!),
    rouge2: ngramOverlap(ids[1]!),
    rougeL,
    rougeLsum: isOneLine ? rougeL : summaryOverlap(candidate, reference, tokensOf),
  }
}

type Tokenizer = (text: string) => readonly string[]

const TOKENIZERS: Readonly<Record<RougeTokens, Tokenizer>> = {
  plain: remembered(rougeTokens),
  stem: remembered((text) =>
    rougeTokens(text).map((token) => (token.length > 3 ? porterStem(token) : token)),
  ),
  unicode: remembered(unicodeRougeTokens),
}

function ngramOverlap(ids: NgramIds): Overlap {
  return overlap(sharedNgrams(ids, 0, 1), ids.of[0]!.length, ids.of[1]!.length)
}

/**
 * Lines are sentences. A token of a reference line counts if it is common with any candidate line, but at most as often as it
 * occurs in each text.
 */
function summaryOverlap(candidate: string, reference: string, tokensOf: Tokenizer): Overlap {
  const lines = (text: string) => text.split('\n').map(tokensOf)
  const [candidates, references] = [lines(candidate), lines(reference)]
  const { of, count } = tokenIds([...candidates, ...references])
  const candidateLines = of.slice(0, candidates.length)
  const referenceLines = of.slice(candidates.length)
  const [leftCandidate, leftReference] = [new Int32Array(count), new Int32Array(count)]
  for (const line of candidateLines) for (const id of line) leftCandidate[id]! += 1
  for (const line of referenceLines) for (const id of line) leftReference[id]! += 1
  let hits = 0
  for (const line of referenceLines) {
    const taken = new Uint8Array(line.length)
    for (const other of candidateLines) markCommon(line, other, taken)
    for (const [i, id] of line.entries()) {
      if (taken[i] === 0 || leftCandidate[id] === 0 || leftReference[id] === 0) continue
      leftCandidate[id]! -= 1
      leftReference[id]! -= 1
      hits += 1
    }
  }
  return overlap(hits, lengthOf(candidateLines), lengthOf(referenceLines))
}

function lengthOf(lines: readonly Int32Array[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0)
}

function overlap(shared: number, candidate: number, reference: number): Overlap {
  const precision = shared / Math.max(candidate, 1)
  const recall = shared / Math.max(reference, 1)
  return { precision, recall, f1: shared === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** The overlap with the reference that has the best F1 for this type, the first one on a tie. */
export function bestRouge(perReference: readonly Rouge[], type: RougeType): Overlap {
  return perReference.map((one) => one[type]).reduce((best, one) => (one.f1 > best.f1 ? one : best))
}
