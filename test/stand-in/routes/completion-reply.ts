import type { Piece } from '../engine/generation.js'
import type { Durations } from '../engine/timing.js'
import type { Misbehaviour } from '../misbehaviour.js'
import type { StandInModel } from '../model.js'
import { tokenBytes } from '../tokens/tokenizer.js'
import { timestamp } from './replies.js'

export type ReplyShape = {
  readonly chat: boolean
  /** As the client wrote it. */
  readonly asked: string
  readonly model: StandInModel
  readonly misbehaviour: Misbehaviour | null
  readonly logprobs: boolean
}

export type Metrics = Durations & { readonly promptTokens: number; readonly answerTokens: number }

/** One line of a stream, or the whole reply with what all pieces say. */
export function replyLine(shape: ReplyShape, pieces: readonly Piece[], end: object): object {
  const said = (kind: Piece['kind']) =>
    pieces.flatMap((piece) => (piece.kind === kind ? [piece.text] : [])).join('')
  const thinking = said('thinking') || undefined
  const text = said('content')
  return {
    model: shape.asked,
    ...remote(shape),
    created_at: timestamp(),
    ...(shape.chat
      ? { message: { role: 'assistant', content: text, thinking } }
      : { response: text, thinking }),
    ...end,
    ...(shape.logprobs && pieces.length > 0 ? { logprobs: pieces.flatMap(logprob) } : {}),
  }
}

function remote({ model, misbehaviour }: ReplyShape): object {
  if (model.remoteHost !== undefined)
    return { remote_model: model.name.split(':')[0], remote_host: model.remoteHost }
  return misbehaviour === 'remote' ? { remote_model: 'big', remote_host: 'https://ollama.com:443' } : {}
}

function logprob({ text, ids }: Piece): object[] {
  return [{ token: text, logprob: -0.5, bytes: [...Buffer.concat(ids.map(tokenBytes))] }]
}

/** What a finished reply ends with; Go leaves out what is zero. */
export function doneFields(
  reason: string,
  metrics: Metrics,
  misbehaviour: Misbehaviour | null,
  context?: readonly number[],
): object {
  const counted = misbehaviour !== 'drop-counts'
  const promptTokens = metrics.promptTokens + (misbehaviour === 'off-by-one' ? 1 : 0)
  return {
    done: true,
    done_reason: reason,
    context,
    total_duration: metrics.total_duration || undefined,
    load_duration: metrics.load_duration || undefined,
    prompt_eval_count: (counted && promptTokens) || undefined,
    prompt_eval_duration: metrics.prompt_eval_duration || undefined,
    eval_count: (counted && metrics.answerTokens) || undefined,
    eval_duration: metrics.eval_duration || undefined,
  }
}
