import { pythonSplit } from './python-split.js'

const ORDER = 6
const BETA_SQUARED = 4

/**
 * sacrebleu's CHRF(): character n-grams of orders 1 to 6 without white space, beta 2, 0 to 100. Precision and
 * recall are averaged over the orders that both sides have, then one F is taken of the averages.
 */
export function chrf(candidate: string, reference: string): number {
  // Code points: over UTF-16 units an emoji would be two characters.
  const a = [...pythonSplit(candidate).join('')]
  const b = [...pythonSplit(reference).join('')]
  const orders = Math.min(ORDER, a.length, b.length)
  if (orders === 0) return 0
  let precision = 0
  let recall = 0
  for (let n = 1; n <= orders; n += 1) {
    const matches = sharedNgrams(a, b, n)
    precision += matches / (a.length - n + 1) / orders
    recall += matches / (b.length - n + 1) / orders
  }
  if (precision + recall === 0) return 0
  return (100 * (1 + BETA_SQUARED) * precision * recall) / (BETA_SQUARED * precision + recall)
}

function sharedNgrams(a: readonly string[], b: readonly string[], n: number): number {
  const left = new Map<string, number>()
  for (const ngram of ngrams(b, n)) left.set(ngram, (left.get(ngram) ?? 0) + 1)
  let shared = 0
  for (const ngram of ngrams(a, n)) {
    const rest = left.get(ngram) ?? 0
    if (rest === 0) continue
    left.set(ngram, rest - 1)
    shared += 1
  }
  return shared
}

function* ngrams(characters: readonly string[], n: number): Generator<string> {
  for (let i = 0; i + n <= characters.length; i += 1) yield characters.slice(i, i + n).join('')
}
