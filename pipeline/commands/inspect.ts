import { Command } from 'commander'
import type { Instruction } from '../../corpus/instruction.js'
import type { Context, Strategy, Unfit } from '../../retrievers/strategy.js'
import { isUnfit } from '../../retrievers/strategy.js'
import { differenceText } from '../context-difference.js'
import { contextLine } from '../context-line.js'
import { contextText } from '../context-text.js'
import { countFenced, fenceRecordText } from '../generators/fence.js'
import { indexCorpus } from '../index-corpus.js'
import { namedStrategy, openReranker } from '../named-strategy.js'
import { pickInstructions, selectContexts } from '../select-contexts.js'
import { withCut } from '../strategy-name.js'
import { openTokenCounter } from '../token-counters.js'
import type { Workspace } from '../workspace.js'
import {
  type CommonOptions,
  type IndexOptions,
  indexSpecOf,
  integer,
  inWorkspace,
  positiveInteger,
  type StrategyOptions,
  strategyName,
  type Watch,
  withCommonOptions,
  withIndexOptions,
  withStrategyOptions,
} from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions &
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

export function inspectCommand(finish: (code: number) => void): Command {
  return withStrategyOptions(withIndexOptions(withCommonOptions(new Command('inspect'))))
    .description('show one context as the model would read it, and what stands in it')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--instruction <id>', 'which instruction')
    .requiredOption('--strategy <name>', 'which strategy', strategyName)
    .option('--versus <name>', 'a second strategy to compare with', strategyName)
    .requiredOption('--budget <tokens>', 'tokens the context may take', positiveInteger)
    .option('--counter <name>', 'cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'of the random strategies', integer, 7)
    .option('--json', 'one line for each strategy, as `select` writes it', false)
    .addHelpText('after', HELP)
    .action(async (corpus: string, options: Options) => {
      await inWorkspace(
        { ...options, quiet: options.quiet || options.json },
        async (workspace, watch) => finish(await inspect(corpus, options, workspace, watch)),
        'stopped',
      )
    })
}

const HELP = `
The text is counted and shown as \`run\` puts it into its prompts: what could pass for the prompt's own markers is changed.
A strategy that cannot make a context at this budget says why; that is no failure.

Example:
  chartsift inspect CORPUS --instruction 7060080173 --strategy hybrid --budget 1000
`

async function inspect(
  corpus: string,
  options: Options,
  workspace: Workspace,
  { progress, signal }: Watch,
): Promise<0 | 1> {
  const given = options.versus === undefined ? [options.strategy] : [options.strategy, options.versus]
  const names = options.cut ? withCut(given) : given
  const reranker = await openReranker(names, options.reranker ?? null)
  const counter = countFenced(await openTokenCounter(options.counter))
  const indexed = await indexCorpus(
    workspace,
    { folder: corpus, ehrs: options.ehrs ?? null, verify: false },
    indexSpecOf(options),
    { workers: options.workers, progress, signal },
  )
  const { instructions } = pickInstructions(indexed, [options.instruction])
  const factsOf = (id: string) => indexed.facts.get(id) ?? []
  const facts = factsOf(options.instruction)
  const strategies = names.map((name) => namedStrategy(name, { seed: options.seed, factsOf, reranker }))
  const fitting: Context[] = []
  if (!options.json) process.stdout.write(await explanations(strategies, instructions))
  for await (const { contexts } of selectContexts(
    indexed,
    instructions,
    () => strategies,
    [options.budget],
    counter,
  )) {
    for (const one of contexts) {
      const shown = { ...one, context: asRead(one.context) }
      if (!isUnfit(shown.context)) fitting.push(shown.context)
      process.stdout.write(
        options.json ? `${contextLine(shown, counter.name)}\n` : contextText(shown, counter, facts),
      )
    }
  }
  const [first, second] = fitting
  if (!options.json && options.versus !== undefined && first !== undefined && second !== undefined) {
    process.stdout.write(differenceText([names[0]!, names[1]!], [first, second], facts))
  }
  return listFailures({ failed: indexed.failed, unusable: [], responses: [] })
}

/** How the strategies that read an instruction understood it. */
async function explanations(
  strategies: readonly Strategy[],
  instructions: readonly Instruction[],
): Promise<string> {
  let text = ''
  for (const instruction of instructions) {
    for (const { name, explain } of strategies) {
      if (explain !== undefined) text += `${name} reads: ${await explain(instruction)}\n`
    }
  }
  return text
}

function asRead(context: Context | Unfit): Context | Unfit {
  return isUnfit(context) ? context : { ...context, text: fenceRecordText(context.text).text }
}
