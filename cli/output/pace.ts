import { duration } from './duration.js'

/** How far a step is, and how long the rest will take by what was done since it began. */
export class Pace {
  readonly #total: number
  readonly #now: () => number
  readonly #began: number
  #done: number
  /** Done since the beginning, without what took no work. */
  #worked = 0

  /**
   * @param done what was there before
   * @param now in milliseconds
   */
  constructor(total: number, done: number, now: () => number) {
    this.#total = total
    this.#done = done
    this.#now = now
    this.#began = now()
  }

  /** @param isWork false: it was there already, and says nothing about how long others take */
  advance(isWork: boolean): void {
    this.#done++
    if (isWork) this.#worked++
  }

  get done(): number {
    return this.#done
  }

  /** Whole percent that are done. */
  get percent(): number {
    return this.#total === 0 ? 100 : Math.floor((100 * this.#done) / this.#total)
  }

  /** '12 min left'; empty if nothing is left, or nothing tells yet. */
  left(): string {
    const left = this.#total - this.#done
    if (left <= 0 || this.#worked === 0) return ''
    return `${duration(((this.#now() - this.#began) / 1000 / this.#worked) * left)} left`
  }
}
