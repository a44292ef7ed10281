import { request as httpRequest } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import type { Version } from './personality.js'
import { type Exchange, hasExactLength, RECORDED_MODELS, readExchanges, recordedBody } from './recorded.js'
import { type StandIn, startStandIn } from './stand-in.js'

/** Groups of single exchanges with a form to check; the others are about time, load and death. */
const GROUPS =
  /^(version|tags|show|load|unload|chat|generate|format|think2?|logprobs|images|tools|repeat|mute|err|overflow|edge|fill|debug-render|numctx|num_predict|embed)$/

/** Not served, or of models and a state that the stand-in has not. */
const LEFT_OUT =
  /embed\/(legacy|v1|ps|ref-long-0)|tools\/toolgo|err\/chat\/huge|numctx\/.*-ps|v0.24\/.*tinynat\/.*truncate=false\/slightly\/several/

const exchanges = readExchanges().filter(
  ({ id, group, response }) =>
    GROUPS.test(group) && !LEFT_OUT.test(id) && response.client_closed_after_lines === undefined,
)
const sets = new Set(exchanges.map(setOf))

function setOf({ version, group }: Exchange): string {
  return `${version} ${group}`
}

let says = ''
const servers = new Map<Version, Promise<StandIn>>()
afterAll(async () => {
  for (const server of servers.values()) await (await server).close()
})

function serverOf(version: Version): Promise<StandIn> {
  const server =
    servers.get(version) ?? startStandIn({ version, models: RECORDED_MODELS, answer: () => says })
  servers.set(version, server)
  return server
}

type Seen = {
  readonly status: number
  readonly type: string | undefined
  readonly replies: readonly object[]
}

async function replay(exchange: Exchange): Promise<Seen> {
  const { request, version, response } = exchange
  says = answerFor(request.body ?? {}, lastOf(seen(response)))
  const { port } = await serverOf(version)
  const body = request.raw_body ?? (request.body ? JSON.stringify(recordedBody(exchange)) : '')
  return new Promise((resolve, reject) => {
    const { method, path, headers } = request
    const sent = httpRequest({ port, method, path, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      const type = reply.headers['content-type']
      reply.on('end', () => resolve({ status: reply.statusCode!, type, replies: parseAll(text, type) }))
    })
    sent.on('error', reject).end(method === 'GET' ? '' : body)
  })
}

function parseAll(text: string, type = ''): object[] {
  if (type.includes('ndjson'))
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  return type.includes('json') ? [JSON.parse(text)] : [{ text }]
}

/** Long enough for every limit; what the recorded model ended by itself is short, since only its form counts. */
function answerFor(
  { model, prompt, options }: { model?: string; prompt?: string; options?: { stop?: string[] } },
  { done_reason }: { done_reason?: string },
): string {
  if (model === 'repeat') return prompt === undefined ? '\n'.repeat(99) : ' the'.repeat(99)
  if (model === 'mute') return ''
  if (options?.stop !== undefined) return ' the'
  return done_reason === 'length' ? 'Hemoglobin was 13.2 g/dL on admission. '.repeat(400) : 'Yes.'
}

function seen({ status, headers, body, text, lines }: Exchange['response']): Seen {
  const replies = lines?.flatMap(({ json }: { json?: object }) => json ?? []) ?? [body ?? { text }]
  return { status, type: headers['content-type'], replies }
}

function lastOf({ replies }: Seen): Record<string, never> {
  return replies.at(-1) as Record<string, never>
}

/** num_ctx below 4, and embedded texts whose words are in every vocabulary. */
const RULED = /num_ctx-(zero|negative|one)|\/embed\/(?!batch|chat-model)/

/** All but what weights, tokenizer and clock say: fields, flags, errors, and the counts that a rule makes. */
function form({ id, request, ...exchange }: Exchange, { status, type, replies }: Seen): object {
  const last = lastOf({ status, type, replies })
  const { done, done_reason, prompt_eval_count, eval_count, error } = last
  const exact = hasExactLength({ id, request, note: exchange.note })
  const ruled = exact || prompt_eval_count === 512 || prompt_eval_count === 8192 || RULED.test(id)
  return {
    status,
    type,
    first: fieldsOf(replies[0]!),
    last: fieldsOf(last),
    done,
    done_reason,
    error: exact ? plain(error) : plain(error)?.replace(/\d+/g, '#'),
    prompt_eval_count: ruled ? prompt_eval_count : typeof prompt_eval_count,
    eval_count: done_reason === 'length' ? eval_count : typeof eval_count,
  }
}

function plain(error: unknown): string | undefined {
  return typeof error === 'string' ? error.replace('$REGISTRY', 'registry.ollama.ai') : undefined
}

/** The names of the fields, with those one level below. */
function fieldsOf(reply: object): string[] {
  return Object.entries(reply)
    .flatMap(([key, inner]) => {
      if (key === 'message') return Object.keys(inner).map((name) => `message.${name}`)
      return key === 'text' ? `text ${inner}` : key
    })
    .sort()
}

describe.skipIf(exchanges.length === 0)(
  'recorded exchanges (they lie beside the checkout, in shared)',
  () => {
    it.each([...sets])('%s', async (name) => {
      for (const exchange of exchanges.filter((each) => setOf(each) === name))
        expect.soft({ id: exchange.id, ...form(exchange, await replay(exchange)) }).toEqual({
          id: exchange.id,
          ...form(exchange, seen(exchange.response)),
        })
    })
  },
)
