import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { askModel } from '../../../generators/ollama/replies/ask-model.js'
import { connectOllama } from '../../../generators/ollama/server/transport.js'
import { within } from '../../../generators/servers/within.js'
import { chats, endAll, hasty, NEVER, open, startProxy, startServer } from './stand-in-servers.js'

afterEach(endAll)

async function opened(settings = {}, deadlineMs = 5000) {
  const server = await startServer()
  const model = hasty(await open({ hosts: [server], settings, means: { sentinel: false } }))
  return { server, model: { ...model, settings: { ...model.settings, deadlineMs } } }
}

// That undici's own limits of 300 s are off is not waited for here: see connectOllama.
describe('a call that is cancelled', () => {
  it('before the headers: its socket is closed, and calls in the queue are canceled as well', async () => {
    const { server, model } = await opened()
    server.behave = 'hang-before-headers'
    const abort = new AbortController()
    const before = chats(server).length
    const all = [1, 2, 3].map((i) =>
      askModel(model, { text: `What? ${i}`, patientId: '1', variation: {}, signal: abort.signal }),
    )
    const ends = Promise.allSettled(all)
    await expect.poll(() => chats(server).length).toBe(before + 1)
    const reason = new Error('Ctrl-C')
    abort.abort(reason)
    for (const end of await ends) expect(end).toEqual({ status: 'rejected', reason })
    await expect.poll(() => server.abandoned).toBe(1)
    expect([chats(server).length, model.pool.servers[0]?.active]).toEqual([before + 1, 0])
    server.behave = null
    await askModel(model, { text: 'What?', patientId: '1', variation: {}, signal: NEVER })
  })

  it('while every server rests: at once', async () => {
    const { model } = await opened()
    model.pool.rest(model.pool.servers[0]!, 60_000)
    const abort = new AbortController()
    const asked = askModel(model, { text: 'What?', patientId: '1', variation: {}, signal: abort.signal })
    abort.abort(new Error('Ctrl-C'))
    await expect(asked).rejects.toThrow('Ctrl-C')
  })

  it('leaves no listener behind, and many at a time are no leak', async () => {
    const warnings: Error[] = []
    const listen = (warning: Error) => warnings.push(warning)
    process.on('warning', listen)
    const { model } = await opened({ parallel: 4 })
    const abort = new AbortController()
    await Promise.all(
      [...Array(30).keys()].map((i) =>
        askModel(model, { text: `What? ${i}`, patientId: `${i}`, variation: {}, signal: abort.signal }),
      ),
    )
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    expect([warnings, getEventListeners(abort.signal, 'abort')]).toEqual([[], []])
  })
})

describe('a deadline', () => {
  it('gives the call up, and the socket is closed', async () => {
    const { server, model } = await opened({}, 60)
    server.behave = 'hang-before-headers'
    await expect(
      askModel(model, { text: 'What?', patientId: '1', variation: {}, signal: NEVER }),
    ).rejects.toThrow('deadline: no answer within 60 ms')
    await expect.poll(() => server.abandoned).toBe(1)
  })

  it('of a list of models that never comes counts as well', async () => {
    const { server, model } = await opened({}, 60)
    server.behave = (path) => (path === '/api/tags' ? 'hang-before-headers' : null)
    await expect(
      askModel(model, { text: 'What?', patientId: '1', variation: {}, signal: NEVER }),
    ).rejects.toMatchObject({ reason: 'deadline' })
  })

  it('keeps nothing: no timer that holds the process, no listener', async () => {
    const abort = new AbortController()
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    await within(3_600_000, abort.signal, async () => 1)
    await expect(
      within(3_600_000, abort.signal, async () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no')
    expect([timers() - before, getEventListeners(abort.signal, 'abort')]).toEqual([0, []])
  })

  it('of more than a timer can count does not come at once', async () => {
    const late = within(2 ** 40, NEVER, () => new Promise((resolve) => setTimeout(resolve, 20, 'in time')))
    await expect(late).resolves.toBe('in time')
  })

  it('gives up what the work began where another part of it fails', async () => {
    let given: AbortSignal | undefined
    const work = within(1000, NEVER, (signal) => {
      given = signal
      return Promise.all([
        Promise.reject(new Error('first')),
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('second')))),
      ])
    })
    await expect(work).rejects.toThrow('first')
    expect(given?.aborted).toBe(true)
  })
})

describe('a connection', () => {
  it('follows no redirect', async () => {
    const other = await startServer()
    const proxy = await startProxy(other, async () => ({
      status: 307,
      text: '',
      headers: { location: `${other.url}/api/version` },
    }))
    const connection = connectOllama(proxy.url)
    await expect(connection.version(NEVER)).rejects.toThrow('fetch failed')
    await expect(connection.chat({}, NEVER)).rejects.toThrow('fetch failed')
    expect(other.requests).toEqual([])
    await connection.close()
  })

  it('is closed with what is still asked of it', async () => {
    const server = await startServer()
    server.behave = 'hang-before-headers'
    const connection = connectOllama(server.url)
    const asked = connection.chat({}, NEVER)
    asked.catch(() => {})
    await expect.poll(() => server.requests.length).toBe(1)
    await connection.close()
    await expect(asked).rejects.toThrow()
    await expect.poll(() => server.openSockets).toBe(0)
  })
})
