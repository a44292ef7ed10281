import type { TokenCounter } from '../../base/token-counter.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'
import type { Passage } from './context.js'

/**
 * What each of some ranked passages takes at least. Thousands are looked at for each budget and nearly all do not fit, so
 * what is known of them is kept by their place: even to look it up by the chunk takes as long as all the rest of packing.
 */
export class LeastPrices {
  readonly #ranked: readonly Passage[]
  readonly #view: RecordView
  readonly #counter: TokenCounter
  /** -1 if it has not been asked for. */
  readonly #groups: Int32Array
  readonly #texts: Int32Array

  constructor(ranked: readonly Passage[], view: RecordView, counter: TokenCounter) {
    this.#ranked = ranked
    this.#view = view
    this.#counter = counter
    this.#groups = new Int32Array(ranked.length).fill(-1)
    this.#texts = new Int32Array(ranked.length).fill(-1)
  }

  groupOf(place: number): number {
    if (this.#groups[place]! < 0) this.#groups[place] = this.#view.groupOf(this.#ranked[place]!.chunk)
    return this.#groups[place]!
  }

  /** Fewer tokens than this its text does not take. @param room more than it is as good as any number, and had sooner */
  textOf(place: number, room: number): number {
    if (this.#texts[place]! < 0) {
      const { chunk } = this.#ranked[place]!
      // Each event begins a piece of its own.
      if (this.#counter.atLeast !== undefined && chunk.kind === 'events' && chunk.events.length > room)
        return chunk.events.length
      this.#texts[place] = this.#view.leastTextOf(chunk, this.#counter)
    }
    return this.#texts[place]!
  }
}

const pricesOf = oncePer((_: readonly Passage[]) => new Map<TokenCounter, LeastPrices>())

/** Shared by all budgets that one ranking fills. */
export function leastPrices(
  ranked: readonly Passage[],
  view: RecordView,
  counter: TokenCounter,
): LeastPrices {
  const byCounter = pricesOf(ranked)
  const known = byCounter.get(counter)
  if (known !== undefined) return known
  const prices = new LeastPrices(ranked, view, counter)
  byCounter.set(counter, prices)
  return prices
}
