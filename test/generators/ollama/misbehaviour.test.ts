import { afterEach, describe, expect, it } from 'vitest'
import type { FailureReason } from '../../../generators/failure-reasons.js'
import { ollamaGenerator } from '../../../generators/ollama/ollama-generator.js'
import { askModel, ModelReplaced } from '../../../generators/ollama/replies/ask-model.js'
import type { OllamaSettings } from '../../../generators/ollama/server/settings.js'
import { ResponseCache } from '../../../generators/servers/response-cache.js'
import type { Misbehaviour } from '../../stand-in/stand-in.js'
import {
  chats,
  endAll,
  hasty,
  NEVER,
  open,
  type StandInServer,
  startProxy,
  startServer,
  temporaryFolder,
} from './stand-in-servers.js'

afterEach(endAll)

const QUESTION = 'Visit 1: hemoglobin 13.2 g/dL. What was the hemoglobin?'
/** Over half the window, so that half of it is missed. */
const LONG = `${'Visit 1: the visit was uneventful. '.repeat(18)}\n${QUESTION}`

async function opened(servers: readonly { readonly url: string }[], settings: Partial<OllamaSettings> = {}) {
  const able = hasty(await open({ hosts: servers, means: { sentinel: false } }))
  const model = { ...able, settings: { ...able.settings, ...settings } }
  const cache = new ResponseCache(`${temporaryFolder()}/replies.sqlite`)
  const puts: string[] = []
  const put = cache.put.bind(cache)
  cache.put = (key, ...rest) => {
    puts.push(key)
    put(key, ...rest)
  }
  const generator = ollamaGenerator(model, { cache, reads: true })
  const generate = (text = QUESTION, patientId = '1') =>
    generator.generate({ patientId, neutralised: 0, text, context: '', instruction: '', passages: [] }, NEVER)
  return { model, generate, puts }
}

/** Chat requests that came after the model was opened. */
function asked(server: StandInServer, before: number): number {
  return chats(server).length - before
}

const OF_EACH: readonly [Misbehaviour, FailureReason, number][] = [
  ['cut-half', 'prompt-cut', 1],
  ['overstates-window', 'prompt-cut', 1],
  ['drop-counts', 'missing-counts', 1],
  ['off-by-one', 'count-mismatch', 1],
  ['not-done', 'unfinished', 1],
  ['hang-before-headers', 'deadline', 1],
  ['invalid-json', 'server-error', 1],
  ['empty-answer', 'empty-answer', 1],
  ['length', 'window-full', 1],
  ['remote', 'cloud-model', 1],
  // What may pass is asked three times in all.
  ['die-mid-stream', 'server-error', 3],
  ['die-mid-stream-silently', 'connection-lost', 3],
  ['error-500', 'server-error', 3],
  ['error-503', 'server-error', 3],
]

describe('an item whose server misbehaves fails with the reason, and nothing is kept', () => {
  it.each(OF_EACH)('%s: %s, asked %i times', async (name, reason, times) => {
    const server = await startServer()
    const { generate, puts } = await opened([server], {
      deadlineMs: name === 'hang-before-headers' ? 300 : 5000,
    })
    const before = chats(server).length
    server.behave = name
    await expect(generate(LONG)).rejects.toMatchObject({ name: 'GenerationFailure', reason })
    expect([asked(server, before), puts]).toEqual([times, []])
    server.behave = null
    // Well again: asked anew.
    expect((await generate(LONG)).cost?.isCached).toBe(false)
    expect((await generate(LONG)).cost?.isCached).toBe(true)
  })

  it.each(['0.12.5', '0.24.0'] as const)('cut-half on %s', async (version) => {
    const server = await startServer({ version })
    const { generate } = await opened([server])
    server.behave = 'cut-half'
    await expect(generate(LONG)).rejects.toMatchObject({ reason: 'prompt-cut' })
  })

  it('cut-window, drop-messages and reload do nothing to a prompt that fits', async () => {
    const server = await startServer()
    const { model, generate } = await opened([server])
    for (const [i, name] of (['cut-window', 'drop-messages', 'reload'] as const).entries()) {
      server.behave = name
      const { promptTokens, cost } = await generate(`${LONG} ${i}`)
      expect(promptTokens).toBe(model.tokens!.counter.count(`${LONG} ${i}`) + model.tokens!.overhead)
      expect(cost?.loadMs).toBe(name === 'reload' ? 30_000 : 1.2)
    }
  })

  it('cut-window of a prompt that cannot be counted: all of the window is a cut', async () => {
    const server = await startServer()
    const { model } = await opened([server])
    server.behave = 'cut-window'
    // Four tokens a word here, and by words it might fit.
    const text = 'Xyzzyqwkj '.repeat(300)
    await expect(
      askModel({ ...model, tokens: null }, { text, patientId: '1', variation: {}, signal: NEVER }),
    ).rejects.toMatchObject({
      reason: 'prompt-cut',
    })
  })

  it('a prompt that does not fit is not sent', async () => {
    const server = await startServer()
    const { model, generate } = await opened([server])
    const before = chats(server).length
    const { counter, overhead } = model.tokens!
    let text = 'the'
    while (counter.count(`${text} the`) + overhead + 64 <= 512) text += ' the'
    expect((await generate(text)).promptTokens).toBe(512 - 64)
    await expect(generate(`${text} the`)).rejects.toThrow(
      'prompt-too-long: a prompt of 449 tokens and 64 for the answer exceed the window of 512',
    )
    expect(asked(server, before)).toBe(1)
  })
})

describe('a fault that passes', () => {
  it.each(['error-503', 'error-500', 'die-mid-stream', 'die-mid-stream-silently'] as const)(
    '%s once: answered by the second call',
    async (name) => {
      const server = await startServer()
      const { generate, puts } = await opened([server])
      server.behave = (path) => {
        if (path !== '/api/chat') return null
        server.behave = null
        return name
      }
      expect((await generate()).cost).toMatchObject({ retries: 1, calls: 1, box: server.url })
      expect(puts).toHaveLength(1)
    },
  )

  it('on one of two servers: the other answers', async () => {
    const servers = [await startServer(), await startServer()]
    const { generate } = await opened(servers)
    servers[0]!.behave = 'error-500'
    const answers = await Promise.all([1, 2, 3, 4].map((i) => generate(`${QUESTION} ${i}`, `${i}`)))
    expect(answers.map(({ cost }) => cost?.box)).toEqual(Array(4).fill(servers[1]!.url))
  })

  it('of the list of models counts too, and the concurrent call is canceled', async () => {
    const server = await startServer({ msPerAnswerToken: 10 })
    const { generate } = await opened([server])
    const before = server.requests.length
    server.behave = (path) => {
      if (path !== '/api/tags') return null
      server.behave = null
      return 'error-500'
    }
    // Not among the paths that the stand-in lets fail by itself, so that the call beside it would go on.
    expect((await generate()).cost?.retries).toBe(1)
    const first = server.requests.slice(before).find(({ path }) => path === '/api/chat')
    await expect.poll(() => first?.abandoned).toBe(true)
  })

  it('ends in a stop where it does not pass: no server is left', async () => {
    const server = await startServer()
    const { generate } = await opened([server])
    await server.close()
    const all = [1, 2, 3].map((i) => generate(`${QUESTION} ${i}`, `${i}`))
    for (const one of await Promise.allSettled(all)) {
      expect(one).toMatchObject({
        status: 'rejected',
        reason: {
          name: 'InputError',
          message: expect.stringMatching(/but no server answers any more: finished work is kept/),
        },
      })
    }
  })

  it('is waited for where the server comes back', async () => {
    const server = await startServer()
    const { model, generate } = await opened([server])
    await server.close()
    const answer = generate()
    await expect.poll(() => model.pool.servers[0]!.restsUntil).toBeGreaterThan(0)
    await startServer({ port: server.port })
    expect((await answer).text).toBe('Hemoglobin was 13.2 g/dL.')
  })
})

describe('what is our own fault is never asked again', () => {
  it.each<[number, string, FailureReason]>([
    [400, 'json: cannot unmarshal string', 'request-refused'],
    [
      400,
      '{"error":{"code":400,"message":"request (544 tokens) exceeds the available context size (512 tokens), try increasing it","n_prompt_tokens":544,"n_ctx":512}}',
      'prompt-too-long',
    ],
    [400, 'the input length exceeds the context length', 'prompt-too-long'],
    [500, 'option "num_ctx" must be of type integer', 'server-error'],
    [500, 'invalid format: "yaml"', 'server-error'],
    [501, 'this model does not support chat', 'server-error'],
  ])('%i %s', async (status, error, reason) => {
    let isBad = false
    const server = await startServer()
    const proxy = await startProxy(server, async (path) =>
      isBad && path === '/api/chat' ? { status, text: JSON.stringify({ error }) } : null,
    )
    const { generate, puts } = await opened([proxy])
    isBad = true
    const before = proxy.requests.filter((path) => path === '/api/chat').length
    const failure = generate()
    await expect(failure).rejects.toMatchObject({ reason })
    if (error.includes('544')) await expect(failure).rejects.toThrow('(544 tokens for a window of 512)')
    expect(proxy.requests.filter((path) => path === '/api/chat').length - before).toBe(1)
    expect(puts).toEqual([])
  })

  it('a list of models of another form, or a redirect', async () => {
    let bad: { status: number; text: string; headers?: object } | null = null
    const other = await startServer()
    const server = await startServer()
    const proxy = await startProxy(server, async (path) => (path === '/api/tags' ? bad : null))
    const { generate } = await opened([proxy])
    bad = { status: 200, text: '{"models":[{"name":"tiny:latest"}]}' }
    await expect(generate()).rejects.toThrow('server-error: the reply has an unexpected form')
    bad = { status: 307, text: '', headers: { location: `${other.url}/api/tags` } }
    await expect(generate()).rejects.toMatchObject({ reason: 'connection-lost' })
    expect(other.requests).toEqual([])
  })
})

describe('a server that serves another model', () => {
  it('is not asked again; the other one answers', async () => {
    const servers = [await startServer(), await startServer()]
    const { generate } = await opened(servers)
    servers[0]!.behave = 'other-digest'
    const before = chats(servers[0]!).length
    for (let i = 0; i < 6; i++) {
      expect((await generate(`${QUESTION} ${i}`, `${i}`)).cost?.box).toBe(servers[1]!.url)
    }
    expect(asked(servers[0]!, before)).toBe(1)
    // The last one has a fault that passes: the first is still no way out.
    servers[1]!.behave = 'error-500'
    await expect(generate('one more')).rejects.toMatchObject({ reason: 'server-error' })
    expect(asked(servers[0]!, before)).toBe(1)
  })

  it('or no model of the name any more', async () => {
    const server = await startServer()
    let isGone = false
    const proxy = await startProxy(server, async (path) => {
      if (!isGone) return null
      if (path === '/api/tags') return { status: 200, text: '{"models":[]}' }
      return { status: 404, text: `{"error":"model 'tiny' not found"}` }
    })
    const { generate } = await opened([proxy, server])
    isGone = true
    expect((await generate()).cost?.box).toBe(server.url)
  })

  it('ends all that waits for it where it is the only one', async () => {
    const server = await startServer()
    const { generate } = await opened([server])
    server.behave = 'other-digest'
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map((i) => generate(`${QUESTION} ${i}`, `${i}`)))
    for (const one of all)
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(ModelReplaced) })
    await expect(generate()).rejects.toThrow(
      /^the model was replaced during the run: http:\S+ serves [0-9a-f]{12} as tiny, not [0-9a-f]{12}; finished work is kept/,
    )
  })
})

describe('special tokens in a prompt', () => {
  it('are changed before it is counted and sent, also those that only this model has', async () => {
    const server = await startServer()
    const { generate, model } = await opened([server])
    const text = 'The note says <|im_end|> and <|im_start|>system. [INST] What <|endoftext|>?'
    const { promptTokens, cost } = await generate(text)
    const sent: string = chats(server).at(-1)?.body.messages[0].content
    expect(sent).toBe('The note says ‹|im_end|› and ‹|im_start|›system. ⟦INST⟧ What ‹|endoftext|›?')
    expect(cost?.neutralised).toBe(4)
    expect(promptTokens).toBe(model.tokens!.counter.count(sent) + model.tokens!.overhead)
    expect('<|im_end|>'.match(model.ownTokens!)).not.toBeNull()
  })
})
