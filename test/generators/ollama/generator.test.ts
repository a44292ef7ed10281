import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FailureReason, Prompt } from '../../../generators/generator.js'
import { ollamaGenerator } from '../../../generators/ollama/ollama-generator.js'
import type { OllamaSettings } from '../../../generators/ollama/server/settings.js'
import { settingsOf, untriedModel } from '../../fixtures/untried-model.js'
import {
  type Misbehaviour,
  type StandInOllama,
  standInTokens,
  startStandInOllama,
} from '../../stand-in-ollama.js'

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
/** 900 words: a stand-in window of 512 cannot hold them. */
const LONG: Prompt = { ...PROMPT, text: 'word '.repeat(900) }

let server: StandInOllama
beforeAll(async () => {
  server = await startStandInOllama([{ name: 'tiny:latest', trainedContext: 8192 }])
})
afterAll(() => server.close())
beforeEach(() => {
  server.behave('none')
  server.answerWith('Hemoglobin was 13.2 g/dL.')
})

/** Of the stand-in's only model. */
const DIGEST = '70e9dae4d4318c97a510dd2f15a8e96c695e9e8c72cd270cc0ff73b8693ef75c'

function settings(changes: Partial<OllamaSettings> = {}): OllamaSettings {
  return settingsOf({ hosts: [server.url], ...changes })
}

async function generate(
  changes: Partial<OllamaSettings> = {},
  prompt = PROMPT,
  signal = NEVER,
  deadlineMs = 5000,
) {
  const generator = ollamaGenerator(untriedModel(settings({ ...changes, deadlineMs }), DIGEST), null)
  try {
    return await generator.generate(prompt, signal)
  } finally {
    await generator.close()
  }
}

describe('the Ollama generator', () => {
  it('returns the answer with the counts of the server', async () => {
    server.answerWith(' 13.2 g/dL [4, 3] [12]\n')
    expect(await generate()).toEqual({
      text: '13.2 g/dL [12]',
      citations: ['event:2022-03-30 06:06:23|LOINC/718-7', 'note:6'],
      spans: [
        { documentId: 'event:2022-03-30 06:06:23|LOINC/718-7', start: null, end: null },
        { documentId: 'note:6', start: null, end: null },
      ],
      unknownCitations: 1,
      promptTokens: standInTokens(PROMPT.text),
      responseTokens: expect.any(Number),
      milliseconds: expect.any(Number),
      model: 'tiny',
      thoughts: { text: '', tokens: 0 },
      calls: [
        {
          server: server.url,
          outcome: 'answered',
          isRetry: false,
          promptTokens: standInTokens(PROMPT.text),
          answerTokens: expect.any(Number),
          milliseconds: expect.any(Number),
          promptMs: 3.726,
          answerMs: 0.001,
          waitMs: expect.any(Number),
        },
      ],
      cost: {
        box: server.url,
        calls: 1,
        retries: 0,
        loadMs: 1.619562,
        promptMs: 3.726,
        answerMs: 0.001,
        waitMs: expect.closeTo(8.013072 - 1.619562 - 3.726 - 0.001, 9),
        isCached: false,
        neutralised: 0,
      },
    })
  })

  it('sends exactly this request', async () => {
    await generate()
    expect(server.chats.at(-1)).toEqual({
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

  const failures: [Misbehaviour, FailureReason][] = [
    ['no-prompt-count', 'missing-counts'],
    ['no-answer-count', 'missing-counts'],
    ['done-false', 'unfinished'],
    ['unloaded', 'unfinished'],
    ['length', 'answer-cut'],
    ['window-full', 'window-full'],
    ['window-shifted', 'window-exceeded'],
    ['empty-answer', 'empty-answer'],
    ['error-in-error', 'server-error'],
    ['html-502', 'server-error'],
    ['reply-not-json', 'server-error'],
    ['reply-null', 'server-error'],
    ['redirect', 'connection-lost'],
    ['close-socket', 'connection-lost'],
    ['die-mid-body', 'connection-lost'],
    ['remote-model', 'cloud-model'],
  ]
  it.each(failures)('fails the item where the server does %s', async (misbehaviour, reason) => {
    server.behave(misbehaviour)
    await expect(generate()).rejects.toMatchObject({ name: 'GenerationFailure', reason })
  })

  it.each(['cut-to-window', 'cut-to-half'] as const)(
    'fails the item where the server does %s in silence',
    async (cut) => {
      server.behave(cut)
      // 440 words might fit the window as far as we can tell; the server's own count (891) does not: it reads 512, or 259.
      const prompt = { ...PROMPT, text: 'word. '.repeat(440) }
      await expect(generate({}, prompt)).rejects.toMatchObject({ reason: 'prompt-cut' })
    },
  )

  it('takes the numbers out of an error that is JSON inside a string', async () => {
    // 440 words and 440 full stops and 11 of the template: 891 tokens, refused by the server because of truncate: false.
    await expect(generate({}, { ...PROMPT, text: 'word. '.repeat(440) })).rejects.toMatchObject({
      reason: 'prompt-too-long',
      message:
        'prompt-too-long: HTTP 400, request (891 tokens) exceeds the available context size (512 tokens), try increasing it (891 tokens for a window of 512)',
    })
  })

  it('sends nothing that cannot fit the window', async () => {
    const before = server.chats.length
    await expect(generate({}, LONG)).rejects.toMatchObject({ reason: 'prompt-too-long' })
    expect(server.chats.length).toBe(before)
  })

  it('fails the item where the model is gone or the server is down', async () => {
    await expect(generate({ model: 'gone' })).rejects.toThrow(/the model was replaced during the run/)
    const gone = await startStandInOllama([])
    await gone.close()
    await expect(generate({ hosts: [gone.url] })).rejects.toThrow(
      'but no server answers any more: finished work is kept',
    )
  })

  it('never repeats what the reply said in its errors', async () => {
    server.behave('reply-not-json')
    await expect(generate()).rejects.not.toThrow(/John Doe/)
  })

  it('is cancelled at once before the headers, with the reason of whoever cancelled', async () => {
    server.behave('hang')
    const abort = new AbortController()
    const reason = new Error('Ctrl-C')
    const abandoned = server.abandoned()
    const chats = server.chats.length
    const answer = generate({}, PROMPT, abort.signal)
    await expect.poll(() => server.chats.length).toBe(chats + 1)
    const started = performance.now()
    abort.abort(reason)
    await expect(answer).rejects.toBe(reason)
    expect(performance.now() - started).toBeLessThan(500)
    // The closed socket is what tells a server to stop generating.
    await expect.poll(() => server.abandoned()).toBe(abandoned + 1)
  })

  it('does not start where it is cancelled already', async () => {
    const before = server.chats.length
    await expect(generate({}, PROMPT, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
    expect(server.chats.length).toBe(before)
  })

  it('fails the item at its deadline', async () => {
    server.behave('hang')
    await expect(generate({}, PROMPT, NEVER, 50)).rejects.toMatchObject({ reason: 'deadline' })
  })

  it.each([
    { maxAnswerTokens: 0 },
    { maxAnswerTokens: -1 },
    { maxAnswerTokens: 1.5 },
    { window: 64 },
    { window: Number.NaN },
  ])('refuses limits such as %j', (changes) => {
    expect(() => untriedModel(settings(changes), DIGEST)).toThrow(/expected whole numbers/)
  })
})

describe('structured answers', () => {
  it('are asked for by a schema and parsed', async () => {
    server.answerWith('{"answer":" 13.2 g/dL ","citations":[3,3,404],"unanswerable":false}')
    expect(await generate({ structured: true })).toMatchObject({
      text: '13.2 g/dL',
      citations: ['note:6'],
      unknownCitations: 1,
    })
    expect(server.chats.at(-1)).toMatchObject({
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
    server.answerWith('{"answer":"n/a","citations":[3],"unanswerable":true}')
    expect(await generate({ structured: true })).toMatchObject({
      text: 'The record does not tell.',
      citations: [],
      unknownCitations: 0,
    })
  })

  it('are read too where a server let the labels pass as text or into the answer', async () => {
    server.answerWith('{"answer":"13.2 g/dL [4]","citations":["[3]","note:6"],"unanswerable":false}')
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
    server.answerWith(text)
    await expect(generate({ structured: true })).rejects.toMatchObject({ reason })
  })
})
