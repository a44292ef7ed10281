import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GenerationFailure } from '../../../generators/generator.js'
import { checkReply } from '../../../generators/ollama/replies/check-reply.js'
import { failureOf } from '../../../generators/ollama/server/failure-of.js'
import { isPassing, isTooLong, OllamaError } from '../../../generators/ollama/server/ollama-error.js'
import { connectOllama, type OllamaConnection } from '../../../generators/ollama/server/transport.js'
import type { CheckedReply } from '../../../generators/servers/kept-reply.js'
import { partReply } from '../../../generators/thoughts/part-thoughts.js'
import { type Exchange, readExchanges } from '../../stand-in/recorded.js'
import { endAll, NEVER, startProxy } from './stand-in-servers.js'

const CHATS = readExchanges().filter(({ request }) => request.path === '/api/chat')
const SKIP = 'no recordings at ../shared/reference/ollama-wire: nothing is replayed'
const titled = (title: string) => (CHATS.length === 0 ? `${title} (${SKIP})` : title)

let playing: Exchange
let connection: OllamaConnection
beforeAll(async () => {
  const { url } = await startProxy({ url: '' }, async () => {
    const { status, body, text, lines } = playing.response
    const ndjson = lines?.map(({ json }: { json: unknown }) => `${JSON.stringify(json)}\n`).join('')
    return { status, text: ndjson ?? text ?? (body === undefined ? '' : JSON.stringify(body)) }
  })
  connection = connectOllama(url)
})
afterAll(async () => {
  await connection.close()
  await endAll()
})

/** With BOS; null where the recording does not tell. */
function ownCount({ note = '' }: Exchange): number | null {
  const count = /^own count[^\d]*(\d+)/.exec(note)?.[1]
  return count === undefined ? null : Number(count) + 1
}

type Verdict = {
  readonly reply: CheckedReply | null
  readonly reason: string | null
  readonly error: unknown
}

/** What our client makes of a recorded reply. */
async function verdictOn(exchange: Exchange): Promise<Verdict> {
  playing = exchange
  const { num_ctx = 4096, num_predict = -1 } = exchange.request.body?.options ?? {}
  try {
    const json = await connection.chat({}, NEVER)
    const reply = checkReply(json, {
      prompt: '',
      tokens: ownCount(exchange),
      mayCountMore: false,
      window: num_ctx,
      maxAnswerTokens: num_predict > 0 ? num_predict : 10 * num_ctx,
    })
    return { reply, reason: null, error: null }
  } catch (error) {
    return { reply: null, reason: failureOf(error).reason, error }
  }
}

/** Of all that match, as 'id: verdict'. */
async function verdicts(matches: (exchange: Exchange) => boolean): Promise<string[]> {
  const all: string[] = []
  for (const exchange of CHATS.filter(matches)) {
    all.push(`${exchange.id}: ${(await verdictOn(exchange)).reason ?? 'believed'}`)
  }
  expect(all.length).toBeGreaterThan(0)
  return all
}

const isOk = ({ response }: Exchange) => response.status === 200
const isWhole = ({ response }: Exchange) => response.body !== undefined && response.body !== null

describe.skipIf(CHATS.length === 0)(titled('what real servers replied, through our client'), () => {
  it('a prompt that did not fit is never believed: refused or cut', async () => {
    for (const exchange of CHATS.filter(({ group }) => group === 'overflow')) {
      const { reason, error } = await verdictOn(exchange)
      const { status } = exchange.response
      expect([exchange.id, reason]).toEqual([exchange.id, status === 200 ? 'prompt-cut' : 'prompt-too-long'])
      if (status !== 200) expect([isTooLong(error), isPassing(error)]).toEqual([true, false])
    }
  })

  it('the numbers of a refusal are exact', async () => {
    let nested = 0
    for (const exchange of CHATS.filter(({ response }) =>
      /n_prompt_tokens/.test(response.body?.error ?? ''),
    )) {
      const { error } = await verdictOn(exchange)
      const { request, response } = exchange
      const [, tokens, window] =
        /request \((\d+) tokens\) exceeds the available context size \((\d+) tokens/.exec(
          response.body.error,
        )!
      expect(error).toMatchObject({ promptTokens: Number(tokens), window: Number(window) })
      if (ownCount(exchange) !== null) expect(Number(tokens)).toBe(ownCount(exchange))
      expect(Number(window)).toBe(Math.min(request.body.options.num_ctx, 8192))
      nested++
    }
    expect(nested).toBeGreaterThan(20)
  })

  it('an answer that the window ended or shifted is not believed', async () => {
    const all = await verdicts((exchange) => exchange.group === 'fill')
    for (const one of all) {
      const stops = /shift=false/.test(one) && !one.startsWith('v0.12')
      expect(one).toMatch(stops ? /: window-full$/ : /: window-exceeded$/)
    }
  })

  it('an answer without counts or end is not believed', async () => {
    for (const one of await verdicts(
      ({ id }) => id.endsWith('/repeat/plain') || id.endsWith('/debug-render'),
    ))
      expect(one).toMatch(/: unfinished$/)
    for (const one of await verdicts((exchange) => /^(?:un)?load$/.test(exchange.response.body?.done_reason)))
      expect(one).toMatch(/: missing-counts$/)
  })

  it('an answer cut at its tokens is not believed, though its prompt was whole', async () => {
    const all = await verdicts((exchange) => {
      const { options } = exchange.request.body ?? {}
      const { done_reason, eval_count } = exchange.response.body ?? {}
      const isCut = done_reason === 'length' && eval_count === options?.num_predict
      return (
        isCut && ownCount(exchange) === exchange.response.body.prompt_eval_count && exchange.group !== 'fill'
      )
    })
    for (const one of all) expect(one).toMatch(/: answer-cut$/)
  })

  it('a whole answer to a whole prompt is believed, an empty one is not', async () => {
    let believed = 0
    for (const exchange of CHATS.filter((each) => isOk(each) && isWhole(each))) {
      const { body } = exchange.response
      if (body.done_reason !== 'stop' || exchange.group === 'overflow') continue
      const { reply, reason } = await verdictOn(exchange)
      const content = typeof body.message.content === 'string' ? body.message.content : '…'
      const { answer, thoughts } = partReply(content, body.message.thinking ?? '')
      const nothing = thoughts === '' ? 'empty-answer' : 'only-thoughts'
      expect([exchange.id, reason]).toEqual([exchange.id, answer.trim() === '' ? nothing : null])
      if (reply === null) continue
      expect(reply.promptTokens).toBe(body.prompt_eval_count)
      expect(reply.responseTokens).toBe(body.eval_count)
      const parts = (reply.loadMs ?? 0) + (reply.promptMs ?? 0) + (reply.answerMs ?? 0) + (reply.waitMs ?? 0)
      expect(parts).toBeGreaterThanOrEqual(body.total_duration / 1e6 - 1e-6)
      believed++
    }
    expect(believed).toBeGreaterThan(20)
  })

  it('nothing but a stop is ever believed, and a stream never is', async () => {
    for (const exchange of CHATS) {
      const { reply, reason, error } = await verdictOn(exchange)
      const { status, body, lines } = exchange.response
      if (reply !== null)
        expect([exchange.id, body.done, body.done_reason]).toEqual([exchange.id, true, 'stop'])
      else
        expect(error).toBeInstanceOf(
          status === 200 && !(error instanceof OllamaError) ? GenerationFailure : OllamaError,
        )
      if (lines?.length > 1) expect([exchange.id, reason]).toEqual([exchange.id, 'server-error'])
    }
  })

  it('errors: only 503 and a runner that died are asked again', async () => {
    const again = new Map<string, boolean>()
    for (const exchange of CHATS.filter((each) => !isOk(each))) {
      const { error, reason } = await verdictOn(exchange)
      const { message, status } = error as OllamaError
      expect([exchange.id, status]).toEqual([exchange.id, exchange.response.status])
      // Nested JSON is taken apart: the words, without braces.
      expect(message).not.toMatch(/^\{/)
      if (status < 500) expect(reason).toMatch(/^(?:request-refused|prompt-too-long|server-error)$/)
      again.set(`${status} ${message.replace(/\d+/g, 'n').slice(0, 60)}`, isPassing(error))
    }
    const passing = [...again].filter(([, isAgain]) => isAgain).map(([text]) => text)
    expect(passing.sort()).toEqual([
      '500 an error was encountered while running the model: unexpected',
      '500 image input is not supported - hint: if this is unexpected, ',
      '503 server busy, please try again.  maximum pending requests exc',
    ])
  })
})
