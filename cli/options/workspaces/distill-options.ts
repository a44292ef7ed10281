import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import type { DistillOptions } from '../../commands/workspaces/distill.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { integer, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function distillCommand(finish: Finish): Command {
  return withCommonOptions(new Command('distill'))
    .description('make a static embedder (Model2Vec format) that imitates a local sentence encoder')
    .requiredOption('--teacher <dir>', 'encoder folder in transformers.js layout')
    .option('--text <file...>', 'plain text to learn from, one paragraph per line', [])
    .option('--corpus <dir...>', 'corpus folders whose notes to learn from as well', [])
    .addOption(unsetOption('--sets <dir>', 'retrieval sets in BEIR layout to measure the result on', 'none'))
    .requiredOption('--out <dir>', 'folder to write')
    .option('--dimensions <n>', 'length of a vector', positiveInteger, 256)
    .option('--no-training', "stop at Model2Vec's start: no text is learned from")
    .option('--epochs <n>', 'passes over the text', positiveInteger, 6)
    .option('--learning-rate <x>', "Adam's first step size", positiveNumber, 0.01)
    .option('--batch <n>', 'texts a step', positiveInteger, 256)
    .option('--seed <n>', 'of the order of the texts', integer, 7)
    .option('--attribution <line...>', 'lines for the model card: licences of teacher and text', [])
    .option('--workers <n>', 'threads that the teacher reads on', positiveInteger, availableParallelism())
    .option('--json', 'what was measured as JSON', false)
    .addHelpText(
      'after',
      '\nExample:\n  chartsift distill --teacher models/all-MiniLM-L6-v2 --text corpus.txt --out models/mine\n',
    )
    .action(async (options: DistillOptions) => {
      const { distill } = await import('../../commands/workspaces/distill.js')
      finish(await distill(options))
    })
}

function positiveNumber(text: string): number {
  const value = Number(text)
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('expected a positive number.')
  return value
}
