import Table from 'cli-table3'
import { Command, InvalidArgumentError, Option } from 'commander'
import { readBeir } from '../../corpus/read-beir.js'
import { pauseFor } from '../execution.js'
import { COLLECTION_MODIFIERS } from '../modifiers.js'
import { namedStrategy, openReranker } from '../named-strategy.js'
import { type Output, openOutput } from '../output-file.js'
import { openCollection, type RankScores, RankTally, rankQueries, trecLines } from '../rank-collection.js'
import { COLLECTION_STRATEGIES } from '../strategies.js'
import { modifiersOf, readStrategyName } from '../strategy-name.js'
import type { Workspace } from '../workspace.js'
import {
  type CommonOptions,
  indexSpecOf,
  inWorkspace,
  positiveInteger,
  strategyList,
  type Watch,
  withCommonOptions,
} from './common-options.js'

type Options = CommonOptions & {
  readonly strategies: string[]
  readonly reranker?: string
  readonly embedder?: string
  readonly chunk?: string
  readonly chunkTokens?: number
  readonly search?: string
  readonly out?: string
  readonly json: boolean
}

export function rankCommand(): Command {
  return withCommonOptions(new Command('rank'))
    .description('rank a BEIR folder as one collection: MRR, nDCG@10, R@10, R@100')
    .argument('<folder>', 'with corpus.jsonl, queries.jsonl and qrels/test.tsv')
    .requiredOption('--strategies <names>', `comma-separated: ${COLLECTION_STRATEGIES.join(', ')}`, rankable)
    .option('--embedder <spec>', "'bundled', a local model folder, or ollama:MODEL")
    .addOption(
      new Option('--chunk <unit>', 'how documents are cut').choices(['sentence', 'tokens', 'recursive']),
    )
    .option(
      '--chunk-tokens <n>',
      "with --chunk tokens: longest chunk in the embedder's tokens",
      positiveInteger,
    )
    .addOption(new Option('--search <mode>', 'how vectors are searched').choices(['auto', 'hnsw', 'exact']))
    .option('--reranker <folder>', "cross-encoder that '+rerank' asks (onnx/model.onnx beside its tokenizer)")
    .option('--out <file>', 'TREC runs to write (0600), the strategy as tag')
    .option('--json', 'the table as JSON', false)
    .addHelpText('after', HELP)
    .action(async (folder: string, options: Options) => {
      const out = options.out === undefined ? null : await openOutput(options.out)
      try {
        const rows = await inWorkspace(
          options,
          (workspace, watch) => rankFolder(folder, options, workspace, watch, out),
          'stopped',
        )
        await out?.keep()
        process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : `${rankTable(rows)}\n`)
      } catch (error) {
        await out?.discard()
        throw error
      }
    })
}

const HELP = `
A document scores as its best chunk does, with every strategy, BM25's among them: statistics are those of the chunks.
A strategy takes the modifiers ${COLLECTION_MODIFIERS.join(', ')}: hybrid+mmr=0.9.
Measures are means over the queries that have a relevant document, of lists of at most 1,000 documents in trec_eval's order.

Example:
  chartsift rank beir/nfcorpus --strategies bm25,hybrid --out runs.trec
`

function rankable(text: string): string[] {
  const names = strategyList(text)
  const known: readonly string[] = COLLECTION_STRATEGIES
  const other = names.filter((name) => {
    const spec = readStrategyName(name)
    return 'problem' in spec || !known.includes(spec.base)
  })
  if (other.length > 0) {
    throw new InvalidArgumentError(
      `${other.join(', ')} needs a chart; a collection takes ${known.join(', ')}.`,
    )
  }
  const charted = names.filter((name) => modifiersOf(name).some((one) => !COLLECTION_MODIFIERS.includes(one)))
  if (charted.length > 0) {
    throw new InvalidArgumentError(
      `${charted.join(', ')} needs a chart; a ranking takes the modifiers ${COLLECTION_MODIFIERS.join(', ')}.`,
    )
  }
  return names
}

async function rankFolder(
  folder: string,
  options: Options,
  workspace: Workspace,
  { progress, signal }: Watch,
  out: Output | null,
): Promise<RankScores[]> {
  const reranker = await openReranker(options.strategies, options.reranker ?? null)
  const set = readBeir(folder)
  const shard = await openCollection(workspace, folder, set, indexSpecOf({ ...options, workers: 1 }))
  const rows: RankScores[] = []
  for (const name of options.strategies) {
    const tally = new RankTally(set, name)
    progress.start(name, set.queries.length)
    const strategy = namedStrategy(name, { seed: 0, factsOf: () => [], reranker })
    for await (const { queryId, list } of rankQueries(set, shard, strategy)) {
      await pauseFor(signal)
      tally.add(queryId, list)
      await out?.write(trecLines(queryId, list, name))
      progress.advance(queryId)
    }
    progress.finish()
    rows.push(tally.scores())
  }
  return rows
}

function rankTable(rows: readonly RankScores[]): string {
  const table = new Table({
    head: ['strategy', 'queries', 'MRR', 'nDCG@10', 'R@10', 'R@100'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const { strategy, queries, mrr, ndcg10, recall10, recall100 } of rows) {
    table.push([strategy, queries, ...[mrr, ndcg10, recall10, recall100].map((value) => value.toFixed(4))])
  }
  return table.toString()
}
