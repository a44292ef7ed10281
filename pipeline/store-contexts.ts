import { readTemplate } from '../prompts/render-prompt.js'
import { isUnfit } from '../retrievers/strategy.js'
import { type Execution, pauseFor } from './execution.js'
import { type Experiment, isFenced, promptFile, type RunOptions } from './experiment.js'
import { countFenced } from './generators/fence.js'
import { inParallel } from './in-parallel.js'
import { type Asker, NOTHING_ASKED } from './loop/asking.js'
import type { ResultsStore, StoredContext } from './results-store.js'
import { type SelectedContext, selectContexts } from './select-contexts.js'
import { selectAsked } from './select-pool.js'
import { strategiesOf } from './selection.js'
import { asksModel } from './strategy-name.js'

/** Contexts of strategies that ask no model, in processes where there are enough. */
export async function storeContexts(
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
export async function storeAskedContexts(
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
