import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import type { DistillOptions } from '../../commands/workspaces/distill.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { integer, positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `distill` command. @param finish gets the exit code */
export function distillCommand(finish: Finish): Command {
  return withCommonOptions(new Command('distill'))
    .description('make a static embedder (Model2Vec format) that imitates a local sentence encoder')
    .requiredOption('--teacher <dir>', 'folder of the encoder, in transformers.js layout')
    .option('--text <file...>', 'plain text to learn from, one paragraph per line', [])
    .option('--corpus <dir...>', 'corpus folders whose notes are added to the text', [])
    .addOption(
      unsetOption(
        '--sets <dir>',
        'folder of retrieval sets (BEIR layout) on which to measure the result',
        'none',
      ),
    )
    .requiredOption('--out <dir>', 'folder to write')
    .option('--dimensions <n>', 'number of dimensions of a vector', positiveInteger, 256)
    .option('--no-training', 'use the initial Model2Vec vectors without training on text')
    .option('--epochs <n>', 'passes over the text', positiveInteger, 6)
    .option('--learning-rate <x>', "Adam's first step size", positiveNumber, 0.01)
    .option('--batch <n>', 'texts per training step', positiveInteger, 256)
    .option('--seed <n>', 'seed of the order of the texts', integer, 7)
    .option('--attribution <line...>', 'lines for the model card: licenses of the teacher and the text', [])
    .option(
      '--workers <n>',
      'number of worker threads for the teacher',
      positiveInteger,
      availableParallelism(),
    )
    .option('--json', 'print the measurements as JSON', false)
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
