import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FailureReason } from '../../../generators/failure-reasons.js'
import type { Prompt } from '../../../generators/generator.js'
import { ollamaGenerator } from '../../../generators/ollama/ollama-generator.js'
import type { OllamaSettings } from '../../../generators/ollama/server/settings.js'
import { settingsOf, untriedModel } from '../../fixtures/untried-model.js'
import { TINY } from '../../stand-in/model.js'
import type { Misbehaviour } from '../../stand-in/stand-in.js'
import {
  chats,
  endAll,
  type Relayed,
  type StandInServer,
  startProxy,
  startServer,
} from './stand-in-servers.js'

const NEVER = new AbortController().signal
const PROMPT: Prompt = {
  patientId: '1',
  neutralised: 0,
  text: 'The record: [3] 2022-03-30 06:06 progress note\nHemoglobin 13.2 g/dL. What is the hemoglobin?',
  context: '',
  instruction: 'What is the hemoglobin?',
  passages: [
    { label: 3, kind: 'note', time: '2022-03-30 06:06:23', documentIds: ['note:6'], text: '' },
    {
      label: 4,
      kind: 'events',
      time: '2022-03-30 06:06:23',
      documentIds: ['event:2022-03-30 06:06:23|LOINC/718-7'],
      text: '',
    },
  ],
}
/** 900 words: a window of 512 cannot hold them. */
const LONG: Prompt = { ...PROMPT, text: 'word '.repeat(900) }

/** Fits a window of 512 by its 400 words, but not by the server's count. */
const CUT: Prompt = { ...PROMPT, text: 'word. '.repeat(400) }

/** The server, one that changes its replies on the way, and what it last replied. */
let server: StandInServer
let proxy: { readonly url: string }
let said: string
let change: ((reply: Reply) => object | Relayed) | null
let last: Reply

// biome-ignore lint/suspicious/noExplicitAny: a reply as the server wrote it.
type Reply = any

beforeAll(async () => {
  server = await startServer({ answer: () => said })
  proxy = await startProxy(server, async (path, _, reply) => {
    if (path !== '/api/chat') return null
    const { status, text } = await reply()
    last = JSON.parse(text)
    const changed = change?.(last) ?? last
    return 'status' in changed ? (changed as Relayed) : { status, text: JSON.stringify(changed) }
  })
})
afterAll(endAll)
beforeEach(() => {
  server.behave = null
  change = null
  said = 'Hemoglobin was 13.2 g/dL.'
})

function settings(changes: Partial<OllamaSettings> = {}): OllamaSettings {
  return settingsOf({ hosts: [server.url], ...changes })
}

async function generate(
  changes: Partial<OllamaSettings> = {},
  prompt = PROMPT,
  signal = NEVER,
  deadlineMs = 5000,
) {
  const generator = ollamaGenerator(untriedModel(settings({ ...changes, deadlineMs }), TINY.digest), null)
  try {
    return await generator.generate(prompt, signal)
  } finally {
    await generator.close()
  }
}

describe('the Ollama generator', () => {
  it('returns the answer with the counts of the server', async () => {
    said = ' 13.2 g/dL [4, 3] [12]\n'
    const answer = await generate({ hosts: [proxy.url] })
    const ms = (field: string) => last[field] / 1e6
    expect(last.prompt_eval_count).toBeGreaterThan(20)
    expect(answer).toEqual({
      text: '13.2 g/dL [12]',
      citations: ['event:2022-03-30 06:06:23|LOINC/718-7', 'note:6'],
      spans: [
        { documentId: 'event:2022-03-30 06:06:23|LOINC/718-7', start: null, end: null },
        { documentId: 'note:6', start: null, end: null },
      ],
      unknownCitations: 1,
      promptTokens: last.prompt_eval_count,
      responseTokens: last.eval_count,
      milliseconds: expect.any(Number),
      model: 'tiny',
      thoughts: { text: '', tokens: 0 },
      calls: [
        {
          server: proxy.url,
          outcome: 'answered',
          isRetry: false,
          promptTokens: last.prompt_eval_count,
          answerTokens: last.eval_count,
          milliseconds: expect.any(Number),
          promptMs: ms('prompt_eval_duration'),
          answerMs: ms('eval_duration'),
          waitMs: expect.any(Number),
        },
      ],
      cost: {
        box: proxy.url,
        calls: 1,
        retries: 0,
        loadMs: ms('load_duration'),
        promptMs: ms('prompt_eval_duration'),
        answerMs: ms('eval_duration'),
        waitMs: expect.closeTo(
          ms('total_duration') - ms('load_duration') - ms('prompt_eval_duration') - ms('eval_duration'),
          6,
        ),
        isCached: false,
        neutralised: 0,
      },
    })
  })

  it('sends exactly this request', async () => {
    await generate()
    expect(chats(server).at(-1)?.body).toEqual({
      model: 'tiny',
      messages: [{ role: 'user', content: PROMPT.text }],
      stream: false,
      truncate: false,
      shift: false,
      think: false,
      keep_alive: '30m',
      options: {
        temperature: 0,
        seed: 7,
        stop: [],
        top_k: 40,
        top_p: 0.9,
        min_p: 0,
        repeat_penalty: 1,
        num_predict: 64,
        num_ctx: 512,
      },
    })
  })

  const faults: [Misbehaviour, FailureReason][] = [
    ['drop-counts', 'missing-counts'],
    ['not-done', 'unfinished'],
    ['length', 'window-full'],
    ['empty-answer', 'empty-answer'],
    ['die-mid-stream', 'server-error'],
    ['invalid-json', 'server-error'],
    ['die-mid-stream-silently', 'connection-lost'],
    ['remote', 'cloud-model'],
  ]
  it.each(faults)('fails the item if the server does %s', async (misbehaviour, reason) => {
    server.behave = misbehaviour
    await expect(generate()).rejects.toMatchObject({ name: 'GenerationFailure', reason })
  })

  const replies: [string, (reply: Reply) => object | Relayed, FailureReason][] = [
    ['without a count of the answer', ({ eval_count: _, ...reply }) => reply, 'missing-counts'],
    ['of a model that was unloaded', (reply) => ({ ...reply, done_reason: 'unload' }), 'unfinished'],
    ['as long as allowed', (reply) => ({ ...reply, done_reason: 'length', eval_count: 64 }), 'answer-cut'],
    ['longer than the window', (reply) => ({ ...reply, eval_count: 512 }), 'window-exceeded'],
    ['that is null', () => ({ status: 200, text: 'null' }), 'server-error'],
    ['that is a page', () => ({ status: 502, text: '<html>bad gateway</html>' }), 'server-error'],
    [
      'that leads elsewhere',
      () => ({ status: 307, text: '', headers: { location: 'http://192.0.2.1:11434/api/chat' } }),
      'connection-lost',
    ],
    [
      'that breaks off',
      () => ({ status: 200, text: '{"model":', headers: { 'content-length': '500', connection: 'close' } }),
      'connection-lost',
    ],
  ]
  it.each(replies)('fails the item for a reply %s', async (_, changed, reason) => {
    change = changed
    await expect(generate({ hosts: [proxy.url] })).rejects.toMatchObject({
      name: 'GenerationFailure',
      reason,
    })
  })

  it.each(['cut-window', 'cut-half'] as const)(
    'fails the item if the server does %s in silence',
    async (cut) => {
      server.behave = cut
      await expect(generate({}, CUT)).rejects.toMatchObject({ reason: 'prompt-cut' })
    },
  )

  it('takes the numbers out of an error that is JSON inside a string', async () => {
    const failure = await generate({}, CUT).catch((error: unknown) => error)
    expect(failure).toMatchObject({ reason: 'prompt-too-long' })
    const { message } = failure as Error
    const [, tokens] = /\((\d+) tokens for a window of 512\)$/.exec(message)!
    expect(Number(tokens)).toBeGreaterThan(512)
    expect(message).toContain(
      `prompt-too-long: HTTP 400, request (${tokens} tokens) exceeds the available context size (512 tokens)`,
    )
  })

  it('sends nothing that cannot fit the window', async () => {
    const before = chats(server).length
    await expect(generate({}, LONG)).rejects.toMatchObject({ reason: 'prompt-too-long' })
    expect(chats(server).length).toBe(before)
  })

  it('fails the item if the model is gone or the server is down', async () => {
    await expect(generate({ model: 'gone' })).rejects.toThrow(/the model was replaced during the run/)
    const gone = await startServer()
    await gone.close()
    await expect(generate({ hosts: [gone.url] })).rejects.toThrow(
      'but no server answers any more: finished work is kept',
    )
  })

  it('never repeats what the reply said in its errors', async () => {
    change = () => ({ status: 200, text: 'Patient John Doe {' })
    const failure = generate({ hosts: [proxy.url] })
    await expect(failure).rejects.toMatchObject({ reason: 'server-error' })
    await expect(failure).rejects.not.toThrow(/John Doe/)
  })

  it('is cancelled at once before the headers, with the reason of whoever cancelled', async () => {
    server.behave = 'hang-before-headers'
    const abort = new AbortController()
    const reason = new Error('Ctrl-C')
    const abandoned = server.abandoned
    const before = chats(server).length
    const answer = generate({}, PROMPT, abort.signal)
    await expect.poll(() => chats(server).length).toBe(before + 1)
    const started = performance.now()
    abort.abort(reason)
    await expect(answer).rejects.toBe(reason)
    expect(performance.now() - started).toBeLessThan(500)
    // The closed socket is what tells a server to stop generating.
    await expect.poll(() => server.abandoned).toBe(abandoned + 1)
  })

  it('does not start where it is cancelled already', async () => {
    const before = chats(server).length
    await expect(generate({}, PROMPT, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
    expect(chats(server).length).toBe(before)
  })

  it('fails the item at its deadline', async () => {
    server.behave = 'hang-before-headers'
    await expect(generate({}, PROMPT, NEVER, 50)).rejects.toMatchObject({ reason: 'deadline' })
  })

  it.each([
    { maxAnswerTokens: 0 },
    { maxAnswerTokens: -1 },
    { maxAnswerTokens: 1.5 },
    { window: 64 },
    { window: Number.NaN },
  ])('refuses limits such as %j', (changes) => {
    expect(() => untriedModel(settings(changes), TINY.digest)).toThrow(/expected whole numbers/)
  })
})

describe('structured answers', () => {
  it('are asked for by a schema and parsed', async () => {
    said = '{"answer":" 13.2 g/dL ","citations":[3,3,404],"unanswerable":false}'
    expect(await generate({ structured: true })).toMatchObject({
      text: '13.2 g/dL',
      citations: ['note:6'],
      unknownCitations: 1,
    })
    expect(chats(server).at(-1)?.body).toMatchObject({
      format: {
        type: 'object',
        properties: {
          answer: { type: 'string' },
          citations: { type: 'array', items: { type: 'number' } },
          unanswerable: { type: 'boolean' },
        },
        required: ['answer', 'citations', 'unanswerable'],
      },
    })
  })

  it('say in one way that the record does not tell', async () => {
    said = '{"answer":"n/a","citations":[3],"unanswerable":true}'
    expect(await generate({ structured: true })).toMatchObject({
      text: 'The record does not tell.',
      citations: [],
      unknownCitations: 0,
    })
  })

  it('are read too where a server let the labels pass as text or into the answer', async () => {
    said = '{"answer":"13.2 g/dL [4]","citations":["[3]","note:6"],"unanswerable":false}'
    expect(await generate({ structured: true })).toMatchObject({
      text: '13.2 g/dL',
      citations: ['note:6', 'event:2022-03-30 06:06:23|LOINC/718-7'],
      // A document id is not what a model was shown, so it can only be made up.
      unknownCitations: 1,
    })
  })

  it.each([
    ['{"answer":"13.2","citations":[3', 'unparsable-answer'],
    ['13.2 g/dL', 'unparsable-answer'],
    ['{"answer":13.2,"citations":[],"unanswerable":false}', 'unparsable-answer'],
    ['{"answer":" ","citations":[],"unanswerable":false}', 'empty-answer'],
  ])('fail the item where they read %s', async (text, reason) => {
    said = text
    await expect(generate({ structured: true })).rejects.toMatchObject({ reason })
  })
})
