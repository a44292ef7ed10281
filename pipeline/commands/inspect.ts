import { Command } from 'commander'
import type { Context, Unfit } from '../../retrievers/strategy.js'
import { isUnfit } from '../../retrievers/strategy.js'
import { contextLine } from '../context-line.js'
import { contextText, differenceText } from '../context-text.js'
import { indexCorpus } from '../index-corpus.js'
import { pickInstructions, selectContexts } from '../select-contexts.js'
import { makeStrategy, type StrategyName } from '../strategies.js'
import { openTokenCounter } from '../token-counters.js'
import {
  type CommonOptions,
  type IndexOptions,
  indexSpecOf,
  integer,
  inWorkspace,
  positiveInteger,
  progressOf,
  strategyName,
  withCommonOptions,
  withIndexOptions,
} from './common-options.js'

type Options = CommonOptions &
  IndexOptions & {
    readonly instruction: string
    readonly strategy: StrategyName
    readonly versus?: StrategyName
    readonly budget: number
    readonly counter: string
    readonly seed: number
    readonly json: boolean
  }

export function inspectCommand(finish: (code: number) => void): Command {
  return withIndexOptions(withCommonOptions(new Command('inspect')))
    .description('show one context as the model would read it, and what stands in it')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--instruction <id>', 'which instruction')
    .requiredOption('--strategy <name>', 'which strategy', strategyName)
    .option('--versus <name>', 'a second strategy to compare with', strategyName)
    .requiredOption('--budget <tokens>', 'tokens the context may take', positiveInteger)
    .option('--counter <name>', 'cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'of the random strategies', integer, 7)
    .option('--json', 'the lines that `select` would write', false)
    .addHelpText(
      'after',
      '\nExample:\n  chartsift inspect CORPUS --instruction 7060080173 --strategy hybrid --budget 1000\n',
    )
    .action(async (corpus: string, options: Options) => {
      await inWorkspace(options.workspace, async (workspace, signal) => {
        const counter = await openTokenCounter(options.counter)
        const indexed = await indexCorpus(
          workspace,
          { folder: corpus, ehrs: options.ehrs ?? null, verify: false },
          indexSpecOf(options),
          {
            workers: options.workers,
            progress: progressOf({ ...options, quiet: options.quiet || options.json }),
            signal,
          },
        )
        const instructions = pickInstructions(indexed, [options.instruction])
        const factsOf = (id: string) => indexed.facts.get(id) ?? []
        const names = options.versus === undefined ? [options.strategy] : [options.strategy, options.versus]
        const strategies = names.map((name) => makeStrategy(name, { seed: options.seed, factsOf }))
        const shown: (Context | Unfit)[] = []
        for await (const { contexts } of selectContexts(
          indexed,
          instructions,
          strategies,
          [options.budget],
          counter,
        )) {
          for (const one of contexts) {
            shown.push(one.context)
            process.stdout.write(
              options.json ? `${contextLine(one, counter.name)}\n` : contextText(one, counter),
            )
          }
        }
        const [first, second] = shown
        if (
          !options.json &&
          first !== undefined &&
          second !== undefined &&
          !isUnfit(first) &&
          !isUnfit(second)
        ) {
          process.stdout.write(differenceText(names, first, second))
        }
        if (shown.some(isUnfit)) finish(1)
      })
    })
}
