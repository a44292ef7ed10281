import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../../../base/errors/input-error.js'
import {
  readModelFacts,
  requireRoles,
  requireTrainedFor,
} from '../../../../generators/ollama/model/check-model.js'
import { ollamaAddress } from '../../../../generators/ollama/server/address.js'
import { connectOllama } from '../../../../generators/ollama/server/transport.js'
import { chatModel, MINILM, TINY } from '../../../stand-in/model.js'
import { endAll, startProxy, startServer } from '../stand-in-servers.js'

let server: { readonly url: string }
beforeAll(async () => {
  const sky = chatModel({ name: 'sky:latest', remoteHost: 'https://cloud.example' })
  const models = [TINY, MINILM, sky, chatModel({ name: 'blank:latest' })]
  // A server that says nothing about one of its models.
  server = await startProxy(await startServer({ models }), async (path, body, reply) => {
    if (path !== '/api/show' || !body.includes('blank')) return null
    const { status, text } = await reply()
    return { status, text: JSON.stringify({ ...JSON.parse(text), model_info: {} }) }
  })
})
afterAll(endAll)

async function check(model: string, window = 4096, host = server.url) {
  const connection = connectOllama(host)
  try {
    const facts = await readModelFacts(connection, model)
    requireTrainedFor(facts, window)
    requireRoles(facts)
    return facts
  } finally {
    await connection.close()
  }
}

describe('readModelFacts', () => {
  it('returns what an experiment has to remember', async () => {
    expect(await check('tiny')).toEqual({
      host: server.url,
      version: '0.33.0',
      model: 'tiny',
      digest: TINY.digest,
      trainedContext: 8192,
      parameterSize: '344K',
      quantization: 'unknown',
      parameterCount: 344_384,
      sizeBytes: 1_440_290,
      template: 'rendered',
      templateHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      canThink: false,
    })
  })

  it('accepts a window of just the trained length and no token more', async () => {
    expect(await check('tiny', 8192)).toMatchObject({ trainedContext: 8192 })
    await expect(check('tiny', 8193)).rejects.toThrow(
      'at most 8192 tokens, which tiny was trained for, found 8193',
    )
  })

  it.each([
    ['tinny', /found .*tiny:latest.*: did you mean 'tiny'\? Otherwise fetch it/],
    ['nope', /expected model nope on .*, found .*tiny:latest: fetch it with "ollama pull nope"/],
    ['minilm', /expected a model that can chat, found minilm/],
    ['sky', /found cloud model sky/],
    ['blank', /expected the context length of blank/],
  ])('refuses model %s', async (model, message) => {
    const refusal = check(model)
    await expect(refusal).rejects.toBeInstanceOf(InputError)
    await expect(refusal).rejects.toThrow(message)
  })

  it('refuses a server that does not answer, and says what to do', async () => {
    await expect(check('tiny', 4096, 'http://127.0.0.1:9')).rejects.toThrow(
      'expected an Ollama server at http://127.0.0.1:9, found no answer: start it with "ollama serve" or name another host',
    )
  })
})

describe('ollamaAddress', () => {
  it.each([
    ['localhost', 'http://localhost:11434'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['127.8.9.1:80', 'http://127.8.9.1'],
    ['10.1.2.3:1234', 'http://10.1.2.3:1234'],
    ['http://192.168.0.7:11434/', 'http://192.168.0.7:11434'],
    ['https://172.31.255.255/ollama/', 'https://172.31.255.255/ollama'],
    ['[::1]', 'http://[::1]:11434'],
    ['http://[fd00::5]:11434', 'http://[fd00::5]:11434'],
    ['http://[::ffff:10.0.0.1]:11434', 'http://[::ffff:a00:1]:11434'],
  ])('takes %s', (host, address) => {
    expect(ollamaAddress(host, [])).toBe(address)
  })

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '11.0.0.1',
    '0.0.0.0',
    'http://[2001:db8::1]:11434',
    'http://[::ffff:8.8.8.8]:11434',
    'ollama.com',
    'gpu-box:11434',
    'localhost.example.com',
    '127.0.0.1.example.com',
  ])('refuses %s unless it is named', (host) => {
    expect(() => ollamaAddress(host, ['other'])).toThrow(/private address range/)
    const { hostname } = new URL(host.includes('://') ? host : `http://${host}`)
    expect(ollamaAddress(host, [hostname])).toContain(hostname)
  })

  it.each(['', 'http://', 'ftp://127.0.0.1', 'no host', 'http://127.0.0.1:99999'])('refuses %j', (host) => {
    expect(() => ollamaAddress(host, [])).toThrow(/expected the address of an Ollama server/)
  })

  it('keeps a password out of its error', () => {
    expect(() => ollamaAddress('http://me:secret@127.0.0.1:11434', [])).toThrow(
      /without user name and password/,
    )
    expect(() => ollamaAddress('http://me:secret@127.0.0.1:11434', [])).not.toThrow(/secret/)
  })
})
