import { Command } from 'commander'
import type { MeasureOptions } from '../../commands/experiments/measure.js'
import { withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { nameList } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `measure` command. @param finish gets the exit code */
export function measureCommand(finish: Finish): Command {
  return withTableOptions(new Command('measure'))
    .description(
      'measure texts against references, or a TREC run against qrels; values equal those of the reference tools',
    )
    .argument('[rows]', "JSON Lines {id, candidate, references}; '-' for standard input")
    .addOption(
      unsetOption('--measures <names>', 'comma-separated; see `chartsift list measures`', 'all').argParser(
        nameList,
      ),
    )
    .addOption(unsetOption('--run <file>', 'TREC run to measure instead of rows', 'none'))
    .addOption(unsetOption('--qrels <file>', 'TREC qrels of that run', 'none'))
    .addOption(
      unsetOption(
        '--bert <folder>',
        'also compute BERTScore with this encoder (ONNX, transformers.js layout)',
        'none',
      ),
    )
    .addOption(
      unsetOption('--out <file>', 'file for JSON Lines {id, measure, value, reason} (mode 0600)', 'none'),
    )
    .option('--json', 'print the table as JSON', false)
    .addHelpText('after', HELP)
    .action(async (rows: string | undefined, options: MeasureOptions) => {
      const { measure } = await import('../../commands/experiments/measure.js')
      finish(await measure(rows, options))
    })
}

const HELP = `
The output has one line per row and measure; if there is no value, it is null and a reason is given. Corpus measures (corpus.…, mean.…) come last, with the id 'corpus'; they cover the rows that have a reference. A line that is not a valid row is reported on stderr (exit code 1). '@mean', '@max' and '@min' score each reference of a row separately; without them, several references are handled as in the reference tool (rouge-score 0.1.2, sacrebleu 2.6.0, NLTK 3.10; SQuAD's definition; trec_eval 9 and ir_measures 0.4).

'chartsift list measures' lists all measures. --bert adds bertscore.p, .r and .f1 (Zhang et al. 2020, as bert_score 0.3.13 on the encoder's last layer, without idf and rescaling; null if a text is longer than the encoder's limit).

Examples:
  chartsift measure rows.jsonl --out values.jsonl
  chartsift measure rows.jsonl --bert models/all-MiniLM-L6-v2 --measures bertscore.f1,rougeL.f1
  chartsift measure --run run.trec --qrels qrels.txt --out values.jsonl
`
