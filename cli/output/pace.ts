import { duration } from './duration.js'

/** How much of a step is done, and an estimate of the time left from the work done since it began. */
export class Pace {
  readonly #total: number
  readonly #now: () => number
  readonly #began: number
  #done: number
  /** Items done since the beginning that took work. */
  #worked = 0

  /**
   * @param done items that were done before this step began
   * @param now gives the current time in milliseconds
   */
  constructor(total: number, done: number, now: () => number) {
    this.#total = total
    this.#done = done
    this.#now = now
    this.#began = now()
  }

  /** @param isWork false if the item was done before, so that it says nothing about the time of the others */
  advance(isWork: boolean): void {
    this.#done++
    if (isWork) this.#worked++
  }

  get done(): number {
    return this.#done
  }

  /** How much is done, in whole percent. */
  get percent(): number {
    return this.#total === 0 ? 100 : Math.floor((100 * this.#done) / this.#total)
  }

  /** '12 min left'; empty if nothing is left, or if there is no estimate yet. */
  left(): string {
    const left = this.#total - this.#done
    if (left <= 0 || this.#worked === 0) return ''
    return `${duration(((this.#now() - this.#began) / 1000 / this.#worked) * left)} left`
  }
}
