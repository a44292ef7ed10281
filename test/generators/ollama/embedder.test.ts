import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SystemFailure } from '../../../base/errors/system-failure.js'
import { openOllamaEmbedder } from '../../../generators/ollama/ollama-embedder.js'
import { chatModel, MINILM } from '../../stand-in/model.js'
import { EMBEDDING_LENGTH } from '../../stand-in/routes/listing.js'
import { type StandIn, startStandIn } from '../../stand-in/stand-in.js'
import { pseudoVector } from '../../stand-in/tokens/vectors.js'
import { wordPieces } from '../../stand-in/tokens/word-pieces.js'

let server: StandIn
beforeAll(async () => {
  server = await startStandIn({
    version: '0.33.0',
    models: [
      MINILM,
      { ...MINILM, name: 'narrow:latest', trainedContext: 47 },
      chatModel({ name: 'chat-only:latest' }),
      chatModel({ name: 'far:latest', remoteHost: 'https://example.com' }),
    ],
  })
})
afterAll(() => server.close())

/** As the server has it. */
function vectorOf(text: string): number[] {
  return pseudoVector(wordPieces(text, true), EMBEDDING_LENGTH)
}

function near(vector: Float32Array | undefined, values: readonly number[]): void {
  for (const [d, value] of values.entries()) expect(vector![d]).toBeCloseTo(value, 6)
}

describe('an Ollama embedder', () => {
  it('gives unit vectors in the order of the texts, and zeros for an empty one', async () => {
    const embedder = await openOllamaEmbedder('minilm', server.url)
    const [pain, empty, fever] = await embedder.embed(['pain', ' ', 'no fever'], 'passage')
    near(pain, vectorOf('pain'))
    near(fever, vectorOf('no fever'))
    expect(empty).toEqual(new Float32Array(EMBEDDING_LENGTH))
    expect(embedder).toMatchObject({
      name: 'ollama-minilm',
      dimensions: EMBEDDING_LENGTH,
      maxTokens: Number.POSITIVE_INFINITY,
    })
    await embedder.close()
  })

  it('embeds what the server finds too long in halves, and the rest of its batch all the same', async () => {
    const embedder = await openOllamaEmbedder('narrow', server.url)
    // 60 words for a window of 47 tokens, two of which are markers; each half has 30.
    const long = 'pain fever '.repeat(30).trim()
    const [alone, beside] = await embedder.embed(['pain', long], 'passage')
    near(alone, vectorOf('pain'))
    near(beside, vectorOf('pain fever '.repeat(15).trim()))
    await embedder.close()
  })

  it('that is gone stops the work of all, with the way out', async () => {
    const own = await startStandIn({ version: '0.33.0' })
    const embedder = await openOllamaEmbedder('minilm', own.url)
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
      'HTTP 501: This server does not support embeddings',
    )
    await expect(openOllamaEmbedder('far', server.url)).rejects.toThrow('found cloud model far')
    await expect(openOllamaEmbedder('minilm', 'http://127.0.0.1:9')).rejects.toThrow('found no answer')
    await expect(openOllamaEmbedder('minilm', 'http://example.com')).rejects.toThrow(
      'expected an Ollama server on this machine or in a private address range',
    )
  })
})
