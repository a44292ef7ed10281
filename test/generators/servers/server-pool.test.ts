import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PooledServer, ServerPool } from '../../../generators/servers/server-pool.js'
import { NEVER } from '../ollama/stand-in-servers.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const NOBODY: ReadonlySet<PooledServer<string>> = new Set()

function poolOf(names: string, most = 4): ServerPool<string> {
  return new ServerPool(
    [...names].map((name) => ({ connection: name, name })),
    most,
    () => performance.now(),
  )
}

/** Many random decisions, the same each time. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve()
}

describe('a pool', () => {
  it('gives a patient to the server that had it, or to whichever is free', async () => {
    const pool = poolOf('ab')
    const first = await pool.acquire('p', NOBODY, NEVER)
    const second = await pool.acquire('q', NOBODY, NEVER)
    expect([first.name, second.name]).toEqual(['a', 'b'])
    pool.release(first, 'p', 10)
    pool.release(second, 'q', 10)
    const again = [await pool.acquire('q', NOBODY, NEVER), await pool.acquire('p', NOBODY, NEVER)]
    expect(again.map(({ name }) => name)).toEqual(['b', 'a'])
    pool.release(again[0]!, 'q', 10)
    // The server of p is busy: b takes over, and has p from then on.
    expect((await pool.acquire('p', NOBODY, NEVER)).name).toBe('b')
  })

  it('of what waits it takes what the free server knows, then what none knows, then the oldest', async () => {
    const pool = poolOf('ab', 1)
    const [a, b] = [await pool.acquire('p', NOBODY, NEVER), await pool.acquire('q', NOBODY, NEVER)]
    const order: string[] = []
    const wait = (patient: string) =>
      void pool.acquire(patient, NOBODY, NEVER).then((server) => order.push(`${patient} ${server.name}`))
    for (const patient of ['q', 'new', 'p']) wait(patient)
    pool.release(a, 'p', 10)
    await turns()
    pool.release(a, 'p', 10)
    await turns()
    pool.release(a, 'new', 10)
    await turns()
    expect(order).toEqual(['p a', 'new a', 'q a'])
    pool.release(b, 'q', 10)
  })

  it('never gives a server more than it may have, and one that failed the work only where none is left', async () => {
    const pool = poolOf('ab', 1)
    const a = await pool.acquire('p', NOBODY, NEVER)
    pool.release(a, 'p', 0)
    const b = await pool.acquire('p', new Set([a]), NEVER)
    expect(b.name).toBe('b')
    let got: PooledServer<string> | null = null
    void pool.acquire('p', new Set([a]), NEVER).then((server) => {
      got = server
    })
    await turns()
    expect(got).toBeNull()
    // The other may never come back.
    pool.rest(b, 1000)
    pool.release(b, 'p', 0)
    await turns()
    expect(got).toBe(a)
  })

  it('lets a server rest, the longer rest counts, and wakes whoever waits', async () => {
    const pool = poolOf('a')
    const [a] = pool.servers
    pool.rest(a!, 100)
    pool.rest(a!, 300)
    pool.rest(a!, 50)
    let at = 0
    const started = performance.now()
    void pool.acquire('p', NOBODY, NEVER).then(() => {
      at = performance.now() - started
    })
    await vi.advanceTimersByTimeAsync(299)
    expect(at).toBe(0)
    await vi.advanceTimersByTimeAsync(2)
    expect(at).toBe(300)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits on where a timer comes early', async () => {
    let clock = 0
    const pool = new ServerPool([{ connection: 'a', name: 'a' }], 1, () => clock)
    pool.rest(pool.servers[0]!, 100)
    let got = false
    void pool.acquire('p', NOBODY, NEVER).then(() => {
      got = true
    })
    // As a timer does that was set late in a long turn.
    clock = 60
    await vi.advanceTimersByTimeAsync(100)
    expect(got).toBe(false)
    clock = 100
    await vi.advanceTimersByTimeAsync(40)
    expect(got).toBe(true)
  })

  it('drops a server for good, and the last one with all that waits', async () => {
    const pool = poolOf('ab', 1)
    const [a, b] = [await pool.acquire('p', NOBODY, NEVER), await pool.acquire('q', NOBODY, NEVER)]
    const waiting = pool.acquire('r', NOBODY, NEVER)
    const ends = Promise.allSettled([waiting])
    pool.drop(a, new Error('other model'))
    // A fault that was on its way does not bring it back.
    pool.rest(a, 1)
    pool.release(a, 'p', 0)
    await vi.advanceTimersByTimeAsync(10)
    pool.drop(b, new Error('other model too'))
    pool.release(b, 'q', 0)
    expect(await ends).toMatchObject([{ status: 'rejected', reason: { message: 'other model too' } }])
    await expect(pool.acquire('p', NOBODY, NEVER)).rejects.toThrow('other model too')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets waiting be given up, alone, and keeps no listener', async () => {
    const pool = poolOf('a', 1)
    const a = await pool.acquire('p', NOBODY, NEVER)
    const [one, other] = [new AbortController(), new AbortController()]
    const given = Promise.allSettled([pool.acquire('q', NOBODY, one.signal)])
    const kept = pool.acquire('r', NOBODY, other.signal)
    one.abort(new Error('stop'))
    expect(await given).toMatchObject([{ reason: { message: 'stop' } }])
    pool.release(a, 'p', 1)
    expect(await kept).toBe(a)
    expect(
      getEventListeners(one.signal, 'abort').length + getEventListeners(other.signal, 'abort').length,
    ).toBe(0)
    await expect(pool.acquire('q', NOBODY, one.signal)).rejects.toThrow('stop')
  })

  it('clears its timers when it is closed', () => {
    const pool = poolOf('ab')
    for (const server of pool.servers) pool.rest(server, 5000)
    expect(vi.getTimerCount()).toBe(2)
    pool.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})

/** Calls of 100 ms and 1000 tokens on a server that does `slots` at a time and lets the others wait. */
async function widthAfter(
  slots: number,
  most: number,
  calls: number,
  demand = most * 2,
  restsAt?: number,
): Promise<number> {
  const pool = poolOf('a', most)
  const freeAt: number[] = Array(slots).fill(0)
  let left = calls
  let done = 0
  const work = async (i: number): Promise<void> => {
    while (left-- > 0) {
      const server = await pool.acquire(`${i}`, NOBODY, NEVER)
      expect(server.active).toBeLessThanOrEqual(most)
      const slot = freeAt.indexOf(Math.min(...freeAt))
      const end = Math.max(performance.now(), freeAt[slot]!) + 100
      freeAt[slot] = end
      await new Promise((resolve) => setTimeout(resolve, end - performance.now()))
      if (++done === restsAt) pool.rest(server, 60_000)
      pool.release(server, `${i}`, 1000)
    }
  }
  const all = Promise.all(Array.from({ length: demand }, (_, i) => work(i)))
  await vi.runAllTimersAsync()
  await all
  return pool.servers[0]!.width
}

describe('the width of a server', () => {
  it.each([
    [1, 8, 1],
    [2, 8, 2],
    [4, 8, 4],
    [8, 4, 4],
    [4, 1, 1],
  ])('of %i slots and at most %i calls becomes %i', async (slots, most, width) => {
    expect(await widthAfter(slots, most, 400)).toBe(width)
  })

  it('stays where there is nothing more to do at a time', async () => {
    expect(await widthAfter(4, 4, 60, 1)).toBe(1)
  })

  it('is not judged by the time that a server rests', async () => {
    for (let call = 1; call <= 24; call++) expect(await widthAfter(2, 8, 200, 16, call)).toBe(2)
  })
})

describe('under random ends and faults', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('no work is lost or done twice (%i)', async (seed) => {
    const random = randomOf(seed)
    const most = 1 + Math.floor(random() * 4)
    const pool = poolOf('abc', most)
    const done = new Map<number, number>()
    let dropped = 0
    const work = async (id: number): Promise<void> => {
      const patient = `${id % 7}`
      const avoid = new Set<PooledServer<string>>()
      const abort = new AbortController()
      if (random() < 0.1) {
        setTimeout(() => abort.abort(new Error('stop')), random() * 200)
      }
      for (;;) {
        const server = await pool.acquire(patient, avoid, abort.signal).catch((error: Error) => {
          expect(error.message).toBe('stop')
          return null
        })
        if (server === null) {
          done.set(id, (done.get(id) ?? 0) + 1)
          return
        }
        expect(server.active).toBeLessThanOrEqual(server.width)
        expect(server.width).toBeLessThanOrEqual(most)
        await new Promise((resolve) => setTimeout(resolve, random() * 50))
        const luck = random()
        if (luck < 0.75) {
          pool.release(server, patient, 100 + Math.floor(random() * 900))
          done.set(id, (done.get(id) ?? 0) + 1)
          return
        }
        if (luck > 0.99 && dropped < 2) {
          dropped++
          pool.drop(server, new Error('gone'))
        } else if (luck < 0.9) {
          pool.rest(server, random() * 100)
          avoid.add(server)
        }
        pool.release(server, patient, 0)
      }
    }
    const all = Promise.all(Array.from({ length: 300 }, (_, id) => work(id)))
    await vi.runAllTimersAsync()
    await all
    expect(done.size).toBe(300)
    expect([...done.values()].every((times) => times === 1)).toBe(true)
    expect(pool.servers.map(({ active }) => active)).toEqual([0, 0, 0])
  })
})
