import { refusal, type Vocabulary } from './gguf-vocabulary.js'

type Merge = {
  readonly left: string
  readonly right: string
  readonly id: number
  readonly score: number
  /** Length in code points. */
  readonly leftLength: number
}

/**
 * Ranks for the merges that llama.cpp makes by score: every way to build a token from tokens and single
 * characters, highest score first. For equal scores llama.cpp takes the leftmost in the text, which ranks cannot
 * express; putting long left parts first has the same effect for runs of one character (Gemma's blanks all score
 * 0).
 * @throws InputError if that order could choose the right-hand one of two that overlap
 */
export function scoredMerges(vocabulary: Vocabulary, scores: readonly number[]): readonly string[] {
  const merges = allMerges(vocabulary.tokens, scores).sort(
    (a, b) => b.score - a.score || b.leftLength - a.leftLength || a.id - b.id,
  )
  refuseOpenOrder(vocabulary, merges)
  return merges.map(({ left, right }) => `${left} ${right}`)
}

function allMerges(tokens: readonly string[], scores: readonly number[]): Merge[] {
  const known = new Set(tokens)
  return tokens.flatMap((token, id) => {
    // A text never contains a blank: it has become U+2581.
    if (token.includes(' ')) return []
    const chars = Array.from(token)
    const merges: Merge[] = []
    let left = ''
    for (let leftLength = 1; leftLength < chars.length; leftLength++) {
      left += chars[leftLength - 1]
      const right = token.slice(left.length)
      const isReached =
        (leftLength === 1 || known.has(left)) && (leftLength === chars.length - 1 || known.has(right))
      if (isReached) merges.push({ left, right, id, score: scores[id]!, leftLength })
    }
    return merges
  })
}

function refuseOpenOrder({ model, tokens }: Vocabulary, merges: readonly Merge[]): void {
  for (let start = 0, end = 0; start < merges.length; start = end) {
    while (end < merges.length && merges[end]!.score === merges[start]!.score) end++
    const rankedByLeft = new Map<string, Merge[]>()
    // In rank order, so merges that are already in the map come first. The splits of one token tie as well, but
    // their parts score higher and are merged first, so that only one of them occurs.
    for (const merge of merges.slice(start, end)) {
      const taken = (rankedByLeft.get(merge.right) ?? []).find(
        (other) => other.id !== merge.id && !areRun(merge, other),
      )
      if (taken !== undefined) {
        throw refusal(
          model,
          'scores that order the tokens',
          `the same score for '${tokens[merge.id]}' and '${tokens[taken.id]}'`,
        )
      }
      const sameLeft = rankedByLeft.get(merge.left)
      if (sameLeft === undefined) rankedByLeft.set(merge.left, [merge])
      else sameLeft.push(merge)
    }
  }
}

/** Whether both consist of one and the same character. */
function areRun(a: Merge, b: Merge): boolean {
  return new Set(a.left + a.right + b.left + b.right).size === 1
}
