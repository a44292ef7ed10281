import { groupBy } from '../../../base/group-by.js'
import { porterStem } from '../../../base/text/porter-stem.js'

const ALPHA = 0.9
const BETA = 3
const GAMMA = 0.5

type Pair = readonly [candidate: number, reference: number]

/** A text's tokens, lower-cased, and their Porter stems. */
export type MeteorTokens = { readonly words: readonly string[]; readonly stems: readonly string[] }

/** Tokens are cut first, then lower-cased. */
export function meteorTokens(tokenize: (text: string) => readonly string[]): (text: string) => MeteorTokens {
  return (text) => {
    const words = tokenize(text).map((token) => token.toLowerCase())
    return { words, stems: words.map(porterStem) }
  }
}

/**
 * METEOR, 0 to 1, as NLTK's meteor_score without its third stage, which needs WordNet (Lavie and Agarwal 2007, with
 * NLTK's greedy matching): tokens are matched as they are, the rest by stem. Identical texts score below 1 (one word:
 * .5); no match: 0.
 */
export function meteor(candidate: MeteorTokens, reference: MeteorTokens): number {
  const exact = matchFromEnd(candidate.words, reference.words, [])
  const pairs = [...exact, ...matchFromEnd(candidate.stems, reference.stems, exact)]
  const m = pairs.length
  if (m === 0) return 0
  const precision = m / candidate.words.length
  const recall = m / reference.words.length
  const mean = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall)
  return (1 - GAMMA * (chunks(pairs) / m) ** BETA) * mean
}

/** From the last token of the candidate to the first, each with the last equal token of the reference that is free. */
function matchFromEnd(
  candidate: readonly string[],
  reference: readonly string[],
  taken: readonly Pair[],
): Pair[] {
  const takenCandidate = new Set(taken.map(([i]) => i))
  const takenReference = new Set(taken.map(([, j]) => j))
  const untaken = [...reference.keys()].filter((j) => !takenReference.has(j))
  const free = groupBy(untaken, (j) => reference[j]!)
  const pairs: Pair[] = []
  for (let i = candidate.length - 1; i >= 0; i -= 1) {
    const j = takenCandidate.has(i) ? undefined : free.get(candidate[i]!)?.pop()
    if (j !== undefined) pairs.push([i, j])
  }
  return pairs
}

/** Runs of pairs that are neighbors on both sides. */
function chunks(pairs: readonly Pair[]): number {
  const sorted = pairs.toSorted(([a], [b]) => a - b)
  return sorted.filter(([i, j], n) => {
    const before = sorted[n - 1]
    return before === undefined || i !== before[0] + 1 || j !== before[1] + 1
  }).length
}
