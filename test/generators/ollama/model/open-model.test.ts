import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { InputError } from '../../../../base/errors/input-error.js'
import { promptTokens } from '../../../../generators/ollama/model/opened-model.js'
import { ollamaGenerator } from '../../../../generators/ollama/ollama-generator.js'
import { askModel } from '../../../../generators/ollama/replies/ask-model.js'
import { tokenizerFiles } from '../../../../generators/tokens/gguf/tokenizer-files.js'
import { CLOUD, chatModel, TINY } from '../../../stand-in/model.js'
import type { Version } from '../../../stand-in/personality.js'
import { BOS, encode } from '../../../stand-in/tokens/tokenizer.js'
import {
  ableAnswer,
  chats,
  endAll,
  NEVER,
  type Opening,
  open,
  type StandInServer,
  startProxy,
  startServer,
  temporaryFolder,
  withoutVocabulary,
} from '../stand-in-servers.js'

afterEach(endAll)

const VERSIONS: readonly Version[] = ['0.12.5', '0.24.0', '0.33.0']
const OVERHEAD = [BOS, ...encode('<|im_start|>user\n<|im_end|>\n<|im_start|>assistant\n')].length

async function refused(opening: Opening, message: string | RegExp): Promise<void> {
  const refusal = open(opening)
  await expect(refusal).rejects.toThrow(message)
  await expect(refusal).rejects.toBeInstanceOf(InputError)
}

function verboseShows({ requests }: StandInServer): number {
  return requests.filter(({ path, body }) => path === '/api/show' && body.verbose === true).length
}

describe('openModel', () => {
  it.each(VERSIONS)('tries all that an experiment relies on, on %s', async (version) => {
    const server = await startServer({ version })
    const ownTokenizer = join(temporaryFolder(), 'tiny')
    const opening = { hosts: [server], settings: { structured: true }, means: { ownTokenizer } }
    const model = await open(opening)
    expect(model.told).toEqual([])
    expect(model.tokens?.overhead).toBe(OVERHEAD)
    expect(model.servers).toMatchObject([
      { version, trainedContext: 8192, template: 'rendered', canThink: false },
    ])
    expect(model).toMatchObject({ digest: TINY.digest, tokenizer: ownTokenizer, leaksThoughts: false })
    expect(existsSync(join(ownTokenizer, 'tokenizer.json'))).toBe(true)

    const text = 'Naïve café – 13.2 g/dL.\n\n  What is the\thämoglobin?'
    const reply = await askModel(model, { text, patientId: '1', variation: {}, signal: NEVER })
    expect(reply.promptTokens).toBe(promptTokens(model, text))

    const again = await open(opening)
    expect(again.tokens?.overhead).toBe(OVERHEAD)
    expect(verboseShows(server)).toBe(1)
    // Never loaded again: the constant set is one for all calls.
    const sets = new Set(
      chats(server).map(({ body: { options, truncate, shift, keep_alive } }) =>
        JSON.stringify([options.num_ctx, truncate, shift, keep_alive]),
      ),
    )
    expect([...sets]).toEqual(['[512,false,false,"30m"]'])
    expect(chats(server).every(({ body }) => body.options.num_predict >= 1)).toBe(true)
  })

  it('rebuilds the tokenizer if the model was pulled again', async () => {
    const server = await startServer()
    const ownTokenizer = join(temporaryFolder(), 'tiny')
    await open({ hosts: [server], means: { ownTokenizer } })
    server.behave = 'other-digest'
    await open({ hosts: [server], means: { ownTokenizer } })
    expect(verboseShows(server)).toBe(2)
  })

  it('takes a server that is named twice for one', async () => {
    const server = await startServer()
    const model = await open({ hosts: [server, { url: `${server.url}/` }] })
    expect(model.pool.servers).toHaveLength(1)
  })

  it('stops when it is canceled, whatever it is waiting for', async () => {
    const server = await startServer()
    for (const path of ['/api/version', '/api/tags', '/api/show', '/api/ps', '/api/chat']) {
      server.behave = (asked) => (asked === path ? 'hang-before-headers' : null)
      const abort = new AbortController()
      const before = server.requests.filter((request) => request.path === path).length
      const opening = open({ hosts: [server], signal: abort.signal, settings: { deadlineMs: 60_000 } })
      opening.catch(() => {})
      await expect
        .poll(() => server.requests.filter((request) => request.path === path).length)
        .toBe(before + 1)
      const reason = new Error('Ctrl-C')
      abort.abort(reason)
      await expect(opening).rejects.toBe(reason)
    }
  })

  it('does not wait for ever for a server that says nothing', async () => {
    const server = await startServer()
    server.behave = 'hang-before-headers'
    await refused(
      { hosts: [server], settings: { deadlineMs: 40 } },
      /to answer a first question, found deadline: no answer within 40 ms/,
    )
  })
})

describe('openModel refuses', () => {
  it('a bare template', async () => {
    const models = [chatModel({ name: 'tiny:latest', template: 'jinja' })]
    for (const version of ['0.12.5', '0.24.0'] as const) {
      await refused(
        { hosts: [await startServer({ version, models })] },
        /found the bare "{{ .Prompt }}", which joins messages without roles/,
      )
    }
    const native = await open({ hosts: [await startServer({ models })] })
    expect(native.servers[0]?.template).toBe('native')
  })

  it('a cloud model', async () => {
    const server = await startServer({ models: [CLOUD] })
    await refused({ hosts: [server], settings: { model: CLOUD.name } }, 'found cloud model big:cloud')
    const hidden = await startServer({
      models: [chatModel({ name: 'tiny:latest', remoteHost: 'https://ollama.com:443' })],
    })
    await refused({ hosts: [hidden] }, 'found cloud model tiny')
    expect([...chats(server), ...chats(hidden)]).toEqual([])
  })

  it('a window beyond what the model was trained for', async () => {
    for (const version of VERSIONS) {
      const server = await startServer({ version })
      await refused(
        { hosts: [server], settings: { window: 8193 } },
        'at most 8192 tokens, which tiny was trained for, found 8193',
      )
      expect(chats(server)).toEqual([])
    }
  })

  it('a window that the machine has no room for', async () => {
    const server = await startServer()
    const proxy = await startProxy(server, async (path, _, reply) => {
      if (path !== '/api/ps') return null
      const { status, text } = await reply()
      return { status, text: text.replace('"context_length":512', '"context_length":256') }
    })
    await refused(
      { hosts: [proxy] },
      /a window of 512 tokens for tiny on .*, found 256: the machine has no memory for more/,
    )
  })

  it('a missing model, and a server that is not there', async () => {
    const server = await startServer()
    await refused(
      { hosts: [server], settings: { model: 'other' } },
      /expected model other on .* fetch it with "ollama pull other"/,
    )
    await server.close()
    await refused({ hosts: [server] }, /found no answer: start it with "ollama serve"/)
  })

  it('a server that is neither here nor private, unless it is named', async () => {
    await refused(
      { hosts: [{ url: 'http://ollama.example:11434' }] },
      /private address range, found ollama.example: name it as an allowed host/,
    )
    const named = { allowHosts: ['ollama.invalid'], deadlineMs: 3000 }
    await refused({ hosts: [{ url: 'http://ollama.invalid' }], settings: named }, /found no answer/)
  })

  it('two servers with different models of one name', async () => {
    const [one, other] = [await startServer(), await startServer()]
    other.behave = 'other-digest'
    await refused(
      { hosts: [one, other] },
      /one model on all servers, found tiny [0-9a-f]{12} on .* and [0-9a-f]{12} on .*: pull the same one/,
    )
    expect([...chats(one), ...chats(other)]).toEqual([])
  })

  it('two servers with different templates', async () => {
    const [one, other] = [
      await startServer(),
      await startServer({ models: [{ ...TINY, template: 'jinja' }] }),
    ]
    const thinking = await startProxy(other, async (path, _, reply) => {
      const { status, text } = await reply()
      return path === '/api/chat'
        ? {
            status,
            text: text.replace(/"prompt_eval_count":(\d+)/, (_, n) => `"prompt_eval_count":${Number(n) + 4}`),
          }
        : { status, text }
    })
    // There is no exact count then, which is told.
    const model = await open({ hosts: [one, thinking] })
    expect(model.told).toEqual([
      expect.stringMatching(
        /one chat template of tiny on all servers, found 13 tokens of it on .* and 17 on/,
      ),
    ])
    expect(model.tokens).toBeNull()
  })

  it('a model that does not hold to a JSON schema, where it has to', async () => {
    const server = await startServer({
      answer: (asked) => (asked.body.format ? 'asthma' : ableAnswer(asked)),
    })
    await refused(
      { hosts: [server], settings: { structured: true } },
      /to follow a JSON schema, found text that does not fit it: use a prompt other than/,
    )
    const endless = await startServer({
      answer: (asked) => (asked.body.format ? `{"answer":"${'very '.repeat(400)}` : ableAnswer(asked)),
    })
    await refused({ hosts: [endless], settings: { structured: true } }, /found an answer without end/)
    await open({ hosts: [server] })
  })

  it('a model that is to think and cannot', async () => {
    for (const version of VERSIONS) {
      await refused(
        { hosts: [await startServer({ version })], settings: { think: true } },
        /expected a model that thinks \(think: true\), found tiny on .*, which cannot/,
      )
    }
    const thinker = await startServer({
      version: '0.12.5',
      models: [chatModel({ name: 'tiny:latest', thinking: 'field' })],
    })
    await refused({ hosts: [thinker], settings: { think: 'low' } }, /think value "low" is not supported/)
  })

  it('a named tokenizer that counts otherwise, or is none', async () => {
    const server = await startServer()
    await refused(
      { hosts: [server], means: { tokenizer: otherTokenizer() } },
      /to count as tiny does on .*, found differences of -?\d+, -?\d+ tokens between equal prompts: name the model's own tokenizer folder/,
    )
    await refused(
      { hosts: [server], means: { tokenizer: temporaryFolder() } },
      /expected tokenizer.json in the tokenizer folder/,
    )
  })

  it('texts to calibrate with where there are none', async () => {
    const server = await startServer({ version: '0.12.5' })
    await refused({ hosts: [server], means: { texts: [] } }, /found differences of/)
  })
})

/** One whose every byte is a token. */
function otherTokenizer(): string {
  const folder = join(temporaryFolder(), 'other')
  mkdirSync(folder)
  const bytes = [...Array(94).keys()].map((i) => String.fromCharCode(33 + i))
  const tokens = ['<s>', ...bytes, 'Ġ', 'Ċ', '.,']
  const info = {
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'llama-bpe',
    'tokenizer.ggml.tokens': tokens,
    'tokenizer.ggml.merges': ['. ,'],
    'tokenizer.ggml.token_type': tokens.map((_, i) => (i === 0 ? 3 : 1)),
    'tokenizer.ggml.bos_token_id': 0,
    'tokenizer.ggml.eos_token_id': 0,
  }
  const { tokenizerJson, tokenizerConfigJson } = tokenizerFiles(info, 'other')
  writeFileSync(join(folder, 'tokenizer.json'), tokenizerJson)
  writeFileSync(join(folder, 'tokenizer_config.json'), tokenizerConfigJson)
  return folder
}

describe('the windows that openModel refuses before the first item', () => {
  it.each(['cut-half', 'overstates-window', 'cut-window'] as const)('%s', async (name) => {
    for (const version of ['0.24.0', '0.33.0'] as const) {
      const server = await startServer({ version })
      server.behave = name
      await refused({ hosts: [server] }, /truncates prompts silently/)
    }
  })

  it('cut-half of a server that knows no truncate', async () => {
    const server = await startServer({ version: '0.12.5' })
    server.behave = 'cut-half'
    await refused(
      { hosts: [server] },
      /to read a full prompt of \d+ tokens, but it counts 259: the server truncates prompts silently/,
    )
  })

  it('old messages have no part in it: each prompt is one message', async () => {
    const server = await startServer()
    server.behave = 'drop-messages'
    const model = await open({ hosts: [server] })
    await askModel(model, { text: 'What was the hemoglobin?', patientId: '1', variation: {}, signal: NEVER })
    expect(chats(server).every(({ body }) => body.messages.length <= 1)).toBe(true)
  })
})

describe('a model without a vocabulary', () => {
  it('is bounded only, which is told, where servers refuse what they cannot read', async () => {
    const model = await open({ hosts: [await startProxy(await startServer(), withoutVocabulary)] })
    expect(model).toMatchObject({ tokens: null, tokenizer: null, ownTokens: null })
    expect(model.told).toEqual([
      expect.stringMatching(/so only an upper bound of the prompt length is known for tiny/),
    ])
  })

  it('is refused where one cuts in silence', async () => {
    const proxy = await startProxy(await startServer({ version: '0.12.5' }), withoutVocabulary)
    await refused(
      { hosts: [proxy] },
      /\(Ollama 0.12.5 on .* truncates prompts silently, which only an exact count can detect\)/,
    )
  })

  it('is counted where the user names its tokenizer', async () => {
    const server = await startServer()
    const made = await open({ hosts: [server] })
    const model = await open({
      hosts: [await startProxy(server, withoutVocabulary)],
      means: { tokenizer: made.tokenizer },
    })
    expect([model.tokens?.overhead, model.told]).toEqual([OVERHEAD, []])
    expect(readFileSync(join(made.tokenizer!, 'digest'), 'utf8')).toBe(TINY.digest)
  })
})

describe('the thoughts of a model', () => {
  const prompt = {
    patientId: '1',
    neutralised: 0,
    text: 'What was the hemoglobin?',
    context: '',
    instruction: '',
    passages: [],
  }
  const roomy = { window: 1024, maxAnswerTokens: 256 }

  it('are taken off where they stand in the answer', async () => {
    const models = [chatModel({ name: 'tiny:latest', thinking: 'leaks' })]
    const server = await startServer({ models })
    const model = await open({ hosts: [server], settings: { ...roomy, think: true } })
    expect(model.leaksThoughts).toBe(true)
    expect(model.told).toEqual(['tiny writes its thoughts into the answer: they are taken off it'])
    expect((await ollamaGenerator(model, null).generate(prompt, NEVER)).text).toBe(
      'Hemoglobin was 13.2 g/dL.',
    )
    const silent = await open({ hosts: [server], settings: { ...roomy, think: false } })
    expect([silent.leaksThoughts, silent.told]).toEqual([false, []])
    expect((await ollamaGenerator(silent, null).generate(prompt, NEVER)).text).toBe(
      'Hemoglobin was 13.2 g/dL.',
    )
  })

  it.each(VERSIONS)('stay apart where the server tells them apart, on %s', async (version) => {
    const server = await startServer({
      version,
      models: [chatModel({ name: 'tiny:latest', thinking: 'field' })],
    })
    for (const think of [false, true]) {
      const model = await open({ hosts: [server], settings: { ...roomy, think, structured: true } })
      expect([model.leaksThoughts, model.told, model.servers[0]?.canThink]).toEqual([false, [], true])
      expect(model.tokens?.overhead).toBe(OVERHEAD + (think ? encode('<think>\n').length : 0))
      const answer = await ollamaGenerator(model, null).generate(prompt, NEVER)
      // With a thought and a schema the count is that of the second run, which has the thought in its prompt.
      const counted = promptTokens(model, prompt.text)!
      expect(answer).toMatchObject({ text: '13.2 g/dL' })
      if (think) expect(answer.promptTokens).toBeGreaterThan(counted)
      else expect(answer.promptTokens).toBe(counted)
    }
  })
})
