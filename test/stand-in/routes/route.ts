import type { ServerResponse } from 'node:http'
import type { Engine } from '../engine/engine.js'
import { withTag } from '../model.js'
import type { ReceivedRequest } from '../options.js'
import { type Arrival, complete } from './completion.js'
import { embed } from './embed.js'
import { listLoaded, listModels, showModel } from './listing.js'
import { modelInfo } from './model-info.js'
import { breakOff, sendError, sendJson, sendText } from './replies.js'
import { unmarshal } from './unmarshal.js'

export type Routed = {
  readonly engine: Engine
  readonly received: ReceivedRequest
  readonly raw: string
  readonly response: ServerResponse
  readonly gone: AbortSignal
}

/** The Go struct that each posting path is read into. */
const STRUCTS: Readonly<Record<string, string>> = {
  '/api/chat': 'ChatRequest',
  '/api/generate': 'GenerateRequest',
  '/api/embed': 'EmbedRequest',
  '/api/show': 'ShowRequest',
}
const GETS = ['/', '/api/version', '/api/tags', '/api/ps']

export async function routeRequest(routed: Routed): Promise<void> {
  const { engine, received, raw, response, gone } = routed
  const { method, path, misbehaviour } = received
  if (accident(routed)) return
  const struct = STRUCTS[path]
  if (struct === undefined) {
    if (!GETS.includes(path)) return sendText(response, 404, '404 page not found')
    return method === 'GET' || method === 'HEAD'
      ? answerGet(routed)
      : sendText(response, 405, '405 method not allowed')
  }
  if (method !== 'POST') return sendText(response, 405, '405 method not allowed')
  const unmarshalled = unmarshal(raw, struct, engine.personality)
  if ('error' in unmarshalled) return sendError(response, 400, unmarshalled.error)
  const arrival: Arrival = { engine, path, body: unmarshalled.body, misbehaviour, response, gone }
  if (path === '/api/show') return show(arrival)
  return path === '/api/embed' ? embed(arrival) : complete(arrival)
}

/** Misbehaviours that need not know what the request is about. True: it is answered, or never will be. */
function accident({ received: { misbehaviour, path }, response }: Routed): boolean {
  switch (misbehaviour) {
    case 'hang-before-headers':
      return true
    case 'error-500':
      sendError(response, 500, 'an error was encountered while running the model: unexpected EOF')
      return true
    case 'error-503':
      sendError(response, 503, 'server busy, please try again.  maximum pending requests exceeded')
      return true
    case 'invalid-json':
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        .end('{"model":"tiny","message":{"ro')
      return true
    case 'die-mid-stream-silently':
      // A path that does not generate has no middle.
      if (path === '/api/chat' || path === '/api/generate') return false
      breakOff(response)
      return true
    default:
      return false
  }
}

function answerGet({ engine, received: { path, misbehaviour }, response }: Routed): void {
  if (path === '/api/version') sendJson(response, 200, { version: engine.personality.version })
  else if (path === '/api/tags') sendJson(response, 200, listModels(engine, misbehaviour))
  else if (path === '/api/ps') sendJson(response, 200, listLoaded(engine, misbehaviour))
  else response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('Ollama is running')
}

function show({ engine, body, misbehaviour, response }: Arrival): void {
  const name: string = body.model ?? ''
  const model = engine.find(name)
  if (model !== undefined) {
    const info = { model_info: modelInfo(model, body.verbose === true) }
    sendJson(response, 200, { ...showModel(engine, model, misbehaviour), ...info })
  } else {
    const asked = engine.personality.llamaServer ? withTag(name) : name
    sendError(response, 404, `model '${asked}' not found`)
  }
}
