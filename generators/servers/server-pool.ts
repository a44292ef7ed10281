import { setMaxListeners } from 'node:events'
import { ServerWidth } from './server-width.js'

/** A server of a pool: how much it is doing, and how much it may do. */
export type PooledServer<T> = {
  readonly connection: T
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
  /** Servers that have failed this work already. */
  readonly avoid: ReadonlySet<PooledServer<T>>
  start(server: PooledServer<T>): void
  fail(reason: unknown): void
}

/**
 * Hands work to servers that have the same model. A server that is loaded never says so, it only queues, so the bound is kept
 * here: each begins with one call at a time and is given more while that makes it faster. Work of a patient goes to the server
 * that had the patient last, where that is free: it still has the beginning of such prompts.
 */
export class ServerPool<T> {
  readonly servers: readonly PooledServer<T>[]
  readonly #now: () => number
  readonly #waiting: Waiting<T>[] = []
  readonly #lastServer = new Map<string, PooledServer<T>>()
  readonly #widths: ReadonlyMap<PooledServer<T>, ServerWidth>
  readonly #timers = new Map<PooledServer<T>, NodeJS.Timeout>()
  /** Why the last server was taken out. */
  #end: Error | null = null

  /** @param most calls that a server is given at a time, at most */
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
   * Waits for a server with room. The work is done when `release` is called.
   * @throws what `drop` was told, where no server is left
   */
  async acquire(
    patientId: string,
    avoid: ReadonlySet<PooledServer<T>>,
    signal: AbortSignal,
  ): Promise<PooledServer<T>> {
    signal.throwIfAborted()
    if (this.#end !== null) throw this.#end
    // All that waits in a run listens to one signal, which is no leak. Not 0: Node then says that it is no signal.
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

  /** @param tokens of prompt and answer that the work took; 0 if it failed */
  release(server: PooledServer<T>, patientId: string, tokens: number): void {
    server.active--
    if (tokens > 0) {
      this.#lastServer.set(patientId, server)
      server.width = this.#widths.get(server)!.after(server.width, tokens)
    }
    this.#handOut()
    // A server without work is not slow.
    if (server.active === 0) this.#widths.get(server)!.startOver()
  }

  /** Gives a server no work for so long, or for longer where it rests already. */
  rest(server: PooledServer<T>, milliseconds: number): void {
    this.#widths.get(server)!.startOver()
    server.restsUntil = Math.max(server.restsUntil, this.#now() + milliseconds)
    if (!this.#timers.has(server)) this.#wakeLater(server)
  }

  /** Never gives a server work again. @param reason what waiting work hears if it was the last one */
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
    // Not let go of: while all servers rest, nothing else keeps the process alive.
    const timer = setTimeout(
      () => {
        this.#timers.delete(server)
        // A timer counts from the start of its turn, so it may come early; and a rest may have become longer.
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
      // Of two pieces of a patient's work that wait, the second finds the server of the first.
      this.#lastServer.set(work!.patientId, server)
      work!.start(server)
    }
  }

  /** Work whose server is free; else work of a patient that no server knows; else the oldest. */
  #best(free: readonly PooledServer<T>[]): { server: PooledServer<T>; place: number } | null {
    let best: { server: PooledServer<T>; place: number; cost: number } | null = null
    for (const [place, { patientId, avoid }] of this.#waiting.entries()) {
      const last = this.#lastServer.get(patientId)
      // One that failed it may try again only if no other can: one that rests may be gone for good.
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
