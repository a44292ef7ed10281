import { Command } from 'commander'
import type { InspectOptions } from '../../commands/corpora/inspect.js'
import {
  withCommonOptions,
  withIndexOptions,
  withStrategyOptions,
  withTableOptions,
} from '../common-options.js'
import type { Finish } from '../finish.js'
import { integer, plainBudget, strategyName } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `inspect` command. @param finish gets the exit code */
export function inspectCommand(finish: Finish): Command {
  return withTableOptions(withStrategyOptions(withIndexOptions(withCommonOptions(new Command('inspect')))))
    .description('show one context as the model would read it, with the passages in it')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--instruction <id>', 'id of an instruction; see `chartsift list instructions CORPUS`')
    .requiredOption('--strategy <name>', 'name of a strategy; see `chartsift list strategies`', strategyName)
    .addOption(
      unsetOption('--versus <name>', 'second strategy to compare with', 'none').argParser(strategyName),
    )
    .requiredOption('--budget <tokens>', 'maximum number of tokens in the context', plainBudget)
    .option('--counter <name>', 'token counter: cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'seed of the random strategies', integer, 7)
    .option('--json', 'print one JSON line per strategy, as `select` writes it', false)
    .addHelpText('after', HELP)
    .action(async (corpus: string, options: InspectOptions) => {
      const { inspectInstruction } = await import('../../commands/corpora/inspect.js')
      finish(await inspectInstruction(corpus, options))
    })
}

const HELP = `
Text is counted and shown as \`run\` puts it into prompts: text that looks like a marker of the prompt is changed.
If a strategy cannot build a context within this budget, the reason is printed; this is not a failure.

Example:
  chartsift inspect CORPUS --instruction 7060080173 --strategy hybrid --budget 1000
`
