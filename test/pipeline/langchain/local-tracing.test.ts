import { createServer } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { awaitAllCallbacks } from '@langchain/core/callbacks/promises'
import { RunnableLambda, RunnableSequence } from '@langchain/core/runnables'
import { LangChainTracer } from '@langchain/core/tracers/tracer_langchain'
import { Client } from 'langsmith'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { switchOffRemoteTracing } from '../../../pipeline/langchain/local-tracing.js'
import { openCharts } from '../../../pipeline/langchain/open-charts.js'
import { fixtureFolder } from '../../fixtures/command-line.js'

const QUESTION = 'Why was metformin stopped?'
const REMOTE = 'https://traces.example.com'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

async function retrieverOf() {
  const { cohort, workspace, embedder } = fixtureFolder()
  const charts = await openCharts({ corpus: cohort, workspace, index: { embedder }, counter: 'approx' })
  return charts.chart('9001', null).retriever('bm25', 100)
}

/** Any way out fails the test. */
function noNetwork() {
  const refuse = () => {
    throw new Error('the network was touched')
  }
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(refuse)
  return { fetched, connected: vi.spyOn(Socket.prototype, 'connect').mockImplementation(refuse) }
}

describe('tracing', () => {
  // The first: LangChain keeps the client that it makes first, and with it the endpoint.
  it('that the caller switched on for a server of his own is left on', async () => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.end('{}'))
      posts.push(`${request.method} ${request.url}`)
    })
    const posts: string[] = []
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    vi.stubEnv('LANGSMITH_TRACING', 'true')
    vi.stubEnv('LANGSMITH_ENDPOINT', apiUrl)
    const retriever = await retrieverOf()
    const client = new Client({ apiUrl, apiKey: 'none', autoBatchTracing: false })
    await retriever.invoke(QUESTION, { callbacks: [new LangChainTracer({ client })] })
    await awaitAllCallbacks()
    expect(process.env['LANGSMITH_TRACING']).toBe('true')
    await vi.waitFor(() => expect(posts).toContain('POST /runs'))
  })

  it.each(['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'])(
    'by %s is off where the endpoint is not near: no network is touched',
    async (name) => {
      const { fetched, connected } = noNetwork()
      const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
      vi.stubEnv(name, 'true')
      const retriever = await retrieverOf()
      expect(process.env[name]).toBe('false')
      vi.stubEnv(name, 'true')
      vi.stubEnv('LANGSMITH_ENDPOINT', REMOTE)
      expect(await retriever.invoke(QUESTION)).not.toEqual([])
      expect(process.env[name]).toBe('false')
      expect(warn).toHaveBeenCalledTimes(2)
      await awaitAllCallbacks()
      for (const spy of [fetched, connected]) expect(spy).not.toHaveBeenCalled()
    },
  )

  it('by a tracer of the caller is refused where it sends elsewhere, in a chain too', async () => {
    const { fetched, connected } = noNetwork()
    const retriever = await retrieverOf()
    const client = new Client({ apiUrl: REMOTE, apiKey: 'none', autoBatchTracing: false })
    const callbacks = [new LangChainTracer({ client })]
    await expect(retriever.invoke(QUESTION, { callbacks })).rejects.toThrow(
      'expected a tracer whose endpoint',
    )
    for (const spy of [fetched, connected]) expect(spy).not.toHaveBeenCalled()
    fetched.mockImplementation(async () => new Response('{}'))
    const chain = RunnableSequence.from([
      retriever,
      RunnableLambda.from((documents: object[]) => documents.length),
    ])
    await expect(chain.invoke(QUESTION, { callbacks })).rejects.toThrow('expected a tracer whose endpoint')
    await awaitAllCallbacks()
    const sent = fetched.mock.calls.map(([, request]) => JSON.stringify(request))
    expect(sent.filter((body) => body.includes('diarrhoea'))).toEqual([])
  })
})

describe('switchOffRemoteTracing', () => {
  const on = { LANGCHAIN_TRACING_V2: 'true' }
  it.each([
    [{}, false],
    [{ LANGSMITH_TRACING: 'false', LANGSMITH_ENDPOINT: REMOTE }, false],
    [on, true],
    [{ ...on, LANGSMITH_ENDPOINT: 'http://localhost:1984' }, false],
    [{ ...on, LANGCHAIN_ENDPOINT: 'http://192.168.1.5:1984/api' }, false],
    [{ ...on, LANGCHAIN_ENDPOINT: 'http://192.168.1.5.example.com' }, true],
    [{ ...on, LANGSMITH_ENDPOINT: 'not an address' }, true],
    [{ ...on, LANGSMITH_ENDPOINT: 'http://127.0.0.1:1984', LANGCHAIN_ENDPOINT: REMOTE }, true],
    [
      { ...on, LANGSMITH_ENDPOINT: 'http://127.0.0.1', LANGSMITH_RUNS_ENDPOINTS: `{"${REMOTE}":"key"}` },
      true,
    ],
    [{ ...on, LANGSMITH_ENDPOINT: 'http://127.0.0.1', OTEL_ENABLED: 'true' }, true],
  ])('of %o: %s', (environment: Record<string, string>, isOff) => {
    const changed = { ...environment }
    expect(switchOffRemoteTracing(changed)).toBe(isOff)
    expect(changed).toEqual(isOff ? { ...environment, LANGCHAIN_TRACING_V2: 'false' } : environment)
  })
})
