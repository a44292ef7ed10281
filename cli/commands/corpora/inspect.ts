import type { Instruction } from '../../../corpus/instruction.js'
import { wrapText } from '../../../eval/report/tables/wrap-text.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { chooseIndex } from '../../../pipeline/index/choice/choose-index.js'
import { indexCorpus } from '../../../pipeline/index/index-corpus.js'
import { FailedSelections } from '../../../pipeline/results/failed-selections.js'
import { currentName, renamedWarning } from '../../../pipeline/select/current-name.js'
import { openReranker } from '../../../pipeline/select/named-strategy.js'
import { pickInstructions, selectContexts, viewFor } from '../../../pipeline/select/select-contexts.js'
import { sameBudgets, selectionOf } from '../../../pipeline/select/selection.js'
import { withCut } from '../../../pipeline/select/strategy-name.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { fenceRecordText } from '../../../prompts/fence.js'
import type { Context, Unfit } from '../../../retrievers/packing/context.js'
import { isUnfit } from '../../../retrievers/packing/context.js'
import type { Strategy } from '../../../retrievers/strategy.js'
import type { RecordView } from '../../../retrievers/view/record-view.js'
import { differenceText } from '../../show/context-difference.js'
import { contextLine } from '../../show/context-line.js'
import { contextText } from '../../show/context-text.js'
import type { CommonOptions, IndexOptions, StrategyOptions, TableOptions } from '../command-options.js'
import { listFailures } from '../experiments/list-failures.js'
import { readingWorkspace, type Watch } from '../in-workspace.js'
import { tableWidth } from '../table-width.js'
import { corpusRequest } from './corpus-request.js'
import { indexWishOf } from './index-spec-of.js'

/** Options of `chartsift inspect`. */
export type InspectOptions = CommonOptions &
  TableOptions &
  IndexOptions &
  StrategyOptions & {
    readonly instruction: string
    readonly strategy: string
    readonly versus?: string
    readonly budget: number
    readonly counter: string
    readonly seed: number
    readonly json: boolean
  }
type InspectWork = {
  readonly options: InspectOptions
  readonly workspace: Workspace
  readonly watch: Watch
}

async function inspect(
  corpus: string,
  { options, workspace, watch: { progress, signal } }: InspectWork,
): Promise<0 | 1> {
  const chosen = options.versus === undefined ? [options.strategy] : [options.strategy, options.versus]
  const warning = renamedWarning(chosen)
  if (warning !== null) progress.note(warning)
  const current = chosen.map(currentName)
  const names = options.cut ? withCut(current) : current
  const reranker = await openReranker(names, options.reranker ?? null)
  const given = await openTokenCounter(options.counter)
  const request = corpusRequest(corpus, options, { workspace, progress })
  const { spec, message } = chooseIndex(workspace, request, indexWishOf(options))
  const indexed = await indexCorpus(workspace, {
    corpus: request,
    spec,
    message,
    execution: {
      workers: options.workers,
      progress,
      signal,
    },
  })
  const { instructions } = pickInstructions(indexed, [options.instruction])
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const facts = instructions.flatMap(({ instructionId }) => factsOf(instructionId))
  const requests = instructions.map((instruction) => ({ instruction, strategies: names }))
  const setup = { isFenced: true, budgets: sameBudgets(names, [options.budget]), seed: options.seed }
  const selection = await selectionOf(requests, setup, { counter: given, factsOf, reranker })
  const { counter } = selection
  const fitting: Context[] = []
  const failed = new FailedSelections()
  for await (const { instruction, contexts } of selectContexts(indexed, instructions, selection)) {
    if (!options.json) {
      const isReadable = contexts.some(({ context }) => !isUnfit(context))
      const view = isReadable ? viewFor(instruction, indexed) : null
      const explained = await explanations(selection.strategiesFor(instruction), instruction, view)
      process.stdout.write(wrapText(explained, tableWidth(options)))
    }
    for (const one of contexts) {
      failed.add(one)
      const shown = { ...one, context: asRead(one.context) }
      if (!isUnfit(shown.context)) fitting.push(shown.context)
      process.stdout.write(
        options.json
          ? `${contextLine(shown, counter.name)}\n`
          : contextText(shown, { counter, facts, width: tableWidth(options) }),
      )
    }
  }
  const [first, second] = fitting
  if (!options.json && options.versus !== undefined && first !== undefined && second !== undefined) {
    process.stdout.write(
      differenceText([names[0]!, names[1]!], {
        contexts: [first, second],
        facts,
        width: tableWidth(options),
      }),
    )
  }
  return listFailures({ failed: indexed.failed, unusable: [], selections: failed.rows(), responses: [] })
}

/** How each strategy that interprets instructions understood this one. `view` is null if the record cannot be read. */
async function explanations(
  strategies: readonly Strategy[],
  instruction: Instruction,
  view: RecordView | null,
): Promise<string> {
  let text = ''
  for (const { name, explain } of strategies) {
    if (explain !== undefined) text += `${name} reads: ${await explain(instruction, view ?? undefined)}\n`
  }
  return text
}

function asRead(context: Context | Unfit): Context | Unfit {
  return isUnfit(context) ? context : { ...context, text: fenceRecordText(context.text).text }
}

/**
 * Prints one instruction's context, its score breakdown and, with --versus, the difference.
 * @returns the exit code
 */
export async function inspectInstruction(corpus: string, options: InspectOptions): Promise<number> {
  return readingWorkspace(
    { ...options, quiet: options.quiet || options.json },
    (workspace, watch) => inspect(corpus, { options, workspace, watch }),
    'stopped',
  )
}
