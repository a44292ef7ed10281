/** A server of a pool: how much it is doing, and how much it may. */
export type Box<T> = {
  readonly server: T
  readonly name: string
  /** Calls that it has now. */
  active: number
  /** Calls that it is given at a time; found by trying, never more than the pool allows. */
  width: number
  /** When it may be asked again after a fault, in the clock's milliseconds; 0: now. */
  restsUntil: number
}

type Waiting<T> = {
  readonly patientId: string
  /** Boxes that have failed this work already. */
  readonly avoid: ReadonlySet<Box<T>>
  start(box: Box<T>): void
}

type Tried = { tokens: number; since: number; calls: number }

/** Calls at one width before its speed is judged. */
const CALLS_A_TRIAL = 8
/** So much faster a wider box has to be to stay wide. */
const WORTH_MORE = 1.1

/**
 * Hands work to servers that have the same model. A server that is loaded never says so, it only queues, so the bound is kept
 * here: each begins with one call at a time and is given more while that makes it faster. Work of a patient goes to the server
 * that had the patient last, where that is free: it still has the beginning of such prompts.
 */
export class BoxPool<T> {
  readonly boxes: readonly Box<T>[]
  readonly #most: number
  readonly #now: () => number
  readonly #waiting: Waiting<T>[] = []
  readonly #lastBox = new Map<string, Box<T>>()
  readonly #trials = new Map<Box<T>, Tried>()
  readonly #speeds = new Map<Box<T>, number>()
  readonly #settled = new Set<Box<T>>()
  readonly #timers = new Set<NodeJS.Timeout>()

  /** @param most calls that a server is given at a time, at most */
  constructor(
    servers: readonly { readonly server: T; readonly name: string }[],
    most: number,
    now = performance.now.bind(performance),
  ) {
    this.#most = most
    this.#now = now
    this.boxes = servers.map(({ server, name }) => ({ server, name, active: 0, width: 1, restsUntil: 0 }))
  }

  /** Waits for a server with room. The work is done when `release` is called. */
  async acquire(patientId: string, avoid: ReadonlySet<Box<T>>, signal: AbortSignal): Promise<Box<T>> {
    signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const waiting: Waiting<T> = {
        patientId,
        avoid,
        start: (box) => {
          signal.removeEventListener('abort', stop)
          resolve(box)
        },
      }
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', stop, { once: true })
      this.#waiting.push(waiting)
      this.#handOut()
    })
  }

  /** @param tokens of prompt and answer that the work took; 0 where it failed */
  release(box: Box<T>, patientId: string, tokens: number): void {
    box.active--
    if (tokens > 0) {
      this.#lastBox.set(patientId, box)
      this.#judge(box, tokens)
    }
    this.#handOut()
  }

  /** Gives a server no work for so long. */
  rest(box: Box<T>, milliseconds: number): void {
    box.restsUntil = this.#now() + milliseconds
    if (!Number.isFinite(milliseconds)) return
    // Not let go of: while all servers rest, nothing else keeps the process alive.
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#handOut()
    }, milliseconds + 1)
    this.#timers.add(timer)
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  #handOut(): void {
    for (;;) {
      const free = this.boxes.filter((box) => box.active < box.width && box.restsUntil <= this.#now())
      const found = this.#best(free)
      if (found === null) return
      const { box, place } = found
      const [work] = this.#waiting.splice(place, 1)
      box.active++
      // Of two pieces of a patient's work that wait, the second finds the server of the first.
      this.#lastBox.set(work!.patientId, box)
      work!.start(box)
    }
  }

  /** Work whose server is free; else work of a patient that no server knows; else the oldest. */
  #best(free: readonly Box<T>[]): { box: Box<T>; place: number } | null {
    let best: { box: Box<T>; place: number; cost: number } | null = null
    for (const [place, { patientId, avoid }] of this.#waiting.entries()) {
      const last = this.#lastBox.get(patientId)
      // One that failed it may try again only where there is no other.
      const willing = free.filter((box) => !avoid.has(box) || this.boxes.every((other) => avoid.has(other)))
      for (const box of willing) {
        const cost = last === box ? 0 : last === undefined ? 1 : 2
        if (best === null || cost < best.cost) best = { box, place, cost }
      }
      if (best?.cost === 0) break
    }
    return best
  }

  #judge(box: Box<T>, tokens: number): void {
    if (this.#settled.has(box)) return
    const trial = this.#trials.get(box) ?? { tokens: 0, since: this.#now(), calls: -1 }
    trial.calls++
    // The first call of a trial began before it.
    if (trial.calls > 0) trial.tokens += tokens
    else trial.since = this.#now()
    this.#trials.set(box, trial)
    if (trial.calls < CALLS_A_TRIAL * box.width) return
    const speed = trial.tokens / Math.max(1, this.#now() - trial.since)
    const before = this.#speeds.get(box) ?? 0
    this.#trials.delete(box)
    if (speed >= before * WORTH_MORE) {
      this.#speeds.set(box, speed)
      if (box.width < this.#most) box.width++
      else this.#settled.add(box)
    } else {
      box.width = Math.max(1, box.width - 1)
      this.#settled.add(box)
    }
  }
}
