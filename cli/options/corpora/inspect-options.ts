import { Command } from 'commander'
import type { InspectOptions } from '../../commands/corpora/inspect.js'
import {
  withCommonOptions,
  withIndexOptions,
  withStrategyOptions,
  withTableOptions,
} from '../common-options.js'
import type { Finish } from '../finish.js'
import { integer, positiveInteger, strategyName } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function inspectCommand(finish: Finish): Command {
  return withTableOptions(withStrategyOptions(withIndexOptions(withCommonOptions(new Command('inspect')))))
    .description('show one context as the model would read it, and what it is made of')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--instruction <id>', 'which instruction: see `chartsift list instructions CORPUS`')
    .requiredOption('--strategy <name>', 'which strategy: see `chartsift list strategies`', strategyName)
    .addOption(
      unsetOption('--versus <name>', 'a second strategy to compare with', 'none').argParser(strategyName),
    )
    .requiredOption('--budget <tokens>', 'tokens the context may take', positiveInteger)
    .option('--counter <name>', 'cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'of the random strategies', integer, 7)
    .option('--json', 'one line for each strategy, as `select` writes it', false)
    .addHelpText('after', HELP)
    .action(async (corpus: string, options: InspectOptions) => {
      const { inspectInstruction } = await import('../../commands/corpora/inspect.js')
      finish(await inspectInstruction(corpus, options))
    })
}

const HELP = `
The text is counted and shown as \`run\` puts it into its prompts: what could pass for the prompt's own markers is changed.
A strategy that cannot make a context at this budget says why; that is no failure.

Example:
  chartsift inspect CORPUS --instruction 7060080173 --strategy hybrid --budget 1000
`
