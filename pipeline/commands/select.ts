import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { Command } from 'commander'
import { isUnfit } from '../../retrievers/strategy.js'
import { contextLine } from '../context-line.js'
import { pauseFor } from '../execution.js'
import { indexCorpus } from '../index-corpus.js'
import { pickInstructions, selectContexts } from '../select-contexts.js'
import { makeStrategy, type StrategyName } from '../strategies.js'
import { openTokenCounter } from '../token-counters.js'
import {
  budgetList,
  type CommonOptions,
  type IndexOptions,
  idList,
  indexSpecOf,
  integer,
  inWorkspace,
  progressOf,
  strategyList,
  withCommonOptions,
  withIndexOptions,
} from './common-options.js'

type Options = CommonOptions &
  IndexOptions & {
    readonly strategies: StrategyName[]
    readonly budgets: number[]
    readonly instructions?: string[]
    readonly counter: string
    readonly seed: number
    readonly out?: string
  }

export function selectCommand(finish: (code: number) => void): Command {
  return withIndexOptions(withCommonOptions(new Command('select')))
    .description('choose contexts without generating: one JSON object a line')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--strategies <names>', 'comma-separated', strategyList)
    .requiredOption('--budgets <tokens>', 'comma-separated', budgetList)
    .option('--instructions <ids>', 'comma-separated; all where not given', idList)
    .option('--counter <name>', 'cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'of the random strategies', integer, 7)
    .option('--out <file>', 'contexts.jsonl to write (0600); standard output where not given')
    .addHelpText(
      'after',
      '\nExample:\n  chartsift select CORPUS --strategies bm25,hybrid --budgets 500,1000 --out contexts.jsonl\n',
    )
    .action(async (corpus: string, options: Options) => {
      await inWorkspace(options.workspace, async (workspace, signal) => {
        const progress = progressOf(options)
        const counter = await openTokenCounter(options.counter)
        const indexed = await indexCorpus(
          workspace,
          { folder: corpus, ehrs: options.ehrs ?? null, verify: false },
          indexSpecOf(options),
          { workers: options.workers, progress, signal },
        )
        const instructions = pickInstructions(indexed, options.instructions ?? null)
        const factsOf = (id: string) => indexed.facts.get(id) ?? []
        const strategies = options.strategies.map((name) =>
          makeStrategy(name, { seed: options.seed, factsOf }),
        )
        const out =
          options.out === undefined ? process.stdout : createWriteStream(options.out, { mode: 0o600 })
        let unfit = 0
        progress.start('select', instructions.length)
        const selected = selectContexts(indexed, instructions, strategies, options.budgets, counter)
        for await (const { instruction, contexts } of selected) {
          await pauseFor(signal)
          for (const one of contexts) {
            if (isUnfit(one.context)) unfit++
            if (!out.write(`${contextLine(one, counter.name)}\n`)) await once(out, 'drain')
          }
          progress.advance(instruction.instructionId)
        }
        progress.finish()
        if (out !== process.stdout) await closed(out as WriteStream)
        if (unfit > 0) progress.note(`${unfit} contexts could not be made; their lines carry the reason`)
        for (const { patientId, reason } of indexed.failed)
          progress.note(`failed: patient ${patientId}: ${reason}`)
        if (indexed.failed.length > 0) finish(1)
      })
    })
}

async function closed(stream: WriteStream): Promise<void> {
  stream.end()
  await once(stream, 'close')
}
