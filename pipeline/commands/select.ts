import { Command } from 'commander'
import { isUnfit } from '../../retrievers/strategy.js'
import { contextLine } from '../context-line.js'
import { pauseFor } from '../execution.js'
import { indexCorpus } from '../index-corpus.js'
import { openReranker } from '../named-strategy.js'
import { type Output, openOutput } from '../output-file.js'
import { pickInstructions, unusableContexts } from '../select-contexts.js'
import { selectAsked } from '../select-pool.js'
import { withCut } from '../strategy-name.js'
import { openTokenCounter } from '../token-counters.js'
import type { Workspace } from '../workspace.js'
import {
  budgetList,
  type CommonOptions,
  type IndexOptions,
  idList,
  indexSpecOf,
  integer,
  inWorkspace,
  type StrategyOptions,
  strategyList,
  type Watch,
  withCommonOptions,
  withIndexOptions,
  withStrategyOptions,
} from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions &
  IndexOptions &
  StrategyOptions & {
    readonly strategies: string[]
    readonly budgets: number[]
    readonly instructions?: string[]
    readonly counter: string
    readonly seed: number
    readonly out?: string
  }

export function selectCommand(finish: (code: number) => void): Command {
  return withStrategyOptions(withIndexOptions(withCommonOptions(new Command('select'))))
    .description('choose contexts without generating: one JSON object a line')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--strategies <names>', 'comma-separated', strategyList)
    .requiredOption('--budgets <tokens>', 'comma-separated', budgetList)
    .option('--instructions <ids>', 'comma-separated; all where not given', idList)
    .option('--counter <name>', 'cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'of the random strategies', integer, 7)
    .option('--out <file>', 'contexts.jsonl to write (0600); standard output where not given')
    .addHelpText('after', HELP)
    .action(async (corpus: string, options: Options) => {
      const { out: path } = options
      // Before hours of indexing, not after.
      const out = await openOutput(path ?? null)
      const whenStopped = out.replaces ? `stopped; ${path} was left as it was` : 'stopped'
      try {
        await inWorkspace(
          options,
          async (workspace, watch) => finish(await writeContexts(corpus, options, workspace, watch, out)),
          whenStopped,
        )
        await out.keep()
      } catch (error) {
        await out.discard()
        throw error
      }
    })
}

const HELP = `
A context that a strategy cannot make at this budget has a line with an empty text and the reason; that is no failure.
The file is written beside its place and put there when it is whole.

Example:
  chartsift select CORPUS --strategies bm25,hybrid --budgets 500,1000 --out contexts.jsonl
`

async function writeContexts(
  corpus: string,
  options: Options,
  workspace: Workspace,
  { progress, signal }: Watch,
  out: Output,
): Promise<0 | 1> {
  const counter = await openTokenCounter(options.counter)
  const spec = indexSpecOf(options)
  const execution = { workers: options.workers, progress, signal }
  const names = options.cut ? withCut(options.strategies) : options.strategies
  const reranker = await openReranker(names, options.reranker ?? null)
  const indexed = await indexCorpus(
    workspace,
    { folder: corpus, ehrs: options.ehrs ?? null, verify: false },
    spec,
    execution,
  )
  const { instructions, unusable } = pickInstructions(indexed, options.instructions ?? null)
  const asked = instructions.map((instruction) => ({ instruction, strategies: names }))
  const { budgets, seed } = options
  const setup = { embedder: spec.embedder, counter: options.counter, isFenced: false, budgets, seed }
  let unfit = 0
  progress.start('select', instructions.length)
  const selected = selectAsked(indexed, asked, setup, { counter, reranker }, execution)
  for await (const { instruction, contexts } of selected) {
    await pauseFor(signal)
    for (const one of contexts) {
      if (isUnfit(one.context)) unfit++
      await out.write(`${contextLine(one, counter.name)}\n`)
    }
    progress.advance(instruction.instructionId)
  }
  progress.finish()
  for (const one of unusable.flatMap((each) => unusableContexts(each, names, budgets))) {
    await out.write(`${contextLine(one, counter.name)}\n`)
  }
  if (unfit > 0) progress.note(`${unfit} contexts could not be made; their lines carry the reason`)
  return listFailures({ ...indexed, responses: [] })
}
