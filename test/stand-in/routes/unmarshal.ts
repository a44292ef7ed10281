import { keepAliveMs } from '../engine/keep-alive.js'
import type { RequestBody } from '../options.js'
import type { Personality } from '../personality.js'

/** Where a JSON value may stand, as Go names its type. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ChatRequest: {
    model: 'string',
    messages: '[]api.Message',
    stream: 'bool',
    options: 'map[string]interface {}',
  },
  GenerateRequest: {
    model: 'string',
    prompt: 'string',
    system: 'string',
    template: 'string',
    raw: 'bool',
    stream: 'bool',
    context: '[]int',
    options: 'map[string]interface {}',
  },
  EmbedRequest: { model: 'string', dimensions: 'int', truncate: 'bool', options: 'map[string]interface {}' },
  ShowRequest: { model: 'string', verbose: 'bool' },
}

const MESSAGE: Readonly<Record<string, string>> = {
  role: 'string',
  content: 'string',
  images: '[]api.ImageData',
}

export type Unmarshalled = { readonly body: RequestBody } | { readonly error: string }

/** What Go's decoder says to the bytes of a request: the value, or its error (always 400). */
export function unmarshal(raw: string, struct: string, personality: Personality): Unmarshalled {
  if (raw.trim() === '') return { error: 'missing request body' }
  let body: RequestBody
  try {
    body = JSON.parse(raw)
  } catch {
    const first = raw.trim()[0]!
    return {
      error: first === '{' ? 'unexpected EOF' : `invalid character '${first}' looking for beginning of value`,
    }
  }
  const error = wrongType(body, struct, personality) ?? badValue(body)
  return error === null ? { body } : { error }
}

function wrongType(body: RequestBody, struct: string, personality: Personality): string | null {
  if (goKind(body) !== 'object') return cannot(body, '', struct, `api.${struct}`)
  const known = { ...FIELDS[struct] }
  if (personality.knowsTruncate && struct !== 'EmbedRequest' && struct !== 'ShowRequest') {
    known['truncate'] = 'bool'
    known['shift'] = 'bool'
  }
  for (const [field, type] of Object.entries(known)) {
    if (!holds(body[field], type)) return cannot(body[field], `.${field}`, struct, type)
    if (type === '[]api.Message')
      for (const message of body[field] ?? []) {
        if (!holds(message, 'map')) return cannot(message, `.${field}`, struct, 'api.Message')
        for (const [inner, innerType] of Object.entries(MESSAGE))
          if (!holds(message?.[inner], innerType))
            return cannot(message[inner], `.${field}.${inner}`, struct, innerType)
      }
  }
  return null
}

function holds(value: unknown, type: string): boolean {
  if (value === undefined || value === null) return true
  const kind = goKind(value)
  if (type.startsWith('[]')) return kind === 'array'
  if (type.startsWith('map')) return kind === 'object'
  return kind === (type === 'int' ? 'number' : type)
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function cannot(value: unknown, path: string, struct: string, type: string): string {
  const field = path === '' ? 'value' : `struct field ${struct}${path}`
  return `json: cannot unmarshal ${goKind(value)} into Go ${field} of type ${type}`
}

function badValue(body: RequestBody): string | null {
  if (keepAliveMs(body.keep_alive) === null)
    return typeof body.keep_alive === 'string'
      ? `time: invalid duration "${body.keep_alive}"`
      : `Unsupported type: '${typeof body.keep_alive}'`
  const images = [
    ...(body.images ?? []),
    ...(body.messages ?? []).flatMap((message: RequestBody) => message?.images ?? []),
  ]
  for (const image of images) {
    const bad = String(image).search(/[^A-Za-z0-9+/=]/)
    if (bad >= 0) return `illegal base64 data at input byte ${bad}`
  }
  return null
}
