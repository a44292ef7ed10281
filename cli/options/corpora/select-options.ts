import { Command } from 'commander'
import type { SelectOptions } from '../../commands/corpora/select.js'
import { withCommonOptions, withIndexOptions, withStrategyOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { budgetList, idList, integer, strategyList } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `select` command. @param finish gets the exit code */
export function selectCommand(finish: Finish): Command {
  return withStrategyOptions(withIndexOptions(withCommonOptions(new Command('select'))))
    .description('select contexts without generating answers; writes JSON Lines')
    .argument('<corpus>', 'folder with XML records and tables')
    .requiredOption('--strategies <names>', 'comma-separated; see `chartsift list strategies`', strategyList)
    .requiredOption('--budgets <tokens>', 'comma-separated', budgetList)
    .addOption(unsetOption('--instructions <ids>', 'comma-separated', 'all').argParser(idList))
    .option('--counter <name>', 'token counter: cl100k, o200k, approx, or a tokenizer folder', 'cl100k')
    .option('--seed <n>', 'seed of the random strategies', integer, 7)
    .addOption(unsetOption('--out <file>', 'contexts.jsonl to write (mode 0600)', 'standard output'))
    .addHelpText('after', HELP)
    .action(async (corpus: string, options: SelectOptions) => {
      const { select } = await import('../../commands/corpora/select.js')
      finish(await select(corpus, options))
    })
}

const HELP = `
If a strategy cannot build a context within a budget, its line has an empty text and the reason; this is not a failure. The output file appears only when it is complete.

Example:
  chartsift select CORPUS --strategies bm25,hybrid --budgets 500,1000 --out contexts.jsonl
`
