import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Instruction } from '../corpus/instruction.js'
import type { Reranker } from '../indexes/reranker.js'
import { readTemplate, renderPrompt } from '../prompts/render-prompt.js'
import { isUnfit } from '../retrievers/strategy.js'
import type { TokenCounter } from '../retrievers/token-counter.js'
import { askingOnce } from './asking-once.js'
import { type Execution, pauseFor } from './execution.js'
import type { ExperimentFile } from './experiment-file.js'
import { countFenced, fenceRecordText, RECORD_BEGIN } from './generators/fence.js'
import { GenerationFailure, type Generator } from './generators/generator.js'
import { inParallel } from './in-parallel.js'
import type { IndexedCorpus } from './index-corpus.js'
import { type Asker, NOTHING_ASKED } from './loop/asking.js'
import { ownVersion } from './own-version.js'
import { type Cell, ResultsStore, type StoredContext } from './results-store.js'
import { type SelectedContext, selectContexts } from './select-contexts.js'
import { selectAsked } from './select-pool.js'
import { strategiesOf } from './selection.js'
import { asksModel } from './strategy-name.js'
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
  /** Table of people's labels that judges are held against; null where the file names none. */
  readonly labels: string | null
}

/**
 * Everything that decides a context or a response, but for what their keys name (strategy, budget, generator): another
 * hash is another experiment, and what is stored under one hash can be kept, measured and reported again.
 */
export function experimentHash({ file, indexed, counter, reranker }: Experiment): string {
  const inputs = {
    format: 6,
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

export function promptFile(file: Pick<ExperimentFile, 'prompt'>): string {
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
  asker: Asker | null,
  workspace: Workspace,
  options: RunOptions,
  execution: Execution,
): Promise<{ readonly folder: string; readonly store: ResultsStore }> {
  const folder = workspace.experimentFolder(experiment.file.name, experimentHash(experiment))
  if (options.fresh) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const store = new ResultsStore(join(folder, 'results.db'))
  try {
    await storeContexts(experiment, store, execution)
    if (asker !== null) await storeAskedContexts(experiment, asker, store, options, execution)
    for (const name of new Set(generators.map((generator) => generator.name))) {
      const repeats = generators.filter((generator) => generator.name === name)
      await storeResponses(experiment, repeats, store, options, execution)
    }
    return { folder, store }
  } catch (error) {
    store.close()
    throw error
  }
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
      strategies: store.missingStrategies(
        instruction.instructionId,
        file.strategies.filter((name) => !asksModel(name)),
        file.budgets,
      ),
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
    store.putContexts(contexts.map((selected) => storedContext(selected, null)))
    progress.advance(instruction.instructionId)
  }
  progress.finish()
}

/** As selected. @param asker where its strategy asked a model */
function storedContext(
  { instruction, strategy, budget, context: selected, droppedFacts }: SelectedContext,
  asker: Asker | null,
): StoredContext {
  const { instructionId, patientId } = instruction
  const cell = { instructionId, patientId, strategy, budget, droppedFacts }
  const by = asker === null ? null : { by: asker.identity, model: asker.name }
  if (!isUnfit(selected)) {
    const { asked: took = NOTHING_ASKED, ...context } = selected
    return { ...cell, ...context, asked: by === null ? null : { ...took, ...by }, reason: null }
  }
  return {
    ...cell,
    tokens: 0,
    dropped: 0,
    truncated: 0,
    text: '',
    passages: [],
    asked: by === null ? null : { ...NOTHING_ASKED, ...by },
    reason: selected.reason,
  }
}

/** Contexts of strategies that ask a model, patients side by side, as far as its servers can use it. */
async function storeAskedContexts(
  experiment: Experiment,
  asker: Asker,
  store: ResultsStore,
  { retryFailed }: RunOptions,
  { progress, signal }: Execution,
): Promise<void> {
  const { file, indexed, instructions, counter } = experiment
  const names = file.strategies.filter(asksModel)
  const asked = instructions
    .map((instruction) => ({
      instruction,
      strategies: store.missingStrategies(
        instruction.instructionId,
        names,
        file.budgets,
        asker.identity,
        retryFailed,
      ),
    }))
    .filter(({ strategies }) => strategies.length > 0)
  const counted = isFenced(readTemplate(promptFile(file))) ? countFenced(counter) : counter
  progress.start(`select (${asker.name})`, asked.length)
  const patients = [...new Set(asked.map(({ instruction }) => instruction.patientId))]
  await inParallel(patients, asker.parallel, signal, async (patientId, own) => {
    const ofPatient = asked.filter(({ instruction }) => instruction.patientId === patientId)
    const asking = asker.asking(file.budgets, counted, own)
    const strategiesFor = strategiesOf(ofPatient, {
      seed: file.seed,
      factsOf: () => [],
      reranker: null,
      asking,
    })
    const theirs = ofPatient.map(({ instruction }) => instruction)
    for await (const { instruction, contexts } of selectContexts(
      indexed,
      theirs,
      strategiesFor,
      file.budgets,
      counted,
    )) {
      await pauseFor(own)
      store.putContexts(contexts.map((selected) => storedContext(selected, asker)))
      progress.advance(instruction.instructionId)
    }
  })
  progress.finish()
}

/** A response for every cell and repeat; several at a time, where the generator can use them. */
async function storeResponses(
  experiment: Experiment,
  repeats: readonly Generator[],
  store: ResultsStore,
  options: RunOptions,
  { progress, signal }: Execution,
): Promise<void> {
  const { file } = experiment
  const template = readTemplate(promptFile(file))
  const { name, parallel = 1, notes = [] } = repeats[0]!
  const keys = store.useGenerators(
    name,
    repeats.map(({ identity }) => identity),
    notes,
  )
  const asked = repeats.map(askingOnce)
  const work = byPatient(experiment.instructions).flatMap((instruction) =>
    file.strategies.flatMap((strategy) =>
      file.budgets.flatMap((budget) =>
        asked.map((generator, i) => ({ instruction, strategy, budget, generator, key: keys[i]! })),
      ),
    ),
  )
  progress.start(`generate (${name})`, work.length)
  await inParallel(work, parallel, signal, async ({ instruction, strategy, budget, generator, key }, own) => {
    await pauseFor(own)
    const cell: Cell = { instructionId: instruction.instructionId, strategy, budget }
    const stored = store.response(cell, key)
    if (stored === undefined || (options.retryFailed && stored.reason !== null)) {
      const response = await respond(instruction, store.context(cell), template, generator, own)
      store.putResponse({ ...cell, generator: key, ...response })
    }
    progress.advance(instruction.instructionId)
  })
  progress.finish()
}

/** Those of one patient together: a server still has the beginning of a prompt that it has just read. */
function byPatient(instructions: readonly Instruction[]): Instruction[] {
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  return patients.flatMap((patientId) => instructions.filter((one) => one.patientId === patientId))
}

/** A published prompt without markers is sent byte for byte. */
function isFenced(template: string): boolean {
  return template.includes(RECORD_BEGIN)
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
}

async function respond(
  instruction: Instruction,
  context: StoredContext,
  template: string,
  generator: Generator,
  signal: AbortSignal,
) {
  if (context.reason !== null) return { ...NO_RESPONSE, reason: context.reason }
  const shown = isFenced(template) ? fenceRecordText(context.text) : { text: context.text, neutralised: 0 }
  const prompt = {
    patientId: instruction.patientId,
    text: renderPrompt(template, { context: shown.text, instruction: instruction.text }),
    context: context.text,
    instruction: instruction.text,
    neutralised: shown.neutralised,
    passages: context.passages,
  }
  try {
    const response = await generator.generate(prompt, signal)
    return { ...response, spans: response.spans ?? [], cost: response.cost ?? null, reason: null }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof GenerationFailure) return { ...NO_RESPONSE, reason: error.message }
    throw error
  }
}
