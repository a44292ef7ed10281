import type { Engine } from '../engine/engine.js'
import type { Refusal } from '../engine/window.js'
import { isEmbedder, type StandInModel, servedCapabilities, servedTemplate, withTag } from '../model.js'
import type { RequestBody } from '../options.js'

const INTEGERS = [
  'num_ctx',
  'num_predict',
  'num_batch',
  'num_thread',
  'num_keep',
  'num_gpu',
  'main_gpu',
  'seed',
  'top_k',
  'repeat_last_n',
]
const FLOATS = [
  'temperature',
  'top_p',
  'min_p',
  'typical_p',
  'repeat_penalty',
  'presence_penalty',
  'frequency_penalty',
]

/** A wrong option is the server's fault to Ollama: 500. */
export function optionRefusal(options: RequestBody): Refusal | null {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === null) continue
    const wrong = (type: string) => ({ status: 500, error: `option "${name}" must be of type ${type}` })
    if (INTEGERS.includes(name) && typeof value !== 'number') return wrong('integer')
    if (FLOATS.includes(name) && typeof value !== 'number') return wrong('float32')
    if (name === 'stop' && !Array.isArray(value)) return wrong('array')
  }
  return null
}

const ILLEGAL_NAME = /[^\w.:/-]|\.\./

/** The model of a chat or generate request, or why there is none. */
export function askedModel(engine: Engine, path: string, body: RequestBody): StandInModel | Refusal {
  const name: string = body.model ?? ''
  const chat = path === '/api/chat'
  const embed = path === '/api/embed'
  const missing = { status: 404, error: `model '${name}' not found` }
  const refusesBadNames = engine.personality.refusesBadNames
  if (name === '') {
    if (chat) return { status: 400, error: 'model is required' }
    return embed && !refusesBadNames
      ? { status: 404, error: 'model "" not found, try pulling it first' }
      : missing
  }
  if (ILLEGAL_NAME.test(name)) {
    if (refusesBadNames) return { status: 400, error: 'invalid model name' }
    if (chat) return { status: 400, error: 'model is required' }
  }
  const model = engine.find(name)
  if (model) return model
  return embed ? { status: 404, error: `model "${name}" not found, try pulling it first` } : missing
}

/** What the model cannot do at all, however the request is else. */
export function capabilityRefusal(
  engine: Engine,
  model: StandInModel,
  path: string,
  body: RequestBody,
): Refusal | null {
  const { personality } = engine
  const can = servedCapabilities(model, personality)
  const refuse = (error: string) => ({ status: 400, error })
  if (isEmbedder(model)) return refuse(`"${body.model}" does not support ${path.slice('/api/'.length)}`)
  const think = body.think ?? false
  if (think !== false && !can.includes('thinking')) return refuse(`"${body.model}" does not support thinking`)
  if (typeof think === 'string' && !personality.knowsThinkLevels)
    return refuse(`think value "${think}" is not supported for this model`)
  if ((body.tools ?? []).length > 0 && !can.includes('tools'))
    return refuse(`registry.ollama.ai/library/${withTag(body.model)} does not support tools`)
  if (body.raw === true && (body.system || body.template || body.context?.length))
    return refuse('raw mode does not support template, system, or context')
  return null
}

/** What only the engine sees, once the model is loaded. */
export function engineRefusal(
  engine: Engine,
  model: StandInModel,
  path: string,
  body: RequestBody,
): Refusal | null {
  const native = path === '/api/chat' && servedTemplate(model, engine.personality) === 'jinja'
  return (
    formatRefusal(body.format, native, engine.personality.llamaServer) ?? imageRefusal(engine, native, body)
  )
}

function formatRefusal(format: unknown, native: boolean, llamaServer: boolean): Refusal | null {
  if (format === undefined || format === null || format === '' || format === 'json') return null
  if (typeof format !== 'object' || Array.isArray(format)) {
    const quoted = JSON.stringify(JSON.stringify(format))
    return { status: 500, error: `invalid format: ${quoted}; expected "json" or a valid JSON Schema object` }
  }
  const { type } = format as { type?: unknown }
  if (type === undefined || Array.isArray(type) || TYPES.includes(String(type))) return null
  if (!llamaServer) return { status: 500, error: 'invalid JSON schema in format' }
  const message = native
    ? `Unable to generate parser for this template. Automatic parser generation failed: JSON schema error at #: unrecognized type ${type}`
    : `Field 'json_schema': "json_schema": JSON schema conversion failed:\nJSON schema error at #: unrecognized type ${type}`
  return nested(400, message, 'invalid_request_error')
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

/** Older servers read an image as the text `[img-0]` instead. */
function imageRefusal(engine: Engine, native: boolean, body: RequestBody): Refusal | null {
  if (!engine.personality.llamaServer || !hasImages(body)) return null
  return native
    ? nested(
        500,
        'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
        'server_error',
      )
    : nested(
        400,
        'Multimodal data provided, but model does not support multimodal requests.',
        'invalid_request_error',
      )
}

function hasImages(body: RequestBody): boolean {
  return (
    (body.images ?? []).length > 0 ||
    (body.messages ?? []).some((message: RequestBody) => message.images?.length > 0)
  )
}

/** llama-server's own error, handed on as a string. */
function nested(code: number, message: string, type: string): Refusal {
  return { status: code, error: JSON.stringify({ error: { code, message, type } }) }
}
