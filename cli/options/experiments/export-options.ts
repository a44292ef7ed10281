import { availableParallelism } from 'node:os'
import { Command, Option } from 'commander'
import type { ExportOptions } from '../../commands/experiments/export.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

const FORMATS: readonly ExportOptions['format'][] = ['csv', 'jsonl', 'markdown', 'latex', 'trec']

export function exportCommand(finish: Finish): Command {
  return withCommonOptions(new Command('export'))
    .description('values, tables or TREC files of an experiment, from what is stored: ids and numbers alone')
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .addOption(new Option('--format <name>', 'what to write').choices(FORMATS).makeOptionMandatory())
    .addOption(
      unsetOption('--out <place>', 'a file (0600), or a folder; for trec a folder', 'standard output'),
    )
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
    .addHelpText('after', HELP)
    .action(async (path: string, options: ExportOptions) => {
      const { exportExperiment } = await import('../../commands/experiments/export.js')
      finish(await exportExperiment(path, options))
    })
}

const HELP = `
csv, jsonl: one value per line. markdown, latex: a table for each measure and generator, with intervals; LaTeX needs booktabs. trec: runs/STRATEGY@BUDGET.run and qrels.txt, as trec_eval reads them. Blanks and '%' in ids are written as in URLs: %20.

Example:
  chartsift export experiments/budget-curve.yaml --format latex --out tables.tex
`
