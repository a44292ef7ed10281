import { createHash } from 'node:crypto'
import type { ModelCall } from '../../generators/model-call.js'
import { recorded, type StrategyModelSource } from '../../generators/strategy-model.js'
import { readTemplate } from '../../prompts/render-prompt.js'
import { isUnfit } from '../../retrievers/packing/context.js'
import type { Experiment, ExperimentIndex, RunOptions } from '../experiment/experiment.js'
import { isFenced, promptFile } from '../experiment/prompt-file.js'
import type { ResultsStore } from '../results/results-store.js'
import type { StoredContext } from '../results/stored-result.js'
import { strategyOfArm } from '../select/arm.js'
import { type SelectedContext, selectContexts } from '../select/select-contexts.js'
import { selectRequested } from '../select/select-pool.js'
import { promptCounter, type SelectionSetup, selectionOf } from '../select/selection.js'
import { readStrategyName } from '../select/strategy-name.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import { inParallel } from '../workspace/in-parallel.js'
import { armsOfIndex, contextsOfArms, missingRequests } from './index-arms.js'

/** Selects and stores the contexts of strategies that ask no model, in several processes if there are enough contexts. */
export async function storeContexts(
  experiment: Experiment,
  store: ResultsStore,
  execution: Execution,
): Promise<void> {
  for (const index of experiment.indexes) await storeContextsOn(index, { experiment, store }, execution)
}

async function storeContextsOn(
  index: ExperimentIndex,
  { experiment, store }: { readonly experiment: Experiment; readonly store: ResultsStore },
  execution: Execution,
): Promise<void> {
  const { arms: planned, instructions, counter, reranker } = experiment
  const { progress, signal } = execution
  const arms = armsOfIndex(experiment, index, false)
  if (arms.length === 0 && index.name !== null) return
  const requests = missingRequests(instructions, (id) =>
    store.contexts.missingStrategies(id, {
      strategies: arms,
      budgetsOf: (arm) => planned.budgetsOf(arm),
      selectorKey: null,
      retryFailed: false,
    }),
  )
  progress.start(index.name === null ? 'select' : `select on ${index.name}`, requests.length)
  const wanted = { requests, setup: setupOf(experiment, index, arms), counter, reranker }
  const selected = selectRequested(index.indexed, wanted, execution)
  for await (const { instruction, contexts } of selected) {
    await pauseFor(signal)
    store.contexts.put(contextsOfArms(contexts, arms).map((selected) => storedContext(selected, null)))
    progress.advance(instruction.instructionId)
  }
  progress.finish()
}

/** Tokens are counted as the model will read them; the stored text is the chart's own. @param arms those of this index */
function setupOf(
  { file, counterSpec, arms: planned }: Experiment,
  { indexed }: ExperimentIndex,
  arms: readonly string[],
): SelectionSetup {
  return {
    embedder: indexed.spec.embedder,
    counter: counterSpec,
    isFenced: isFenced(readTemplate(promptFile(file))),
    budgets: Object.fromEntries(arms.map((arm) => [strategyOfArm(arm), planned.budgetsOf(arm)])),
    seed: file.seed,
  }
}

/** A selected context in its stored form. @param asker null if its strategy asked no model */
function storedContext(
  { instruction, strategy, budget, context: selected, droppedFacts }: SelectedContext,
  asker: StrategyModelSource | null,
): StoredContext {
  const { instructionId, patientId } = instruction
  const cell = { instructionId, patientId, strategy, budget, droppedFacts }
  const asked = asker === null ? null : { by: selectorKey(strategy, asker), model: asker.name }
  if (!isUnfit(selected)) {
    return { ...cell, ...selected, asked, reason: null, needed: null }
  }
  return {
    ...cell,
    tokens: 0,
    dropped: 0,
    truncated: 0,
    text: '',
    passages: [],
    asked,
    reason: selected.reason,
    needed: selected.needed ?? null,
  }
}

/**
 * Hash of everything besides an instruction and its record that decides what a model replies to a strategy: with a different
 * hash, contexts are selected again.
 */
function selectorKey(arm: string, { identity }: StrategyModelSource): string {
  const spec = readStrategyName(strategyOfArm(arm))
  if ('problem' in spec || spec.base.kind !== 'asks a model') throw new Error(`${arm} asks no model`)
  const prompts = spec.base.prompts.map(readTemplate)
  return createHash('sha256')
    .update(JSON.stringify([identity, prompts]))
    .digest('hex')
    .slice(0, 16)
}

/** `asker`: the model that strategies ask. */
type ModelSelection = {
  readonly experiment: Experiment
  readonly asker: StrategyModelSource
  readonly options: RunOptions
}

/** Selects and stores the contexts of strategies that ask a model, several patients at a time if its servers can use that. */
export async function storeModelContexts(
  selection: ModelSelection,
  store: ResultsStore,
  execution: Execution,
): Promise<void> {
  for (const index of selection.experiment.indexes)
    await storeModelContextsOn(index, { ...selection, store }, execution)
}

async function storeModelContextsOn(
  index: ExperimentIndex,
  { experiment, asker, options, store }: ModelSelection & { readonly store: ResultsStore },
  { progress, signal }: Execution,
): Promise<void> {
  const { arms: planned, instructions, counter } = experiment
  const { indexed } = index
  const arms = armsOfIndex(experiment, index, true)
  if (arms.length === 0 && index.name !== null) return
  const keys = arms.map((arm) => ({ arm, selectorKey: selectorKey(arm, asker) }))
  const requests = missingRequests(instructions, (id) =>
    keys.flatMap(({ arm, selectorKey }) =>
      store.contexts.missingStrategies(id, {
        strategies: [arm],
        budgetsOf: (one) => planned.budgetsOf(one),
        selectorKey,
        retryFailed: options.retryFailed,
      }),
    ),
  )
  const setup = setupOf(experiment, index, arms)
  progress.start(`select${index.name === null ? '' : ` on ${index.name}`} (${asker.name})`, requests.length)
  const patients = [...new Set(requests.map(({ instruction }) => instruction.patientId))]
  await inParallel(patients, {
    most: asker.parallel,
    signal,
    work: async (patientId, own) => {
      const ofPatient = requests.filter(({ instruction }) => instruction.patientId === patientId)
      const spent: { readonly strategy: string; readonly calls: readonly ModelCall[] }[] = []
      const asking = (strategy: string) =>
        asker.asking(setup.budgets[strategy]!, promptCounter(counter, setup), own)
      const selection = await selectionOf(ofPatient, setup, {
        counter,
        factsOf: (id) => indexed.facts.get(id) ?? [],
        reranker: null,
        strategyModelFor: (strategy) =>
          recorded(asking(strategy), (calls) => spent.push({ strategy, calls })),
      })
      const theirs = ofPatient.map(({ instruction }) => instruction)
      for await (const { instruction, contexts } of selectContexts(indexed, theirs, selection)) {
        await pauseFor(own)
        store.together(() => {
          store.contexts.put(contextsOfArms(contexts, arms).map((selected) => storedContext(selected, asker)))
          for (const { strategy: spender, calls } of spent.splice(0)) {
            const strategy = arms.find((arm) => strategyOfArm(arm) === spender)!
            store.calls.put({ work: 'context', model: asker.name, key: '', strategy, budget: null }, calls)
          }
        })
        progress.advance(instruction.instructionId)
      }
    },
  })
  progress.finish()
}
