import { InputError } from '../../../base/errors/input-error.js'
import { type ReplySpeed, slowestOf } from '../../servers/reply-speed.js'
import type { PromptTokens } from '../model/opened-model.js'
import { DEPTHS, plantSentinel, type SentinelResult } from './sentinel.js'
import { provenFor, stepName, type Trial, type TriedServer, takeOnce } from './trial.js'

/** Without exact counts, a word that was not found is tried again: small models sometimes miss one at random. */
const MOST_TRIES = 3

/**
 * Plants words at several depths of prompts that fill the window, reports which were found, and stores the speed
 * of the replies.
 */
export async function trySentinels(
  trial: Trial,
  server: TriedServer,
  tokens: PromptTokens | null,
): Promise<void> {
  const { settings, means, signal } = trial
  const { model, window, think, maxAnswerTokens } = settings
  const { connection } = server
  const speeds: ReplySpeed[] = []
  const planted: SentinelResult[] = []
  for (const depth of DEPTHS) {
    const facts = {
      ...provenFor(trial, server, tokens?.counter ?? null),
      depth,
      overhead: tokens?.overhead,
      // A model that thinks gets more room for its answer, so its prompts are shorter.
      thoughtTokens: think === false ? 0 : maxAnswerTokens,
    }
    const plant = async (): Promise<SentinelResult> => {
      const { isFound, ...speed } = await plantSentinel(connection, { settings, tokens, depth, signal })
      speeds.push(speed)
      return { depth, isFound }
    }
    const done = await takeOnce(trial, {
      name: stepName(
        trial,
        connection,
        `a word planted at ${depth}% of a prompt that fills the window of ${window}`,
      ),
      proves: 'planted words',
      facts,
      work: () => tryDepth(plant, tokens),
      detailOf: ({ isFound }) => (isFound ? 'found' : 'not found'),
    })
    if (done !== null) planted.push(done.found)
  }
  if (speeds.length > 0) means.proofs.putSpeed(model, slowestOf(speeds))
  // If a count was wrong, that was already reported.
  if (planted.length < DEPTHS.length) return
  await means.steps.judge(
    stepName(trial, connection, 'what the planted words say'),
    () => {
      const note = readSentinels(planted, { model, address: connection.address, window }, tokens)
      if (note !== null) means.tell(note)
      return note
    },
    (note) => note ?? 'prompts are read in full',
  )
}

async function tryDepth(
  plant: () => Promise<SentinelResult>,
  tokens: PromptTokens | null,
): Promise<SentinelResult> {
  const most = tokens === null ? MOST_TRIES : 1
  for (let tries = 1; ; tries++) {
    const planted = await plant()
    if (planted.isFound || tries >= most) return planted
  }
}

/**
 * The note about the planted words of a model; null if all were found. If prompts are counted exactly, they were
 * read whole in any case, and a missed word only shows how well the model uses long prompts.
 * @throws InputError if prompts are not counted and words were missed: nothing else shows that prompts are read
 * whole
 */
function readSentinels(
  planted: readonly SentinelResult[],
  { model, address, window }: { readonly model: string; readonly address: string; readonly window: number },
  tokens: PromptTokens | null,
): string | null {
  const lost = planted.filter(({ isFound }) => !isFound).map(({ depth }) => `${depth}%`)
  if (lost.length === 0) return null
  const isNowhere = lost.length === planted.length
  if (tokens !== null) {
    const where = isNowhere ? 'from no depth' : `from all depths but ${lost.join(' and ')}`
    return `${model} on ${address} repeats a word ${where} of a full prompt: it reads all of it by count, but may be too weak to use it`
  }
  throw new InputError(
    isNowhere
      ? `expected ${model} on ${address} to repeat a word from a full prompt of its window, but it found the word at no depth, and there is no tokenizer to count with: it cannot be shown that prompts are read`
      : `expected ${model} on ${address} to repeat a word from any depth of a full prompt, but it lost the word at ${lost.join(' and ')} in ${MOST_TRIES} tries, and there is no tokenizer to count with: its window of ${window} tokens may not be read in full`,
  )
}
