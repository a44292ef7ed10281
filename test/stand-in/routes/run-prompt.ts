import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Loaded } from '../engine/engine.js'
import { answerLimit, type Generation, generate, type Piece, type Spoken } from '../engine/generation.js'
import type { Slot } from '../engine/runner.js'
import { afterThought, speech, THINKING_ALONE } from '../engine/speech.js'
import { durations } from '../engine/timing.js'
import { answerRoom, type Fitting } from '../engine/window.js'
import type { Arrival } from './completion.js'
import { doneFields, type ReplyShape, replyLine } from './completion-reply.js'
import { breakOff, sendError, sendJson, sendLine } from './replies.js'

export type Run = {
  readonly arrival: Arrival
  readonly shape: ReplyShape
  readonly loaded: Loaded
  readonly slot: Slot
  readonly fitting: Fitting
  readonly tokens: readonly number[]
  readonly think: boolean | null
  readonly says: string
}

/** One prefill batch of llama-server: where it looks whether the client is still there. */
const BATCH = 512
const DIED = 'an error was encountered while running the model: unexpected EOF'

/** Reads the prompt and says the answer, token by token or at once; not a byte before the first token. */
export async function runPrompt(run: Run): Promise<void> {
  const { arrival, shape, loaded, slot, think } = run
  const { body, engine, misbehaviour, gone } = arrival
  const { spoken, thoughtBefore } = speech({
    answer: run.says,
    thinking: loaded.model.thinking,
    think,
    schema: Boolean(body.format),
    misbehaviour,
  })
  let tokens = run.tokens
  let promptTokensRead = await prefill(run, tokens)
  if (gone.aborted) return
  let pieces: readonly Piece[] = []
  let generation = limited(run, tokens, thoughtBefore ? THINKING_ALONE : spoken)
  if (thoughtBefore && generation.reason === 'stop') {
    pieces = generation.pieces
    tokens = afterThought(tokens)
    promptTokensRead = await prefill(run, tokens)
    generation = limited(run, tokens, spoken)
  }
  pieces = [...pieces, ...generation.pieces]
  if (!(await say(run, pieces))) return

  const { evalCount, reason } = generation
  const spent = { ...slot, reload: misbehaviour === 'reload', promptTokensRead, answerTokens: evalCount }
  const times = durations(spent, perToken(run), engine.personality)
  const metrics = { ...times, promptTokens: tokens.length, answerTokens: evalCount }
  const context = shape.chat || body.raw === true ? undefined : contextOf(tokens, pieces)
  const end = reason === null ? { done: false } : doneFields(reason, metrics, misbehaviour, context)
  if (reason !== null) {
    const { prompt_eval_count = 0, eval_count = 0 } = end as {
      prompt_eval_count?: number
      eval_count?: number
    }
    engine.told.push({ path: arrival.path, promptTokens: prompt_eval_count, answerTokens: eval_count })
  }
  const { response } = arrival
  if (body.stream === false) return sendJson(response, 200, replyLine(shape, pieces, end))
  if (reason !== null) sendLine(response, replyLine(shape, [], end))
  response.end()
}

function limited(
  { arrival, fitting, shape }: Run,
  tokens: readonly number[],
  spoken: readonly Spoken[],
): Generation {
  const { num_predict, stop } = arrival.body.options ?? {}
  const asked = answerLimit(num_predict, fitting.window)
  // Recorded on 0.33: through a native template 0 is one token, not the missing limit that it is elsewhere.
  const native = shape.chat && fitting.native && num_predict === 0
  const room = answerRoom(tokens.length, fitting)
  const limit = native ? 1 : room === null ? asked : Math.min(asked, Math.max(1, room))
  const generation = generate(spoken, limit, stop ?? [])
  if (fitting.misbehaviour !== 'length') return generation
  const half = Math.max(1, Math.min(Math.floor(generation.evalCount / 2), asked - 1))
  return { ...generate(spoken, half, []), reason: 'length' }
}

/** How many tokens were read; the older servers read an abandoned prompt to its end. */
async function prefill(run: Run, tokens: readonly number[]): Promise<number> {
  const { engine, gone } = run.arrival
  const read = run.loaded.cache.read(tokens)
  const { prompt } = perToken(run)
  const batch = engine.personality.llamaServer ? BATCH : read
  for (
    let done = 0;
    prompt > 0 && done < read && !(engine.personality.llamaServer && gone.aborted);
    done += batch
  )
    await sleep(prompt * Math.min(batch, read - done), undefined, { ref: false })
  return read
}

/** False: the reply is over already, by an accident or because nobody listens. */
async function say(run: Run, pieces: readonly Piece[]): Promise<boolean> {
  const { arrival, shape } = run
  const { body, response, gone, misbehaviour } = arrival
  const dies = misbehaviour === 'die-mid-stream' || misbehaviour === 'die-mid-stream-silently'
  const { answer } = perToken(run)
  const until = dies ? Math.ceil(pieces.length / 2) : pieces.length
  for (let i = 0; i < until; i++) {
    const piece = pieces[i]!
    if (answer > 0) await sleep(answer * piece.ids.length)
    else if (i % 64 === 0) await nextTurn()
    if (gone.aborted) return false
    if (body.stream !== false && piece.kind !== 'silent' && piece.text !== '')
      sendLine(response, replyLine(shape, [piece], { done: false }))
  }
  if (!dies) return true
  if (misbehaviour === 'die-mid-stream-silently') breakOff(response)
  else if (body.stream === false) sendError(response, 500, DIED)
  else {
    sendLine(response, { error: DIED })
    response.end()
  }
  return false
}

function perToken({ arrival }: Run): { prompt: number; answer: number } {
  const { msPerPromptToken, msPerAnswerToken } = arrival.engine.options
  return { prompt: msPerPromptToken ?? 0, answer: msPerAnswerToken ?? 0 }
}

/** Prompt and answer without BOS, to be sent back for a next turn. */
function contextOf(tokens: readonly number[], pieces: readonly Piece[]): number[] {
  return [...tokens.slice(1), ...pieces.flatMap(({ ids }) => ids)]
}
