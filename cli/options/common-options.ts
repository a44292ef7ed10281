import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { DEFAULT_WORKSPACE } from '../../pipeline/workspace/default-workspace.js'
import { positiveInteger } from './option-values.js'
import { unsetOption } from './unset-option.js'

/** Adds the options of every command that touches the workspace. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder for indexes, stored answers and reports', DEFAULT_WORKSPACE)
    .option('--quiet', 'print only errors: no progress, no other messages', false)
}

/** Adds --wide. */
export function withTableOptions(command: Command): Command {
  return command.option('--wide', 'print tables at full width instead of folding them to 100 columns', false)
}

/** Adds --cut and --reranker, and a help text about modifiers. */
export function withStrategyOptions(command: Command): Command {
  return command
    .option(
      '--cut',
      "add '+cut' to every strategy that supports it: truncate the first passage that does not fit at a sentence boundary",
      false,
    )
    .addOption(
      unsetOption(
        '--reranker <folder>',
        "folder of the cross-encoder for '+rerank' (onnx/model.onnx with its tokenizer)",
        'none',
      ),
    )
    .addHelpText('after', MODIFIER_HELP)
}

const MODIFIER_HELP = `
Append modifiers to a strategy's name; they apply from left to right: hybrid+mmr+recency=90.
'chartsift list modifiers' describes them.`

/** Adds the options for the embedder and the pieces that it embeds. @param texts what is cut into pieces: 'notes' */
export function withChunkOptions(command: Command, texts: string): Command {
  return command
    .addOption(
      unsetOption('--embedder <spec>', "'bundled', a local model folder, or ollama:MODEL", 'bundled'),
    )
    .addOption(
      unsetOption('--chunk <unit>', `how ${texts} are split`, 'tokens').choices([
        'sentence',
        'tokens',
        'recursive',
      ]),
    )
    .addOption(
      unsetOption(
        '--chunk-tokens <n>',
        'with --chunk tokens: maximum chunk length in tokens of the embedder',
        '128',
      ).argParser(positiveInteger),
    )
}

/** Adds every option that says how a corpus is indexed. */
export function withIndexOptions(command: Command): Command {
  return withChunkOptions(command, 'notes')
    .addOption(
      unsetOption('--events <form>', 'how structured events are grouped', 'series').choices([
        'day',
        'series',
      ]),
    )
    .addOption(
      unsetOption('--search <mode>', 'how vectors are searched', 'auto').choices(['auto', 'hnsw', 'exact']),
    )
    .addOption(
      unsetOption(
        '--ehrs <dir>',
        'folder with the XML files',
        'the corpus folder itself, or its ehrs/, medalign_ehr_xml/ or ehrs-record/',
      ),
    )
    .addOption(
      unsetOption(
        '--asof <rule>',
        'whether asof.tsv, if it exists, must have a row for every instruction',
        'required',
      ).choices(['required', 'optional']),
    )
    .option(
      '--workers <n>',
      'number of patients to process in parallel',
      positiveInteger,
      availableParallelism(),
    )
}
