import { availableParallelism } from 'node:os'
import { type Command, Option } from 'commander'
import { positiveInteger } from './option-values.js'
import { unsetOption } from './unset-option.js'

/** Options that every command which touches the workspace takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--workspace <dir>', 'where chartsift keeps what it makes', '.chartsift')
    .option('--quiet', 'no progress, no messages but what failed', false)
}

export function withTableOptions(command: Command): Command {
  return command.option('--wide', 'tables as wide as they are, not folded to 100 columns', false)
}

export function withStrategyOptions(command: Command): Command {
  return command
    .option(
      '--cut',
      "as '+cut' behind every strategy that can: what does not fit is cut at a sentence end",
      false,
    )
    .addOption(
      unsetOption(
        '--reranker <folder>',
        "cross-encoder that '+rerank' asks (onnx/model.onnx beside its tokenizer)",
        'none',
      ),
    )
    .addHelpText('after', MODIFIER_HELP)
}

const MODIFIER_HELP = `
A strategy takes modifiers, in their order: hybrid+mmr+recency=90.
'chartsift list modifiers' says what each does.`

/** Which embedder, and what it embeds. @param texts what is cut: 'notes' */
export function withChunkOptions(command: Command, texts: string): Command {
  return command
    .addOption(
      unsetOption('--embedder <spec>', "'bundled', a local model folder, or ollama:MODEL", 'bundled'),
    )
    .addOption(
      unsetOption('--chunk <unit>', `how ${texts} are cut`, 'tokens').choices([
        'sentence',
        'tokens',
        'recursive',
      ]),
    )
    .addOption(
      unsetOption(
        '--chunk-tokens <n>',
        "with --chunk tokens: longest chunk in the embedder's tokens",
        '128',
      ).argParser(positiveInteger),
    )
}

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
        'folder of the XML files',
        'the corpus, or its ehrs/, medalign_ehr_xml/ or ehrs-record/',
      ),
    )
    .addOption(
      new Option('--asof <rule>', 'whether asof.tsv, if there is one, has to name every instruction')
        .choices(['required', 'optional'])
        .default('required'),
    )
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
}
