import type { ServerResponse } from 'node:http'
import { defaultAnswer } from '../engine/answer.js'
import type { Engine, Loaded } from '../engine/engine.js'
import { keepAliveMs } from '../engine/keep-alive.js'
import { type Asked, buildPrompt, messagesOf } from '../engine/prompt.js'
import type { Slot } from '../engine/runner.js'
import { fitTokens, servedWindow } from '../engine/window.js'
import type { Misbehaviour } from '../misbehaviour.js'
import { servedCapabilities, servedTemplate } from '../model.js'
import type { RequestBody } from '../options.js'
import { askedModel, capabilityRefusal, engineRefusal, optionRefusal } from './checks.js'
import { type ReplyShape, replyLine } from './completion-reply.js'
import { sendError, sendJson } from './replies.js'
import { runPrompt } from './run-prompt.js'

export type Arrival = {
  readonly engine: Engine
  readonly path: string
  readonly body: RequestBody
  readonly misbehaviour: Misbehaviour | null
  readonly response: ServerResponse
  /** Aborts when the client has closed its socket. */
  readonly gone: AbortSignal
}

/** /api/chat and /api/generate: they differ in the fields, hardly in what happens. */
export async function complete(arrival: Arrival): Promise<void> {
  const { engine, path, body, misbehaviour, response, gone } = arrival
  const model = askedModel(engine, path, body)
  if ('error' in model) return sendError(response, model.status, model.error)
  const chat = path === '/api/chat'
  const logprobs = body.logprobs === true && engine.personality.knowsLogprobs
  const shape: ReplyShape = { chat, asked: body.model, model, misbehaviour, logprobs }
  const keepMs = keepAliveMs(body.keep_alive)!
  const loaded = engine.of(model)
  const empty = chat ? (body.messages ?? []).length === 0 : !body.prompt
  if (empty && keepMs === 0) {
    loaded.runner.unload()
    return sendJson(response, 200, replyLine(shape, [], { done: true, done_reason: 'unload' }))
  }
  const refusal = capabilityRefusal(engine, model, path, body) ?? optionRefusal(body.options)
  if (refusal) return sendError(response, refusal.status, refusal.error)

  engine.inMemory() // What has expired is gone before this request looks for it.
  const slot = await loaded.runner.acquire(engine.loadKey(model, body), gone)
  if (slot === null) return
  if ('error' in slot) return sendError(response, slot.status, slot.error)
  engine.keep(loaded, body, Number.POSITIVE_INFINITY)
  try {
    if (empty) sendJson(response, 200, replyLine(shape, [], { done: true, done_reason: 'load' }))
    else await answer(arrival, shape, loaded, slot)
  } finally {
    engine.keep(loaded, body, keepMs)
    slot.release()
  }
}

async function answer(arrival: Arrival, shape: ReplyShape, loaded: Loaded, slot: Slot): Promise<void> {
  const { engine, path, body, misbehaviour, response } = arrival
  const { personality } = engine
  const { model } = loaded
  const asked: Asked = {
    model,
    personality,
    body,
    messages: messagesOf(body, shape.chat),
    window: servedWindow(body.options?.num_ctx, model.trainedContext),
    think: servedCapabilities(model, personality).includes('thinking')
      ? (body.think ?? true) !== false
      : null,
    misbehaviour,
  }
  const prompt = buildPrompt(asked, shape.chat)
  if (body._debug_render_only === true) {
    const nothing = shape.chat ? { message: { role: '', content: '' } } : {}
    const debug = { ...nothing, done: false, _debug_info: { rendered_template: prompt.rendered } }
    return sendJson(response, 200, replyLine(shape, [], debug))
  }
  const refusal = engineRefusal(engine, model, path, body)
  if (refusal) return sendError(response, refusal.status, refusal.error)
  const fitting = {
    personality,
    window: asked.window,
    numKeep: body.options?.num_keep ?? 4,
    truncate: body.truncate !== false,
    shift: body.shift !== false,
    native: shape.chat && servedTemplate(model, personality) === 'jinja',
    misbehaviour,
  }
  const tokens = fitTokens(prompt.tokens, fitting)
  if ('error' in tokens) return sendError(response, tokens.status, tokens.error)
  const { messages } = asked
  const says = engine.options.answer?.({ messages, body }) ?? defaultAnswer(messages, body)
  await runPrompt({ arrival, shape, loaded, slot, fitting, tokens, think: asked.think, says })
}
