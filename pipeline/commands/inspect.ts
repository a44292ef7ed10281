import type { Instruction } from '../../corpus/instruction.js'
import { wrapText } from '../../eval/terminal/wrap-text.js'
import type { RecordView } from '../../retrievers/record-view.js'
import type { Context, Strategy, Unfit } from '../../retrievers/strategy.js'
import { isUnfit } from '../../retrievers/strategy.js'
import type { InspectOptions } from '../command-line/corpora/inspect.js'
import { differenceText } from '../context-difference.js'
import { contextLine } from '../context-line.js'
import { contextText } from '../context-text.js'
import { chooseIndex } from '../corpus-index/choose-index.js'
import { FailedSelections } from '../failures/failed-selections.js'
import { countFenced, fenceRecordText } from '../generators/fence.js'
import { indexCorpus } from '../index-corpus.js'
import { namedStrategy, openReranker } from '../named-strategy.js'
import { pickInstructions, selectContexts, viewFor } from '../select-contexts.js'
import { withCut } from '../strategy-name.js'
import { openTokenCounter } from '../token-counters.js'
import type { Workspace } from '../workspace.js'
import { readingWorkspace, type Watch } from './in-workspace.js'
import { indexWishOf } from './index-spec-of.js'
import { listFailures } from './list-failures.js'
import { tableWidth } from './table-width.js'

async function inspect(
  corpus: string,
  options: InspectOptions,
  workspace: Workspace,
  { progress, signal }: Watch,
): Promise<0 | 1> {
  const given = options.versus === undefined ? [options.strategy] : [options.strategy, options.versus]
  const names = options.cut ? withCut(given) : given
  const reranker = await openReranker(names, options.reranker ?? null)
  const counter = countFenced(await openTokenCounter(options.counter))
  const request = { folder: corpus, ehrs: options.ehrs ?? null, verify: false, asOf: options.asof }
  const { spec, message } = chooseIndex(workspace, request, indexWishOf(options))
  if (message !== null) progress.note(message)
  const indexed = await indexCorpus(workspace, request, spec, {
    workers: options.workers,
    progress,
    signal,
  })
  const { instructions } = pickInstructions(indexed, [options.instruction])
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const facts = instructions.flatMap(({ instructionId }) => factsOf(instructionId))
  const strategies = names.map((name) => namedStrategy(name, { seed: options.seed, factsOf, reranker }))
  const fitting: Context[] = []
  const failed = new FailedSelections()
  for await (const { instruction, contexts } of selectContexts(
    indexed,
    instructions,
    () => strategies,
    [options.budget],
    counter,
  )) {
    if (!options.json) {
      const isReadable = contexts.some(({ context }) => !isUnfit(context))
      const view = isReadable ? viewFor(instruction, indexed) : null
      const explained = await explanations(strategies, instruction, view)
      process.stdout.write(wrapText(explained, tableWidth(options)))
    }
    for (const one of contexts) {
      failed.add(one)
      const shown = { ...one, context: asRead(one.context) }
      if (!isUnfit(shown.context)) fitting.push(shown.context)
      process.stdout.write(
        options.json
          ? `${contextLine(shown, counter.name)}\n`
          : contextText(shown, counter, facts, tableWidth(options)),
      )
    }
  }
  const [first, second] = fitting
  if (!options.json && options.versus !== undefined && first !== undefined && second !== undefined) {
    process.stdout.write(differenceText([names[0]!, names[1]!], [first, second], facts, tableWidth(options)))
  }
  return listFailures({ failed: indexed.failed, unusable: [], selections: failed.rows(), responses: [] })
}

/** How the strategies that read an instruction understood it. `view`: null where its record cannot be read. */
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

export async function inspectInstruction(corpus: string, options: InspectOptions): Promise<number> {
  return readingWorkspace(
    { ...options, quiet: options.quiet || options.json },
    (workspace, watch) => inspect(corpus, options, workspace, watch),
    'stopped',
  )
}
