import type { Misbehaviour } from '../misbehaviour.js'
import { type StandInModel, servedTemplate } from '../model.js'
import type { Message, RequestBody } from '../options.js'
import type { Personality } from '../personality.js'
import { BOS, encode } from '../tokens/tokenizer.js'
import { render } from './template.js'
import { dropForNoReason, dropMessages } from './window.js'

export type Prompt = {
  readonly rendered: string
  /** With BOS, before any cut. */
  readonly tokens: readonly number[]
}

export type Asked = {
  readonly model: StandInModel
  readonly personality: Personality
  readonly body: RequestBody
  readonly messages: readonly Message[]
  readonly window: number
  /** Null: the model cannot think. */
  readonly think: boolean | null
  readonly misbehaviour: Misbehaviour | null
}

/** What of the request the engine gets to read. */
export function buildPrompt(asked: Asked, chat: boolean): Prompt {
  const { body, model, personality, messages, window, think } = asked
  // A literal BOS in a raw prompt comes on top of the tokenizer's own.
  if (body.raw === true) return withBos(body.prompt, [])
  if (!chat && typeof body.template === 'string' && body.template !== '')
    return withBos(fillIn(body.template, body), body.context ?? [])
  const template = servedTemplate(model, personality)
  if (!chat) return withBos(render(messages, template, think), body.context ?? [])
  if (asked.misbehaviour === 'drop-messages')
    return withBos(render(dropForNoReason(messages), template, think), [])
  const keepsAll = personality.knowsTruncate && body.truncate === false
  const kept = keepsAll
    ? messages
    : dropMessages(messages, (some) => encode(render(some, template, think)).length <= window)
  return withBos(render(kept, template, think), [])
}

function withBos(rendered: string, context: readonly number[]): Prompt {
  return { rendered, tokens: [BOS, ...context, ...encode(rendered)] }
}

function fillIn(template: string, { prompt, system }: RequestBody): string {
  return template
    .replace(/\{\{\s*\.System\s*\}\}/g, () => system ?? '')
    .replace(/\{\{\s*\.Prompt\s*\}\}/g, () => prompt ?? '')
}

/** The messages of a request; Ollama takes roles and contents that are not there as empty. */
export function messagesOf(body: RequestBody, chat: boolean): Message[] {
  const given: RequestBody[] = chat
    ? body.messages
    : [
        ...(body.system ? [{ role: 'system', content: body.system }] : []),
        { role: 'user', content: body.prompt, images: body.images },
      ]
  return given.map((message) => ({
    role: message?.role ?? '',
    content: `${(message?.images ?? []).map((_: unknown, i: number) => `[img-${i}]`).join('')}${message?.content ?? ''}`,
  }))
}
