import { seededFill } from '../../../base/random.js'
import type { ResampleWeights } from '../sums/weighted-sums.js'

/**
 * Resamples of `size` clusters with replacement: how often each cluster is drawn. The seed determines them.
 * @param memory a list of at least resamples x size numbers to write them into: new memory for each of many sizes takes longer than
 * the draws
 */
export function drawWeights(
  size: number,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
  memory: Uint16Array = new Uint16Array(resamples * size),
): ResampleWeights {
  const fill = seededFill(seed)
  const weights = memory.subarray(0, resamples * size).fill(0)
  const drawn = new Uint32Array(size)
  for (let start = 0; start < weights.length; start += size) {
    fill(drawn, size)
    for (let i = 0; i < size; i += 1) weights[start + drawn[i]!]! += 1
  }
  return weights
}
