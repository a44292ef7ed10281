import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Instruction } from '../corpus/instruction.js'
import type { Reranker } from '../indexes/reranker.js'
import { readTemplate, renderPrompt } from '../prompts/render-prompt.js'
import { isUnfit } from '../retrievers/strategy.js'
import type { TokenCounter } from '../retrievers/token-counter.js'
import { type Execution, pauseFor } from './execution.js'
import type { ExperimentFile } from './experiment-file.js'
import { fenceRecordText, RECORD_BEGIN } from './generators/fence.js'
import { GenerationFailure, type Generator } from './generators/generator.js'
import type { IndexedCorpus } from './index-corpus.js'
import { ownVersion } from './own-version.js'
import { type Cell, ResultsStore, type StoredContext } from './results-store.js'
import { selectAsked } from './select-pool.js'
import type { Workspace } from './workspace.js'

/** An experiment whose corpus is indexed and whose counter is open. */
export type Experiment = {
  readonly file: ExperimentFile
  readonly indexed: IndexedCorpus
  readonly instructions: readonly Instruction[]
  readonly counter: TokenCounter
  /** What opens the counter again. */
  readonly counterSpec: string
  /** Null where no strategy reranks. */
  readonly reranker: Reranker | null
  /** Names, in the order of the file. */
  readonly generators: readonly string[]
}

/**
 * Everything that decides a context or a response, but for what their keys name (strategy, budget, generator): another
 * hash is another experiment, and what is stored under one hash can be kept, measured and reported again.
 */
export function experimentHash({ file, indexed, counter, reranker }: Experiment): string {
  const inputs = {
    format: 3,
    version: ownVersion(),
    content: indexed.contentHash,
    parameters: indexed.parameters,
    counter: counter.identity ?? counter.name,
    prompt: readTemplate(promptFile(file)),
    seed: file.seed,
    ...(reranker === null ? {} : { reranker: reranker.hash }),
  }
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex')
}

export function promptFile(file: ExperimentFile): string {
  return file.prompt === 'helm-medalign' ? 'helm-medalign.txt' : `answer-${file.prompt}.txt`
}

export type RunOptions = {
  /** Throw away what an earlier run of the same experiment stored. */
  readonly fresh: boolean
  /** Ask again for responses that failed before. */
  readonly retryFailed: boolean
}

/**
 * Selects contexts, then generates responses; what is stored already is kept. Every (instruction, strategy, budget,
 * generator) ends with a response or a reason.
 */
export async function runExperiment(
  experiment: Experiment,
  generators: readonly Generator[],
  workspace: Workspace,
  options: RunOptions,
  execution: Execution,
): Promise<{ readonly folder: string; readonly store: ResultsStore }> {
  const folder = workspace.experimentFolder(experiment.file.name, experimentHash(experiment))
  if (options.fresh) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store = new ResultsStore(join(folder, 'results.db'))
  await storeContexts(experiment, store, execution)
  for (const generator of generators) {
    await storeResponses(experiment, generator, store, options, execution)
  }
  return { folder, store }
}

async function storeContexts(
  { file, indexed, instructions, counter, counterSpec, reranker }: Experiment,
  store: ResultsStore,
  execution: Execution,
): Promise<void> {
  const { progress, signal } = execution
  const asked = instructions
    .map((instruction) => ({
      instruction,
      strategies: store.missingStrategies(instruction.instructionId, file.strategies, file.budgets),
    }))
    .filter(({ strategies }) => strategies.length > 0)
  const setup = {
    embedder: file.index.embedder,
    counter: counterSpec,
    // Tokens are counted as the model will read them; what is stored is the chart's own text.
    isFenced: isFenced(readTemplate(promptFile(file))),
    budgets: file.budgets,
    seed: file.seed,
  }
  progress.start('select', asked.length)
  const selected = selectAsked(indexed, asked, setup, { counter, reranker }, execution)
  for await (const { instruction, contexts } of selected) {
    await pauseFor(signal)
    store.putContexts(
      contexts.map(({ strategy, budget, context: selected }): StoredContext => {
        const { instructionId, patientId } = instruction
        const cell = { instructionId, patientId, strategy, budget }
        if (!isUnfit(selected)) return { ...cell, ...selected, reason: null }
        return {
          ...cell,
          tokens: 0,
          dropped: 0,
          truncated: 0,
          text: '',
          passages: [],
          reason: selected.reason,
        }
      }),
    )
    progress.advance(instruction.instructionId)
  }
  progress.finish()
}

async function storeResponses(
  experiment: Experiment,
  generator: Generator,
  store: ResultsStore,
  options: RunOptions,
  { progress, signal }: Execution,
): Promise<void> {
  const { file, instructions } = experiment
  const template = readTemplate(promptFile(file))
  const key = store.useGenerator(generator.name, generator.identity)
  progress.start(
    `generate (${generator.name})`,
    instructions.length * file.strategies.length * file.budgets.length,
  )
  for (const instruction of instructions) {
    for (const strategy of file.strategies) {
      for (const budget of file.budgets) {
        await pauseFor(signal)
        const cell: Cell = { instructionId: instruction.instructionId, strategy, budget }
        const stored = store.response(cell, key)
        if (stored === undefined || (options.retryFailed && stored.reason !== null)) {
          store.putResponse({
            ...cell,
            generator: key,
            ...(await respond(instruction, store.context(cell), template, generator, signal)),
          })
        }
        progress.advance(instruction.instructionId)
      }
    }
  }
  progress.finish()
}

/** A published prompt without markers is sent byte for byte. */
function isFenced(template: string): boolean {
  return template.includes(RECORD_BEGIN)
}

const NO_RESPONSE = {
  text: null,
  citations: [],
  unknownCitations: 0,
  promptTokens: null,
  responseTokens: null,
  model: null,
  milliseconds: null,
}

async function respond(
  instruction: Instruction,
  context: StoredContext,
  template: string,
  generator: Generator,
  signal: AbortSignal,
) {
  if (context.reason !== null) return { ...NO_RESPONSE, reason: context.reason }
  const shown = isFenced(template) ? fenceRecordText(context.text).text : context.text
  const prompt = {
    text: renderPrompt(template, { context: shown, instruction: instruction.text }),
    context: context.text,
    instruction: instruction.text,
    passages: context.passages,
  }
  try {
    return { ...(await generator.generate(prompt, signal)), reason: null }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof GenerationFailure) return { ...NO_RESPONSE, reason: error.message }
    throw error
  }
}
