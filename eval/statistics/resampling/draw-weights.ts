import { seededRandom } from '../../../base/random.js'
import type { ResampleWeights } from '../sums/weighted-sums.js'

/** Resamples of `size` clusters with replacement: how often each cluster is drawn. The seed determines them. */
export function drawWeights(
  size: number,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): ResampleWeights {
  const below = seededRandom(seed)
  const weights = new Uint16Array(resamples * size)
  for (let start = 0; start < weights.length; start += size)
    for (let draw = 0; draw < size; draw += 1) weights[start + below(size)]! += 1
  return weights
}
