import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SystemFailure } from '../../../base/errors/system-failure.js'
import { openOllamaEmbedder } from '../../../generators/ollama/ollama-embedder.js'
import { type StandInOllama, standInVector, startStandInOllama } from '../../stand-in-ollama.js'

let server: StandInOllama
beforeAll(async () => {
  server = await startStandInOllama([
    { name: 'tiny:latest', trainedContext: 512 },
    { name: 'chat-only:latest', trainedContext: 512 },
    { name: 'far:latest', trainedContext: 512, extra: { remote_host: 'https://example.com' } },
  ])
})
afterAll(() => server.close())

function unit(values: readonly number[]): number[] {
  const norm = Math.hypot(...values)
  return values.map((value) => value / norm)
}

function near(vector: Float32Array | undefined, values: readonly number[]): void {
  for (const [d, value] of values.entries()) expect(vector![d]).toBeCloseTo(value, 6)
}

describe('an Ollama embedder', () => {
  it('gives unit vectors in the order of the texts, and zeros for an empty one', async () => {
    const embedder = await openOllamaEmbedder('tiny', server.url)
    const [pain, empty, fever] = await embedder.embed(['pain', ' ', 'no fever'], 'passage')
    near(pain, unit(standInVector('pain')))
    near(fever, unit(standInVector('no fever')))
    expect([...empty!]).toEqual([0, 0, 0, 0])
    expect(embedder).toMatchObject({
      name: 'ollama-tiny',
      dimensions: 4,
      maxTokens: Number.POSITIVE_INFINITY,
    })
    await embedder.close()
  })

  it('embeds what the server finds too long in halves, and the rest of its batch all the same', async () => {
    const embedder = await openOllamaEmbedder('tiny', server.url)
    // 60 words: 71 tokens for a window of 45; each half has 41.
    const long = 'pain fever '.repeat(30).trim()
    const [alone, beside] = await embedder.embed(['pain', long], 'passage')
    near(alone, unit(standInVector('pain')))
    const half = unit(standInVector('pain fever '.repeat(15)))
    near(beside, half)
    await embedder.close()
  })

  it('that is gone stops the work of all, with the way out', async () => {
    const own = await startStandInOllama([{ name: 'tiny:latest', trainedContext: 512 }])
    const embedder = await openOllamaEmbedder('tiny', own.url)
    await own.close()
    const gone = embedder.embed(['pain'], 'passage')
    await expect(gone).rejects.toBeInstanceOf(SystemFailure)
    await expect(gone).rejects.toThrow(
      /found no answer \(E\w+\): start it with "ollama serve" or name another host/,
    )
    await embedder.close()
  })

  it('says in one sentence what is wrong', async () => {
    await expect(openOllamaEmbedder('absent', server.url)).rejects.toThrow(
      /expected model absent on http:.* found none: fetch it/,
    )
    await expect(openOllamaEmbedder('chat-only', server.url)).rejects.toThrow(
      'HTTP 501: this model does not support embeddings',
    )
    await expect(openOllamaEmbedder('far', server.url)).rejects.toThrow('found cloud model far')
    await expect(openOllamaEmbedder('tiny', 'http://127.0.0.1:9')).rejects.toThrow('found no answer')
    await expect(openOllamaEmbedder('tiny', 'http://example.com')).rejects.toThrow(
      'expected an Ollama server on this machine or in a private address range',
    )
  })
})
