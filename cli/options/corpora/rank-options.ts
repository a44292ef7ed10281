import { Command, InvalidArgumentError } from 'commander'
import { COLLECTION_MODIFIERS } from '../../../pipeline/select/registry/modifier-rows.js'
import { COLLECTION_STRATEGIES } from '../../../pipeline/select/registry/strategy-rows.js'
import { modifiersOf, readStrategyName } from '../../../pipeline/select/strategy-name.js'
import type { RankOptions } from '../../commands/corpora/rank.js'
import { withChunkOptions, withCommonOptions, withTableOptions } from '../common-options.js'
import type { Finish } from '../finish.js'
import { strategyList } from '../option-values.js'
import { unsetOption } from '../unset-option.js'

/** The `rank` command. @param finish gets the exit code */
export function rankCommand(finish: Finish): Command {
  const command = withTableOptions(withCommonOptions(new Command('rank')))
    .description('rank a BEIR folder as one collection and report MRR, nDCG@10, R@10 and R@100')
    .argument('<folder>', 'with corpus.jsonl, queries.jsonl and qrels/test.tsv')
    .requiredOption('--strategies <names>', `comma-separated: ${COLLECTION_STRATEGIES.join(', ')}`, rankable)
  return withChunkOptions(command, 'documents')
    .addOption(
      unsetOption('--search <mode>', 'how vectors are searched', 'auto').choices(['auto', 'hnsw', 'exact']),
    )
    .addOption(
      unsetOption(
        '--reranker <folder>',
        "folder of the cross-encoder for '+rerank' (onnx/model.onnx with its tokenizer)",
        'none',
      ),
    )
    .addOption(
      unsetOption('--out <file>', 'file for the TREC runs, with the strategy as the tag (mode 0600)', 'none'),
    )
    .option('--json', 'print the table as JSON', false)
    .addHelpText('after', HELP)
    .action(async (folder: string, options: RankOptions) => {
      const { rank } = await import('../../commands/corpora/rank.js')
      finish(await rank(folder, options))
    })
}

const HELP = `
The score of a document is the score of its best chunk, for every strategy; BM25 statistics are those of chunks. Strategies take the modifiers ${COLLECTION_MODIFIERS.join(', ')}: hybrid+mmr=0.9. Measures are means over the queries that have a relevant document. Lists have at most 1,000 documents, in trec_eval's order.

Example:
  chartsift rank beir/nfcorpus --strategies bm25,hybrid --out runs.trec
`

function rankable(text: string): string[] {
  const names = strategyList(text)
  const other = names.filter((name) => {
    const spec = readStrategyName(name)
    return 'problem' in spec || !spec.base.collection
  })
  if (other.length > 0) {
    throw new InvalidArgumentError(
      `${other.join(', ')} needs a patient chart; for a collection, use ${COLLECTION_STRATEGIES.join(', ')}.`,
    )
  }
  const charted = names.filter((name) => modifiersOf(name).some(({ collection }) => !collection))
  if (charted.length > 0) {
    throw new InvalidArgumentError(
      `${charted.join(', ')} needs a patient chart; for a collection, use the modifiers ${COLLECTION_MODIFIERS.join(', ')}.`,
    )
  }
  return names
}
