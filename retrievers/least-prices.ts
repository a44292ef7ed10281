import type { Price, RecordView } from './record-view.js'
import type { Passage } from './strategy.js'
import type { TokenCounter } from './token-counter.js'

/**
 * What each of some ranked passages takes at least. Thousands are looked at for each budget and nearly all do not fit, so
 * what is known of them is kept by their place: even to look it up by the chunk takes as long as all the rest of packing.
 */
export class LeastPrices {
  readonly #ranked: readonly Passage[]
  readonly #view: RecordView
  readonly #counter: TokenCounter
  readonly #prices: Price[] = []

  constructor(ranked: readonly Passage[], view: RecordView, counter: TokenCounter) {
    this.#ranked = ranked
    this.#view = view
    this.#counter = counter
  }

  at(place: number): Price {
    let price = this.#prices[place]
    if (price === undefined) {
      price = this.#view.leastOf(this.#ranked[place]!.chunk, this.#counter)
      this.#prices[place] = price
    }
    return price
  }
}

const known = new WeakMap<readonly Passage[], { counter: TokenCounter; prices: LeastPrices }>()

/** Shared by all budgets that one ranking fills. */
export function leastPrices(
  ranked: readonly Passage[],
  view: RecordView,
  counter: TokenCounter,
): LeastPrices {
  const last = known.get(ranked)
  if (last?.counter === counter) return last.prices
  const prices = new LeastPrices(ranked, view, counter)
  known.set(ranked, { counter, prices })
  return prices
}
