import { availableParallelism } from 'node:os'
import { type Command, Option } from 'commander'
import type { AsOfRule } from '../../corpus/read-instructions.js'
import { MODIFIER_NAMES } from '../names/modifier-names.js'
import { positiveInteger } from './option-values.js'

export type CommonOptions = { readonly workspace: string; readonly quiet: boolean }

/** Options that every command which touches the workspace takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--workspace <dir>', 'where chartsift keeps what it makes', '.chartsift')
    .option('--quiet', 'no progress, no messages but what failed', false)
}

/** How the named strategies are changed, and what they may ask. */
export type StrategyOptions = { readonly cut: boolean; readonly reranker?: string }

export function withStrategyOptions(command: Command): Command {
  return command
    .option(
      '--cut',
      "as '+cut' behind every strategy that can: what does not fit is cut at a sentence end",
      false,
    )
    .option('--reranker <folder>', "cross-encoder that '+rerank' asks (onnx/model.onnx beside its tokenizer)")
    .addHelpText('after', MODIFIER_HELP)
}

const MODIFIER_HELP = `
A strategy takes modifiers, in their order: hybrid+mmr+recency=90. They are ${MODIFIER_NAMES.join(', ')}.`

export type IndexOptions = {
  readonly embedder?: string
  readonly chunk?: string
  readonly chunkTokens?: number
  readonly events?: string
  readonly search?: string
  readonly ehrs?: string
  readonly asof: AsOfRule
  readonly workers: number
}

export function withIndexOptions(command: Command): Command {
  return command
    .option('--embedder <spec>', "'bundled', a local model folder, or ollama:MODEL")
    .addOption(new Option('--chunk <unit>', 'how notes are cut').choices(['sentence', 'tokens', 'recursive']))
    .option(
      '--chunk-tokens <n>',
      "with --chunk tokens: longest chunk in the embedder's tokens",
      positiveInteger,
    )
    .addOption(new Option('--events <form>', 'how structured events are grouped').choices(['day', 'series']))
    .addOption(new Option('--search <mode>', 'how vectors are searched').choices(['auto', 'hnsw', 'exact']))
    .option('--ehrs <dir>', 'folder of the XML files, where it is not one of the usual')
    .addOption(
      new Option('--asof <rule>', 'whether asof.tsv, if there is one, has to name every instruction')
        .choices(['required', 'optional'])
        .default('required'),
    )
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
}
