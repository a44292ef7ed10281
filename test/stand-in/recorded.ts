import { existsSync, readFileSync } from 'node:fs'
import { chatModel, MINILM, type StandInModel } from './model.js'
import type { RequestBody } from './options.js'
import type { Version } from './personality.js'
import { encode } from './tokens/tokenizer.js'

/** Recordings of real servers, kept beside the checkout and not everywhere. */
const FILE = new URL('../../../shared/reference/ollama-wire/exchanges.jsonl', import.meta.url)

export type Exchange = {
  readonly id: string
  readonly version: Version
  readonly group: string
  readonly note: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: JSON of a recording.
  readonly request: any
  // biome-ignore lint/suspicious/noExplicitAny: JSON of a recording.
  readonly response: any
}

const VERSIONS: Readonly<Record<string, Version>> = {
  'v0.12': '0.12.5',
  'v0.24': '0.24.0',
  'v0.33': '0.33.0',
}

export function readExchanges(): Exchange[] {
  if (!existsSync(FILE)) return []
  return readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((record) => ({
      ...record,
      version: VERSIONS[record.id.split('/')[0]],
      group: record.id.split('/')[1],
    }))
    .filter(({ version, request, response }) => version !== undefined && request && response?.status)
}

const go = ['tinygo', 'tinyauto', 'stopper', 'mute', 'repeat', 'slow']

/** The models of the recordings. */
export const RECORDED_MODELS: readonly StandInModel[] = [
  ...go.map((name) => chatModel({ name: `${name}:latest` })),
  chatModel({ name: 'tinynat:latest', template: 'jinja' }),
  ...['thinkgo', 'thinker'].map((name) => chatModel({ name: `${name}:latest`, thinking: 'field' })),
  ...['thinknat', 'thinkernat'].map((name) => chatModel({ name: `${name}:latest`, thinking: 'leaks' })),
  MINILM,
]

type Noted = Pick<Exchange, 'id' | 'request' | 'note'>

/** Tokens without BOS, where the replay has to make a prompt of that length to meet a limit to the token. */
function notedLength({ id, request, note = '' }: Noted): number | null {
  const { raw, messages } = request.body ?? {}
  const elided = JSON.stringify(request.body ?? null).includes('$chars')
  // The window of 256 was filled after a prompt of 112, BOS among them.
  if (id.includes('/fill/')) return 111
  const count = /^own count (\d+)/.exec(note)?.[1]
  return count !== undefined && elided && (raw === true || messages?.length === 1) ? Number(count) : null
}

export function hasExactLength(exchange: Noted): boolean {
  return notedLength(exchange) !== null
}

/** The body of the request; of long texts the recording keeps only the ends. */
export function recordedBody(exchange: Noted): RequestBody {
  const body = whole(exchange.request.body)
  const count = notedLength(exchange)
  if (count === null) return body
  if (body.raw === true) return { ...body, prompt: ' the'.repeat(count) }
  const content = ' the'.repeat(count - (isBare(exchange) ? RECORDED_OVERHEAD : overhead()))
  return { ...body, messages: [{ role: 'user', content }] }
}

/** What the template takes of a noted count by the tokenizer of the recorded models. */
const RECORDED_OVERHEAD = 11

/** Older servers put the bare text where the model brings its own template. */
function isBare({ id, request }: Noted): boolean {
  return !id.startsWith('v0.33') && request.body.model === 'tinynat'
}

/** Tokens of the template around one user message. */
function overhead(): number {
  return encode('<|im_start|>user\n<|im_end|>\n<|im_start|>assistant\n').length
}

function whole(value: RequestBody): RequestBody {
  if (Array.isArray(value)) return value.map(whole)
  if (value === null || typeof value !== 'object') return value
  if (typeof value.$chars === 'number')
    return value.$head.repeat(Math.ceil(value.$chars / value.$head.length)).slice(0, value.$chars)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, whole(inner)]))
}
