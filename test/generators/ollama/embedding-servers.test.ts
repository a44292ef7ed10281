import { afterEach, describe, expect, it } from 'vitest'
import { openOllamaEmbedder } from '../../../generators/ollama/ollama-embedder.js'
import { MINILM } from '../../stand-in/model.js'
import { endAll, startProxy, startServer } from './stand-in-servers.js'

afterEach(endAll)

describe('an embedder on the recorded servers', () => {
  it.each(['0.12.5', '0.33.0'] as const)('gives vectors by index on %s', async (version) => {
    const server = await startServer({ version })
    const embedder = await openOllamaEmbedder('minilm', server.url)
    const texts = ['no fever', '', 'naïve café', 'pain', ' ', 'naive cafe']
    const all = await embedder.embed(texts, 'passage')
    expect(all.map((vector) => vector.length)).toEqual(Array(6).fill(384))
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embed([text], 'passage')
      expect(alone).toEqual(all[i])
    }
    expect(all[1]).toEqual(new Float32Array(384))
    expect(all[2]).toEqual(all[5])
    expect(all[0]).not.toEqual(all[3])
    for (const { path, body } of server.requests) if (path === '/api/embed') expect(body.truncate).toBe(false)
    expect(embedder).toMatchObject({ hash: MINILM.digest, dimensions: 384 })
    await embedder.close()
  })

  it('refuses 0.24, whose vectors of accented text are far off, and leaves no socket', async () => {
    const server = await startServer({ version: '0.24.0' })
    await expect(openOllamaEmbedder('minilm', server.url)).rejects.toThrow(
      /found a cosine of 0\.\d+: Ollama 0.24 embeds accented text wrongly/,
    )
    await expect.poll(() => server.openSockets).toBe(0)
  })

  it.each(['0.12.5', '0.33.0'] as const)('embeds what is too long in halves on %s', async (version) => {
    const server = await startServer({ version })
    const embedder = await openOllamaEmbedder('minilm', server.url)
    const [long, short] = await embedder.embed(['pain '.repeat(1200), 'pain'], 'passage')
    expect(Math.hypot(...long!)).toBeCloseTo(1, 5)
    expect(Math.hypot(...short!)).toBeCloseTo(1, 5)
    await embedder.close()
  })

  it.each(['error-503', 'error-500', 'die-mid-stream-silently'] as const)(
    'asks again after %s',
    async (name) => {
      const server = await startServer()
      const embedder = await openOllamaEmbedder('minilm', server.url)
      server.behave = (path) => {
        if (path !== '/api/embed') return null
        server.behave = null
        return name
      }
      expect((await embedder.embed(['pain'], 'passage'))[0]).toHaveLength(384)
      server.behave = () => name
      await expect(embedder.embed(['pain'], 'passage')).rejects.toThrow(/expected vectors from minilm/)
      await embedder.close()
    },
  )

  it('refuses fewer vectors than texts', async () => {
    const server = await startServer()
    let isBad = false
    const proxy = await startProxy(server, async (path) =>
      isBad && path === '/api/embed' ? { status: 200, text: '{"embeddings":[[1,0]]}' } : null,
    )
    const embedder = await openOllamaEmbedder('minilm', proxy.url)
    isBad = true
    await expect(embedder.embed(['pain', 'fever'], 'passage')).rejects.toThrow(
      'expected 2 vectors from minilm',
    )
    await embedder.close()
  })
})
