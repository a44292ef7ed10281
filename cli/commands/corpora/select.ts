import { counted } from '../../../base/text/format-count.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { rememberOutside } from '../../../pipeline/forgetting/written-outside.js'
import { chooseIndex } from '../../../pipeline/index/choice/choose-index.js'
import { indexCorpus } from '../../../pipeline/index/index-corpus.js'
import { FailedSelections } from '../../../pipeline/results/failed-selections.js'
import { currentNames } from '../../../pipeline/select/current-name.js'
import { openReranker } from '../../../pipeline/select/named-strategy.js'
import { pickInstructions, unusableContexts } from '../../../pipeline/select/select-contexts.js'
import { selectRequested } from '../../../pipeline/select/select-pool.js'
import { sameBudgets } from '../../../pipeline/select/selection.js'
import { withCut } from '../../../pipeline/select/strategy-name.js'
import { pauseFor } from '../../../pipeline/workspace/execution.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { isUnfit } from '../../../retrievers/packing/context.js'
import { type Output, openOutput } from '../../output/output-file.js'
import { contextLine } from '../../show/context-line.js'
import type { CommonOptions, IndexOptions, StrategyOptions } from '../command-options.js'
import { listFailures } from '../experiments/list-failures.js'
import { readingWorkspace, type Watch } from '../in-workspace.js'
import { corpusRequest } from './corpus-request.js'
import { indexWishOf } from './index-spec-of.js'

/** Options of `chartsift select`. */
export type SelectOptions = CommonOptions &
  IndexOptions &
  StrategyOptions & {
    readonly strategies: string[]
    readonly budgets: number[]
    readonly instructions?: string[]
    readonly counter: string
    readonly seed: number
    readonly out?: string
  }
type SelectWork = {
  readonly options: SelectOptions
  readonly workspace: Workspace
  readonly watch: Watch
  readonly out: Output
}

async function writeContexts(
  corpus: string,
  { options, workspace, watch: { progress, signal }, out }: SelectWork,
): Promise<0 | 1> {
  const counter = await openTokenCounter(options.counter)
  const execution = { workers: options.workers, progress, signal }
  const given = currentNames(options.strategies, (message) => progress.note(message))
  const names = options.cut ? withCut(given) : given
  const reranker = await openReranker(names, options.reranker ?? null)
  const request = corpusRequest(corpus, options, { workspace, progress })
  const { spec, message } = chooseIndex(workspace, request, indexWishOf(options))
  const indexed = await indexCorpus(workspace, { corpus: request, spec, message, execution })
  const { instructions, unusable } = pickInstructions(indexed, options.instructions ?? null)
  const requests = instructions.map((instruction) => ({ instruction, strategies: names }))
  const { seed } = options
  const budgets = sameBudgets(names, options.budgets)
  const setup = { embedder: spec.embedder, counter: options.counter, isFenced: false, budgets, seed }
  let unfit = 0
  const failed = new FailedSelections()
  progress.start('select', instructions.length)
  const selected = selectRequested(indexed, { requests, setup, counter, reranker }, execution)
  for await (const { instruction, contexts } of selected) {
    await pauseFor(signal)
    for (const one of contexts) {
      if (isUnfit(one.context)) unfit++
      failed.add(one)
      await out.write(`${contextLine(one, counter.name)}\n`)
    }
    progress.advance(instruction.instructionId)
  }
  progress.finish()
  for (const one of unusable.flatMap((each) => unusableContexts(each, names, budgets))) {
    await out.write(`${contextLine(one, counter.name)}\n`)
  }
  if (unfit > 0) progress.note(`${counted(unfit, 'context')} could not be built; each line gives the reason`)
  return listFailures({ ...indexed, selections: failed.rows(), responses: [] })
}

/** Writes contexts.jsonl, one line per instruction, strategy and budget. @returns the exit code */
export async function select(corpus: string, options: SelectOptions): Promise<number> {
  const { out: path } = options
  // Check now, not after hours of indexing.
  const out = await openOutput(path ?? null)
  const whenStopped = out.replaces ? `stopped; ${path} was left as it was` : 'stopped'
  try {
    const code = await readingWorkspace(
      options,
      (workspace, watch) => writeContexts(corpus, { options, workspace, watch, out }),
      whenStopped,
    )
    await out.keep()
    if (path !== undefined) rememberOutside(options.workspace, path)
    return code
  } catch (error) {
    await out.discard()
    throw error
  }
}
