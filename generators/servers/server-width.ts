/** Calls at one width before its speed is judged. */
const CALLS_A_TRIAL = 8
/** So much faster a wider server must be to stay wide. */
const WORTH_MORE = 1.1

/** Finds out how many calls at a time make one server faster: wider step by step, until a step is not worth it. */
export class ServerWidth {
  readonly #most: number
  readonly #now: () => number
  #calls = -1
  #tokens = 0
  #since = 0
  #speed = 0
  #isSettled = false

  /** @param most calls at a time, at most */
  constructor(most: number, now: () => number) {
    this.#most = most
    this.#now = now
  }

  /** Where a server had nothing to do or rested, the time says nothing of it. */
  startOver(): void {
    this.#calls = -1
    this.#tokens = 0
  }

  /**
   * The width that a server has from now on.
   * @param tokens of a call that has just ended
   */
  after(width: number, tokens: number): number {
    if (this.#isSettled) return width
    this.#calls++
    // The first call of a trial began before it.
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
