/** Calls per unit of width before a width is judged. */
const CALLS_A_TRIAL = 8
/** How much faster a wider server must be to stay wide. */
const WORTH_MORE = 1.1

/** Finds how many calls at a time make one server fastest: it widens step by step until a step does not pay off. */
export class ServerWidth {
  readonly #most: number
  readonly #now: () => number
  #calls = -1
  #tokens = 0
  #since = 0
  #speed = 0
  #isSettled = false

  /** @param most the most calls at a time */
  constructor(most: number, now: () => number) {
    this.#most = most
    this.#now = now
  }

  /** Restarts the measurement, because time in which a server was idle or resting says nothing about its speed. */
  startOver(): void {
    this.#calls = -1
    this.#tokens = 0
  }

  /** The width of a server from now on. @param tokens of the call that just ended */
  after(width: number, tokens: number): number {
    if (this.#isSettled) return width
    this.#calls++
    // The first call began before the measurement.
    if (this.#calls === 0) this.#since = this.#now()
    else this.#tokens += tokens
    if (this.#calls < CALLS_A_TRIAL * width) return width
    const speed = this.#tokens / Math.max(1, this.#now() - this.#since)
    const isWorthIt = speed >= this.#speed * WORTH_MORE
    this.startOver()
    this.#speed = Math.max(speed, this.#speed)
    this.#isSettled = !isWorthIt || width >= this.#most
    if (!isWorthIt) return Math.max(1, width - 1)
    return Math.min(this.#most, width + 1)
  }
}
