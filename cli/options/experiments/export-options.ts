import { availableParallelism } from 'node:os'
import { Command, Option } from 'commander'
import type { ExportOptions } from '../../commands/experiments/export.js'
import { withCommonOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { positiveInteger } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

const FORMATS: readonly ExportOptions['format'][] = ['csv', 'jsonl', 'markdown', 'latex', 'trec', 'paper']

/** The `export` command. @param finish gets the exit code */
export function exportCommand(finish: Finish): Command {
  return withCommonOptions(new Command('export'))
    .description(
      'export the stored values, tables, TREC files or paper kit of an experiment: no text of records or answers',
    )
    .argument('<experiment>', "experiment file (YAML); '-' for standard input")
    .addOption(new Option('--format <name>', 'output format').choices(FORMATS).makeOptionMandatory())
    .addOption(
      unsetOption(
        '--out <place>',
        'file (mode 0600) or folder; a folder for trec and paper',
        'standard output',
      ),
    )
    .option(
      '--workers <n>',
      'number of patients to process in parallel',
      positiveInteger,
      availableParallelism(),
    )
    .addHelpText('after', HELP)
    .action(async (path: string, options: ExportOptions) => {
      const { exportExperiment } = await import('../../commands/experiments/export.js')
      finish(await exportExperiment(path, options))
    })
}

const HELP = `
csv, jsonl: one value per line. markdown, latex: one table per measure and generator, with intervals; LaTeX needs the booktabs package. trec: runs/STRATEGY@BUDGET.run and qrels.txt for trec_eval. Spaces and '%' in ids are escaped as in URLs: %20. paper: a LaTeX document with participant flow, cohort, Methods, prompts and reporting checklists (TRIPOD-LLM, MI-CLEAR-LLM), figures as SVG and PDF, tables as LaTeX and CSV.

Example:
  chartsift export experiments/budget-curve.yaml --format latex --out tables.tex
`
