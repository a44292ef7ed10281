import { setMaxListeners } from 'node:events'
import { ServerWidth } from './server-width.js'

/** A server of a pool, with its current load and its limit. */
export type PooledServer<T> = {
  readonly connection: T
  readonly name: string
  /** The number of calls that it is handling. */
  active: number
  /** The number of calls that it may handle at a time. Found by trial, and never above the pool's limit. */
  width: number
  /** When it may be asked again after a fault, in milliseconds of the clock; 0: now; Infinity: never. */
  restsUntil: number
}

type Waiting<T> = {
  readonly patientId: string
  /** Servers that have already failed this work. */
  readonly avoid: ReadonlySet<PooledServer<T>>
  start(server: PooledServer<T>): void
  fail(reason: unknown): void
}

/**
 * Distributes work over servers that have the same model. A busy server only queues and never says so, so the
 * limit is enforced here: each server starts with one call at a time and gets more while that makes it faster. A
 * patient's work goes to the server that last had the patient, if it is free: that server may still have the
 * beginning of such prompts cached.
 */
export class ServerPool<T> {
  readonly servers: readonly PooledServer<T>[]
  readonly #now: () => number
  readonly #waiting: Waiting<T>[] = []
  readonly #lastServer = new Map<string, PooledServer<T>>()
  readonly #widths: ReadonlyMap<PooledServer<T>, ServerWidth>
  readonly #timers = new Map<PooledServer<T>, NodeJS.Timeout>()
  /** Why the last server was dropped. */
  #end: Error | null = null

  /** @param most the most calls that a server handles at a time */
  constructor(
    servers: readonly { readonly connection: T; readonly name: string }[],
    most: number,
    now = performance.now.bind(performance),
  ) {
    this.#now = now
    this.servers = servers.map(({ connection, name }) => ({
      connection,
      name,
      active: 0,
      width: 1,
      restsUntil: 0,
    }))
    this.#widths = new Map(this.servers.map((server) => [server, new ServerWidth(most, now)]))
  }

  /**
   * Waits for a server with room. The caller must call `release` when the work is done.
   * @throws the reason given to `drop`, if no server is left; the reason of `signal` if it aborts
   */
  async acquire(
    patientId: string,
    avoid: ReadonlySet<PooledServer<T>>,
    signal: AbortSignal,
  ): Promise<PooledServer<T>> {
    signal.throwIfAborted()
    if (this.#end !== null) throw this.#end
    // All waiting work of a run listens to one signal, which is not a leak. Infinity, because with 0 Node
    // reports that this is not a signal.
    setMaxListeners(Number.POSITIVE_INFINITY, signal)
    return new Promise((resolve, reject) => {
      const waiting: Waiting<T> = {
        patientId,
        avoid,
        start: (server) => {
          signal.removeEventListener('abort', stop)
          resolve(server)
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

  /** Frees a server's slot. @param tokens of prompt and answer that the work took; 0 if it failed */
  release(server: PooledServer<T>, patientId: string, tokens: number): void {
    server.active--
    if (tokens > 0) {
      this.#lastServer.set(patientId, server)
      server.width = this.#widths.get(server)!.after(server.width, tokens)
    }
    this.#handOut()
    // An idle server is not slow.
    if (server.active === 0) this.#widths.get(server)!.startOver()
  }

  /** Gives a server no work for this long, or longer if it is already resting longer. */
  rest(server: PooledServer<T>, milliseconds: number): void {
    this.#widths.get(server)!.startOver()
    server.restsUntil = Math.max(server.restsUntil, this.#now() + milliseconds)
    if (!this.#timers.has(server)) this.#wakeLater(server)
  }

  /** Never gives a server work again. @param reason the error for waiting work if no server is left */
  drop(server: PooledServer<T>, reason: Error): void {
    server.restsUntil = Number.POSITIVE_INFINITY
    if (this.servers.some(({ restsUntil }) => restsUntil !== Number.POSITIVE_INFINITY)) return
    this.#end = reason
    for (const waiting of this.#waiting.splice(0)) waiting.fail(reason)
  }

  isResting(server: PooledServer<T>): boolean {
    return server.restsUntil > this.#now()
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #wakeLater(server: PooledServer<T>): void {
    const left = server.restsUntil - this.#now()
    if (!Number.isFinite(left)) return
    // Not unref'ed: while all servers rest, nothing else keeps the process alive.
    const timer = setTimeout(
      () => {
        this.#timers.delete(server)
        // A timer counts from the start of its turn of the event loop, so it may fire early; and the rest may
        // have been extended.
        if (this.isResting(server)) this.#wakeLater(server)
        else this.#handOut()
      },
      Math.max(1, Math.ceil(left)),
    )
    this.#timers.set(server, timer)
  }

  #handOut(): void {
    for (;;) {
      const free = this.servers.filter((server) => server.active < server.width && !this.isResting(server))
      const found = this.#best(free)
      if (found === null) return
      const { server, place } = found
      const [work] = this.#waiting.splice(place, 1)
      server.active++
      // If two pieces of a patient's work are waiting, the second goes to the server of the first.
      this.#lastServer.set(work!.patientId, server)
      work!.start(server)
    }
  }

  /**
   * The next work to start: first work whose own server is free, then work of a patient that no server knows,
   * then the oldest.
   */
  #best(free: readonly PooledServer<T>[]): { server: PooledServer<T>; place: number } | null {
    let best: { server: PooledServer<T>; place: number; cost: number } | null = null
    for (const [place, { patientId, avoid }] of this.#waiting.entries()) {
      const last = this.#lastServer.get(patientId)
      // A server that failed the work may try again only if no other can: a resting server may be gone for good.
      const isLeft = this.servers.some((other) => !avoid.has(other) && !this.isResting(other))
      const willing = isLeft ? free.filter((server) => !avoid.has(server)) : free
      for (const server of willing) {
        const cost = last === server ? 0 : last === undefined ? 1 : 2
        if (best === null || cost < best.cost) best = { server, place, cost }
      }
      if (best?.cost === 0) break
    }
    return best
  }
}
