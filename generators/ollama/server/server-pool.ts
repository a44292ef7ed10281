import { setMaxListeners } from 'node:events'
import { BoxWidth } from './server-width.js'

/** A server of a pool: how much it is doing, and how much it may. */
export type Box<T> = {
  readonly server: T
  readonly name: string
  /** Calls that it has now. */
  active: number
  /** Calls that it is given at a time; found by trying, never more than the pool allows. */
  width: number
  /** When it may be asked again after a fault, in the clock's milliseconds; 0: now; Infinity: never. */
  restsUntil: number
}

type Waiting<T> = {
  readonly patientId: string
  /** Boxes that have failed this work already. */
  readonly avoid: ReadonlySet<Box<T>>
  start(box: Box<T>): void
  fail(reason: unknown): void
}

/**
 * Hands work to servers that have the same model. A server that is loaded never says so, it only queues, so the bound is kept
 * here: each begins with one call at a time and is given more while that makes it faster. Work of a patient goes to the server
 * that had the patient last, where that is free: it still has the beginning of such prompts.
 */
export class BoxPool<T> {
  readonly boxes: readonly Box<T>[]
  readonly #now: () => number
  readonly #waiting: Waiting<T>[] = []
  readonly #lastBox = new Map<string, Box<T>>()
  readonly #widths: ReadonlyMap<Box<T>, BoxWidth>
  readonly #timers = new Map<Box<T>, NodeJS.Timeout>()
  /** Why the last server was taken out. */
  #end: Error | null = null

  /** @param most calls that a server is given at a time, at most */
  constructor(
    servers: readonly { readonly server: T; readonly name: string }[],
    most: number,
    now = performance.now.bind(performance),
  ) {
    this.#now = now
    this.boxes = servers.map(({ server, name }) => ({ server, name, active: 0, width: 1, restsUntil: 0 }))
    this.#widths = new Map(this.boxes.map((box) => [box, new BoxWidth(most, now)]))
  }

  /**
   * Waits for a server with room. The work is done when `release` is called.
   * @throws what `drop` was told, where no server is left
   */
  async acquire(patientId: string, avoid: ReadonlySet<Box<T>>, signal: AbortSignal): Promise<Box<T>> {
    signal.throwIfAborted()
    if (this.#end !== null) throw this.#end
    // All that waits in a run listens to one signal, which is no leak. Not 0: Node then says that it is no signal.
    setMaxListeners(Number.POSITIVE_INFINITY, signal)
    return new Promise((resolve, reject) => {
      const waiting: Waiting<T> = {
        patientId,
        avoid,
        start: (box) => {
          signal.removeEventListener('abort', stop)
          resolve(box)
        },
        fail: (reason) => {
          signal.removeEventListener('abort', stop)
          reject(reason)
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
      box.width = this.#widths.get(box)!.after(box.width, tokens)
    }
    this.#handOut()
    // A server without work is not slow.
    if (box.active === 0) this.#widths.get(box)!.startOver()
  }

  /** Gives a server no work for so long, or for longer where it rests already. */
  rest(box: Box<T>, milliseconds: number): void {
    this.#widths.get(box)!.startOver()
    box.restsUntil = Math.max(box.restsUntil, this.#now() + milliseconds)
    if (!this.#timers.has(box)) this.#wakeLater(box)
  }

  /** Never gives a server work again. @param reason what all that waits is told, where it was the last one */
  drop(box: Box<T>, reason: Error): void {
    box.restsUntil = Number.POSITIVE_INFINITY
    if (this.boxes.some(({ restsUntil }) => restsUntil !== Number.POSITIVE_INFINITY)) return
    this.#end = reason
    for (const waiting of this.#waiting.splice(0)) waiting.fail(reason)
  }

  isResting(box: Box<T>): boolean {
    return box.restsUntil > this.#now()
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #wakeLater(box: Box<T>): void {
    const left = box.restsUntil - this.#now()
    if (!Number.isFinite(left)) return
    // Not let go of: while all servers rest, nothing else keeps the process alive.
    const timer = setTimeout(
      () => {
        this.#timers.delete(box)
        // A timer counts from the start of its turn, so it may come early; and a rest may have become longer.
        if (this.isResting(box)) this.#wakeLater(box)
        else this.#handOut()
      },
      Math.max(1, Math.ceil(left)),
    )
    this.#timers.set(box, timer)
  }

  #handOut(): void {
    for (;;) {
      const free = this.boxes.filter((box) => box.active < box.width && !this.isResting(box))
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
      // One that failed it may try again only where no other can: one that rests may be gone for good.
      const isLeft = this.boxes.some((other) => !avoid.has(other) && !this.isResting(other))
      const willing = isLeft ? free.filter((box) => !avoid.has(box)) : free
      for (const box of willing) {
        const cost = last === box ? 0 : last === undefined ? 1 : 2
        if (best === null || cost < best.cost) best = { box, place, cost }
      }
      if (best?.cost === 0) break
    }
    return best
  }
}
