import type { Instruction } from '../../corpus/instruction.js'
import { GenerationFailure, type Generator, NO_THOUGHTS, type Prompt } from '../../generators/generator.js'
import { fenceRecordText } from '../../prompts/fence.js'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import { passageEvents } from '../charts/passage-events.js'
import type { Experiment } from '../experiment/experiment.js'
import { isFenced, promptFile } from '../experiment/prompt-file.js'
import { isFinal } from '../failures/final-failure.js'
import type { ResultsStore } from '../results/results-store.js'
import type { Cell, StoredContext } from '../results/stored-result.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import { inParallel } from '../workspace/in-parallel.js'
import { withoutTwins } from './without-twins.js'

/** How to answer. `retryFailed`: answer again if an answer failed before. */
export type Answering = {
  readonly experiment: Experiment
  readonly store: ResultsStore
  readonly retryFailed: boolean
}

/**
 * Stores a response for every cell and repeat of one generator, several at a time if it can use them. Keeps stored responses.
 * @param repeats the generator, once for each repeat
 */
export async function storeResponses(
  repeats: readonly Generator[],
  { experiment, store, retryFailed }: Answering,
  { progress, signal }: Execution,
): Promise<void> {
  const template = readTemplate(promptFile(experiment.file))
  const { name, parallel = 1, notes = [], trial = [], servers = [] } = repeats[0]!
  const keys = store.generators.use(
    name,
    repeats.map(({ identity }) => identity),
    notes,
  )
  store.calls.tried(name, keys[0]!, trial)
  const asked = repeats.map(withoutTwins)
  const work = byPatient(experiment.instructions).flatMap((instruction) =>
    experiment.arms
      .of(name)
      .flatMap(({ strategy, budget }) =>
        asked.map((generator, i) => ({ instruction, strategy, budget, generator, key: keys[i]! })),
      ),
  )
  const left = work.filter(({ instruction: { instructionId }, strategy, budget, key }) => {
    const stored = store.responses.get({ instructionId, strategy, budget }, key)
    return stored === undefined || (retryFailed && stored.reason !== null && !isFinal(stored.reason))
  })
  progress.start(`generate (${name})`, work.length, work.length - left.length)
  await inParallel(left, {
    most: parallel,
    signal,
    work: async ({ instruction, strategy, budget, generator, key }, own) => {
      await pauseFor(own)
      const cell: Cell = { instructionId: instruction.instructionId, strategy, budget }
      const context = store.contexts.get(cell)
      const prompt = promptOf(instruction, context, template)
      const eventsOf = passageEvents(experiment.charts.of(instruction.patientId))
      const { calls, ...response } = await respond(context, {
        prompt: { ...prompt, eventsOf },
        generator,
        signal: own,
      })
      store.together(() => {
        store.responses.put({ ...cell, generator: key, ...response })
        store.calls.put({ work: 'answer', model: name, key, strategy, budget }, calls)
        if (calls.length > 0) store.servers.put(name, servers)
      })
      // Stored responses took no time.
      const isWork =
        calls.length === 0 ? response.reason === null : calls.some(({ outcome }) => outcome !== 'cached')
      progress.advance(instruction.instructionId, isWork)
    },
  })
  progress.finish()
}

/** Groups instructions by patient: a server still has the beginning of a prompt that it has just read. */
function byPatient(instructions: readonly Instruction[]): Instruction[] {
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  return patients.flatMap((patientId) => instructions.filter((one) => one.patientId === patientId))
}

const NO_RESPONSE = {
  text: null,
  citations: [],
  spans: [],
  unknownCitations: 0,
  promptTokens: null,
  responseTokens: null,
  model: null,
  milliseconds: null,
  cost: null,
  thoughts: NO_THOUGHTS,
  calls: [],
}

function promptOf(instruction: Instruction, context: StoredContext, template: string): Prompt {
  const shown = isFenced(template) ? fenceRecordText(context.text) : { text: context.text, neutralised: 0 }
  return {
    patientId: instruction.patientId,
    text: renderPrompt(template, { context: shown.text, instruction: instruction.text }),
    context: context.text,
    instruction: instruction.text,
    neutralised: shown.neutralised,
    passages: context.passages,
  }
}
type AnswerWork = {
  readonly prompt: Prompt
  readonly generator: Generator
  readonly signal: AbortSignal
}

async function respond(context: StoredContext, { prompt, generator, signal }: AnswerWork) {
  if (context.reason !== null) return { ...NO_RESPONSE, reason: context.reason }
  try {
    const response = await generator.generate(prompt, signal)
    const { spans = [], cost = null, thoughts = NO_THOUGHTS, calls = [] } = response
    return { ...response, spans, cost, thoughts, calls, reason: null }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof GenerationFailure) {
      const { message: reason, thoughts, calls } = error
      const milliseconds = calls.length === 0 ? null : calls.reduce((sum, call) => sum + call.milliseconds, 0)
      return { ...NO_RESPONSE, reason, thoughts, calls, milliseconds }
    }
    throw error
  }
}
