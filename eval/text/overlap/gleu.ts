import { remembered } from '../../../base/remember.js'
import { ngramIds, sharedNgrams } from '../words/ngram-ids.js'
import { pythonSplit } from '../words/python-split.js'

const ORDER = 4
const tokensOf = remembered(pythonSplit)

/**
 * GLEU against each reference, 0 to 1, as NLTK's sentence_gleu (Wu et al. 2016): shared n-grams of orders 1 to 4 divided by the
 * n-grams of the side that has more. Tokens are split at white space and stay unchanged. Two empty texts: 0.
 */
export function gleu(candidate: string, references: readonly string[]): number[] {
  const orders = ngramIds([candidate, ...references].map(tokensOf), ORDER)
  const total = (side: number) => orders.reduce((sum, { of }) => sum + of[side]!.length, 0)
  return references.map((_, r) => {
    const shared = orders.reduce((sum, order) => sum + sharedNgrams(order, 0, r + 1), 0)
    return shared / Math.max(1, total(0), total(r + 1))
  })
}
