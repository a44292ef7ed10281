import { setTimeout as sleep } from 'node:timers/promises'
import { keepAliveMs } from '../engine/keep-alive.js'
import { durations } from '../engine/timing.js'
import { type Refusal, servedWindow } from '../engine/window.js'
import { isEmbedder, type StandInModel } from '../model.js'
import type { RequestBody } from '../options.js'
import { decode, encode } from '../tokens/tokenizer.js'
import { pseudoVector, unit } from '../tokens/vectors.js'
import { wordPieces } from '../tokens/word-pieces.js'
import { askedModel, optionRefusal } from './checks.js'
import type { Arrival } from './completion.js'
import { CHAT_LENGTH, EMBEDDING_LENGTH } from './listing.js'
import { breakOff, sendError, sendJson } from './replies.js'

const MARKERS = 2

/** /api/embed */
export async function embed(arrival: Arrival): Promise<void> {
  const { engine, path, body, misbehaviour, response, gone } = arrival
  const { personality } = engine
  const model = askedModel(engine, path, body)
  if ('error' in model) return sendError(response, model.status, model.error)
  const texts = textsOf(body.input)
  if (texts === null) return sendError(response, 400, 'invalid input type')
  const refusal = optionRefusal(body.options)
  if (refusal) return sendError(response, refusal.status, refusal.error)
  if (!isEmbedder(model) && personality.llamaServer) return sendError(response, 501, NO_EMBEDDINGS)

  const loaded = engine.of(model)
  engine.inMemory()
  const slot = await loaded.runner.acquire(engine.loadKey(model, body), gone)
  if (slot === null) return
  if ('error' in slot) return sendError(response, slot.status, slot.error)
  engine.keep(loaded, body, Number.POSITIVE_INFINITY)
  try {
    if (texts.length === 0) return sendJson(response, 200, { model: body.model, embeddings: [] })
    const read = texts.map((text) => readText(arrival, model, text))
    const refused = read.find((each): each is Refusal => 'error' in each)
    if (refused) return sendError(response, refused.status, refused.error)
    const inputs = read as Read[]
    const sum = inputs.reduce((total, { count }) => total + count, 0)
    const perToken = engine.options.msPerPromptToken ?? 0
    if (perToken > 0) await sleep(perToken * sum, undefined, { ref: false })
    if (gone.aborted) return
    const dies = misbehaviour === 'die-mid-stream' || misbehaviour === 'die-mid-stream-silently'
    if (dies) return misbehaviour === 'die-mid-stream' ? sendError(response, 500, DIED) : breakOff(response)
    const spent = { ...slot, reload: misbehaviour === 'reload', promptTokensRead: sum, answerTokens: 0 }
    const times = durations(spent, { prompt: perToken, answer: 0 }, personality)
    const prompt_eval_count =
      misbehaviour === 'drop-counts' ? 0 : sum + (misbehaviour === 'off-by-one' ? 1 : 0)
    sendJson(response, 200, {
      model: body.model,
      embeddings: inputs.map(({ vector }) => vector),
      total_duration: times.total_duration,
      load_duration: times.load_duration,
      prompt_eval_count: prompt_eval_count || undefined,
    })
  } finally {
    engine.keep(loaded, body, keepAliveMs(body.keep_alive)!)
    slot.release()
  }
}

const NO_EMBEDDINGS = 'This server does not support embeddings. Start it with `--embeddings`'
const DIED = 'an error was encountered while running the model: unexpected EOF'

function textsOf(input: unknown): string[] | null {
  if (input === undefined || input === null || input === '') return []
  const texts = Array.isArray(input) ? input : [input]
  return texts.every((text) => typeof text === 'string') ? texts : null
}

type Read = { readonly vector: readonly number[]; readonly count: number }

function readText(
  { engine, body, misbehaviour }: Arrival,
  model: StandInModel,
  text: string,
): Read | Refusal {
  const { personality } = engine
  const ownMarkers = isEmbedder(model) ? MARKERS : 1
  const pieces = isEmbedder(model)
    ? wordPieces(text, personality.embedStripsAccents)
    : encode(text).map((id) => decode([id]))
  const room = servedWindow(body.options?.num_ctx, model.trainedContext) - ownMarkers
  const silent = misbehaviour === 'cut-window' || misbehaviour === 'cut-half'
  if (pieces.length > room && body.truncate === false && !silent)
    return { status: 400, error: personality.embedTooLong }
  const kept = pieces.slice(0, misbehaviour === 'cut-half' ? Math.ceil(room / 2) : room)
  const count = kept.length + (personality.embedCountsMarkers ? ownMarkers : 0)
  return {
    vector: shortened(pseudoVector(kept, isEmbedder(model) ? EMBEDDING_LENGTH : CHAT_LENGTH), body),
    count,
  }
}

/** `dimensions`: the first ones, of norm 1 again; what makes no sense is ignored. */
function shortened(vector: readonly number[], { dimensions }: RequestBody): readonly number[] {
  return dimensions > 0 && dimensions < vector.length ? unit(vector.slice(0, dimensions)) : vector
}
