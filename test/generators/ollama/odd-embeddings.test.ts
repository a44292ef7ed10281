import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openOllamaEmbedder } from '../../../generators/ollama/ollama-embedder.js'

/** Replies to /api/embed with the text that a test wants; the first call, which opens the embedder, gets good vectors of two numbers. */
async function startServer(second: (texts: number) => string, first = good): Promise<string> {
  let calls = 0
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const say = (text: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(text)
    if (request.url === '/api/tags') say('{"models": [{"name": "m:latest", "digest": "abc"}]}')
    else if (request.url === '/api/show') say('{"model_info": {}}')
    else {
      const { input } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { input: string[] }
      say((calls++ === 0 ? first : second)(input.length))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const good = (texts: number) => JSON.stringify({ embeddings: Array(texts).fill([3, 4]) })
const reply = (embeddings: unknown) => () => JSON.stringify({ embeddings })

const ODD: readonly (readonly [string, (texts: number) => string, string])[] = [
  ['fewer vectors', reply([[1, 0]]), 'expected 2 vectors from m at '],
  [
    'more vectors',
    reply([
      [1, 0],
      [1, 0],
      [1, 0],
    ]),
    'found 3',
  ],
  ['no vectors', reply([]), 'found 0'],
  ['no list', reply(null), 'found a reply without a list of embeddings'],
  ['no reply', () => 'null', 'found a reply without a list of embeddings'],
  ['an empty reply', () => '{}', 'found a reply without a list of embeddings'],
  [
    'another dimension',
    reply([
      [1, 0],
      [1, 0, 0],
    ]),
    'expected 2 finite numbers as vector 2 of 2 from m at ',
  ],
  ['another dimension in all', reply([[1], [1]]), 'expected 2 finite numbers as vector 1 of 2 from m at '],
  ['empty vectors', reply([[], []]), 'found an empty list'],
  [
    'null for a number',
    reply([
      [1, 0],
      [1, null],
    ]),
    'found null at place 2',
  ],
  [
    'a string for a number',
    reply([
      ['1', 0],
      [1, 0],
    ]),
    'found a string at place 1',
  ],
  ['null for a vector', reply([[1, 0], null]), 'as vector 2 of 2 from m at '],
  ['NaN', () => '{"embeddings": [[1, 0], [NaN, 0]]}', 'the reply is not JSON'],
  ['a number beyond all', () => '{"embeddings": [[1, 0], [1e999, 0]]}', 'found a number out of range'],
  [
    'numbers too large',
    reply([
      [1, 0],
      [1e300, 1e300],
    ]),
    'found numbers too large to be compared',
  ],
  [
    'zeros',
    reply([
      [1, 0],
      [0, 0],
    ]),
    'found zeros only',
  ],
]

describe('an embedding server that replies oddly', () => {
  it.each(ODD)('is refused for %s', async (_, odd, message) => {
    const embedder = await openOllamaEmbedder('m', await startServer(odd))
    onTestFinished(() => embedder.close())
    expect(embedder.dimensions).toBe(2)
    await expect(embedder.embed(['pain', 'fever'], 'passage')).rejects.toThrow(message)
  })

  it('is refused at the first vectors already', async () => {
    for (const odd of [reply([[], [], []]), reply([[1], [1, 2], [1]]), reply([[0], [0], [0]])]) {
      await expect(openOllamaEmbedder('m', await startServer(good, odd))).rejects.toThrow(
        /^expected .* from m/,
      )
    }
  })
})
