import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpeningMeans, openModel } from '../../../generators/ollama/model/open-model.js'
import type { OpenedModel } from '../../../generators/ollama/model/opened-model.js'
import type { OllamaSettings } from '../../../generators/ollama/server/settings.js'
import { settingsOf } from '../../fixtures/untried-model.js'
import {
  type Misbehaviour,
  type RequestBody,
  type StandIn,
  type StandInOptions,
  startStandIn,
} from '../../stand-in/stand-in.js'

export const NEVER = new AbortController().signal
export const TEXTS = ['What was the hemoglobin?', 'A record follows.\nVisit 1: no fever. When was the visit?']
const JSON_ANSWER = '{"answer":"13.2 g/dL","citations":[],"unanswerable":false}'

/** A model good enough to be opened: it repeats the planted word, and holds to a schema. */
export function ableAnswer({
  messages,
  body,
}: {
  messages: readonly { content: string }[]
  body: RequestBody
}) {
  const planted = /The password of this record is (\w+)\./.exec(messages.at(-1)?.content ?? '')
  if (planted) return `It is ${planted[1]}.`
  return body.format ? JSON_ANSWER : 'Hemoglobin was 13.2 g/dL.'
}

export type StandInServer = StandIn & {
  behave: Misbehaviour | ((path: string) => Misbehaviour | null) | null
}

/** What one test starts, ended with `endAll`. */
const running: { close(): Promise<void> }[] = []

/** A stand-in whose behaviour can be changed after the model has been opened. */
export async function startServer(options: Partial<StandInOptions> = {}): Promise<StandInServer> {
  const control: { behave: StandInServer['behave'] } = { behave: null }
  const standIn = await startStandIn({
    version: '0.33.0',
    answer: ableAnswer,
    misbehave: ({ path }) => {
      const { behave } = control
      if (typeof behave === 'function') return behave(path)
      if (behave === null || path.startsWith('/api/v')) return null
      const isListed = behave === 'other-digest' || behave === 'overstates-window'
      return isListed || path === '/api/chat' ? behave : null
    },
    ...options,
  })
  running.push(standIn)
  return Object.defineProperty(standIn as StandInServer, 'behave', {
    get: () => control.behave,
    set: (behave) => {
      control.behave = behave
    },
  })
}

/** A server that hands everything on to another, but for what `change` answers itself. */
export async function startProxy(
  target: { readonly url: string },
  change: (path: string, body: string, reply: () => Promise<Relayed>) => Promise<Relayed | null>,
): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = []
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString('utf8')
    const path = request.url ?? '/'
    requests.push(path)
    const reply = async (): Promise<Relayed> => {
      const init = body === '' ? {} : { method: 'POST', body }
      const found = await fetch(target.url + path, init)
      return { status: found.status, text: await found.text() }
    }
    const { status, text, headers = {} } = (await change(path, body, reply)) ?? (await reply())
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
  }
  const server = createServer((request, response) => {
    relay(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  running.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

export type Relayed = { readonly status: number; readonly text: string; readonly headers?: object }

export type Opening = {
  readonly hosts: readonly { readonly url: string }[]
  readonly settings?: Partial<OllamaSettings>
  readonly means?: Partial<OpeningMeans>
  readonly signal?: AbortSignal
}

export async function open({
  hosts,
  settings,
  means,
  signal = NEVER,
}: Opening): Promise<OpenedModel & { told: string[] }> {
  const told: string[] = []
  const model = await openModel(
    settingsOf({ hosts: hosts.map(({ url }) => url), ...settings }),
    {
      tokenizer: null,
      ownTokenizer: join(temporaryFolder(), 'tiny'),
      texts: TEXTS,
      sentinel: true,
      tell: (message) => told.push(message),
      ...means,
    },
    signal,
  )
  running.push(model)
  return { ...model, told }
}

/** Only faults should make a test wait, and these not for long. */
export function hasty(model: OpenedModel): OpenedModel {
  return { ...model, firstRest: 1 }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartsift-ollama-'))
  running.push({ close: async () => rmSync(folder, { recursive: true, force: true }) })
  return folder
}

export async function endAll(): Promise<void> {
  for (const one of running.splice(0).reverse()) await one.close()
}

export function chats({ requests }: Pick<StandIn, 'requests'>) {
  return requests.filter(({ path }) => path === '/api/chat')
}

/** Loses what is planted at some depths. */
export function forgetful(lost: readonly number[]) {
  return (asked: Parameters<typeof ableAnswer>[0]) => {
    const lines = asked.messages.at(-1)?.content.split('\n') ?? []
    const place = lines.findIndex((line) => line.startsWith('The password'))
    const depth = place === 1 ? 0 : place === lines.length - 2 ? 100 : 50
    return place > 0 && lost.includes(depth) ? 'I do not know.' : ableAnswer(asked)
  }
}

export async function withoutVocabulary(path: string, body: string, reply: () => Promise<Relayed>) {
  if (path !== '/api/show' || !body.includes('verbose')) return null
  const { status, text } = await reply()
  const shown = JSON.parse(text)
  shown.model_info['tokenizer.ggml.tokens'] = null
  shown.model_info['tokenizer.ggml.merges'] = null
  return { status, text: JSON.stringify(shown) }
}
