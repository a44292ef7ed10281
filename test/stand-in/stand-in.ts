import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Engine } from './engine/engine.js'
import type { ReceivedRequest, StandInOptions } from './options.js'
import { isForeign } from './routes/access.js'
import { sendText } from './routes/replies.js'
import { routeRequest } from './routes/route.js'

export type { Misbehaviour } from './misbehaviour.js'
export type { ReceivedRequest, RequestBody, StandInOptions } from './options.js'

export type StandIn = {
  readonly url: string
  readonly port: number
  /** All of them, in order of arrival, with refused ones. */
  readonly requests: readonly ReceivedRequest[]
  /** Requests whose client closed its socket before the reply was out. */
  readonly abandoned: number
  readonly openSockets: number
  /** What its replies of /api/chat said, by its own counts, and how many calls there were: those without a reply too. */
  readonly served: Served
  /** No new connection, and the open ones end; done when the port is free. */
  close(): Promise<void>
  /** As SIGKILL looks from outside: FIN on every socket at once, whatever is on its way, and nobody listens. */
  kill(): void
}

export type Served = { readonly calls: number; readonly promptTokens: number; readonly answerTokens: number }

/** A server on a free loopback port that speaks the recorded wire of the Ollama version asked for. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const engine = new Engine(options)
  const requests: ReceivedRequest[] = []
  const numbers = new Map<string, number>()
  const sockets = new Set<Socket>()

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const raw = Buffer.concat(parts).toString('utf8')
    const body = parsed(raw)
    const number = (numbers.get(path) ?? 0) + 1
    numbers.set(path, number)
    const received: ReceivedRequest = {
      method: request.method ?? 'GET',
      path,
      headers: request.headers,
      body,
      number,
      misbehaviour: options.misbehave?.({ path, body, number }) ?? null,
      abandoned: false,
    }
    requests.push(received)
    const gone = new AbortController()
    response.once('close', () => {
      if (response.writableFinished) return
      received.abandoned = !endedByUs.has(request.socket)
      gone.abort()
    })
    if (isForeign(request)) response.writeHead(403, { 'content-length': 0 }).end()
    else await routeRequest({ engine, received, raw, response, gone: gone.signal })
  }

  // A socket that the stand-in itself breaks off was not abandoned by the client.
  const endedByUs = new WeakSet<Socket>()
  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy()
      else
        sendText(response, 599, `the stand-in itself failed: ${error instanceof Error ? error.stack : error}`)
    })
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    const destroySoon = socket.destroySoon.bind(socket)
    socket.destroySoon = () => {
      endedByUs.add(socket)
      destroySoon()
    }
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  function kill(): void {
    server.close()
    for (const socket of sockets) {
      endedByUs.add(socket)
      socket.destroy()
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get abandoned() {
      return requests.filter((request) => request.abandoned).length
    },
    get openSockets() {
      return sockets.size
    },
    get served() {
      const told = engine.told.filter(({ path }) => path === '/api/chat')
      return {
        calls: requests.filter(({ path }) => path === '/api/chat').length,
        promptTokens: told.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
        answerTokens: told.reduce((sum, { answerTokens }) => sum + answerTokens, 0),
      }
    },
    kill,
    close: () =>
      new Promise((resolve) => {
        if (!server.listening && sockets.size === 0) return resolve()
        server.once('close', () => resolve())
        kill()
      }),
  }
}

function parsed(raw: string): unknown {
  try {
    return raw === '' ? null : JSON.parse(raw)
  } catch {
    return raw
  }
}
