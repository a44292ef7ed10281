import { seededFill } from '../../../base/random.js'
import type { ResampleWeights } from '../sums/weighted-sums.js'

/** Resamples of `size` clusters with replacement: how often each cluster is drawn. The seed determines them. */
export function drawWeights(
  size: number,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): ResampleWeights {
  const fill = seededFill(seed)
  const weights = new Uint16Array(resamples * size)
  const drawn = new Uint32Array(size)
  for (let start = 0; start < weights.length; start += size) {
    fill(drawn, size)
    for (let i = 0; i < size; i += 1) weights[start + drawn[i]!]! += 1
  }
  return weights
}
