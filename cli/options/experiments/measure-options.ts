import { Command } from 'commander'
import type { MeasureOptions } from '../../commands/experiments/measure.js'
import { withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { nameList } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

export function measureCommand(finish: Finish): Command {
  return withTableOptions(new Command('measure'))
    .description(
      'measure texts against references, or a TREC run against qrels; equal to the reference tools',
    )
    .argument('[rows]', "JSON lines {id, candidate, references}; '-' for standard input")
    .addOption(
      unsetOption('--measures <names>', 'comma-separated: see `chartsift list measures`', 'all').argParser(
        nameList,
      ),
    )
    .addOption(unsetOption('--run <file>', 'TREC run to measure, in place of rows', 'none'))
    .addOption(unsetOption('--qrels <file>', 'TREC qrels of that run', 'none'))
    .addOption(
      unsetOption(
        '--bert <folder>',
        'BERTScore too, by this encoder (ONNX, in transformers.js layout)',
        'none',
      ),
    )
    .addOption(unsetOption('--out <file>', 'JSON lines {id, measure, value, reason} to write (0600)', 'none'))
    .option('--json', 'the table as JSON', false)
    .addHelpText('after', HELP)
    .action(async (rows: string | undefined, options: MeasureOptions) => {
      const { measure } = await import('../../commands/experiments/measure.js')
      finish(await measure(rows, options))
    })
}

const HELP = `
Every row has a line for every measure: value null and a reason where there is none. Corpus measures (corpus.…, mean.…) come last under the id 'corpus', over the rows that have a reference. A line that is not a row is reported on stderr (exit code 1). '@mean', '@max' and '@min' are over a row's references, each by itself; without them several references count as in the reference tool (rouge-score 0.1.2, sacrebleu 2.6.0, NLTK 3.10; SQuAD's definition; trec_eval 9 and ir_measures 0.4).

'chartsift list measures' names them all. With --bert: bertscore.p, .r and .f1 (Zhang et al. 2020, as bert_score 0.3.13 on the encoder's last layer, without idf and rescaling; null for a text longer than the encoder reads).

Examples:
  chartsift measure rows.jsonl --out values.jsonl
  chartsift measure rows.jsonl --bert models/all-MiniLM-L6-v2 --measures bertscore.f1,rougeL.f1
  chartsift measure --run run.trec --qrels qrels.txt --out values.jsonl
`
