import { availableParallelism } from 'node:os'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { InputError } from '../../corpus/input-error.js'
import { type IndexSpec, indexSpecSchema } from '../index-spec.js'
import { LARGEST_COUNT } from '../limits.js'
import { MODIFIER_NAMES } from '../modifiers.js'
import { type Progress, progressOn, silent } from '../progress.js'
import { Stopped } from '../stopped.js'
import { asksModel, readStrategyName } from '../strategy-name.js'
import { Workspace } from '../workspace.js'

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

/** Of an option that may be given several times. */
export function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

export type IndexOptions = {
  readonly embedder?: string
  readonly chunk?: string
  readonly chunkTokens?: number
  readonly events?: string
  readonly search?: string
  readonly ehrs?: string
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
    .option('--workers <n>', 'patients at a time', positiveInteger, availableParallelism())
}

/** Options of the command line as the `index` field of an experiment file would say them. */
export function indexSpecOf({ embedder, chunk, chunkTokens, events, search }: IndexOptions): IndexSpec {
  const given = Object.entries({ embedder, chunk, chunkTokens, events, search }).filter(
    ([, value]) => value !== undefined,
  )
  const result = indexSpecSchema.safeParse(Object.fromEntries(given))
  if (!result.success) throw new InputError(z.prettifyError(result.error))
  return result.data
}

/** Who is told how far the work is, and who may stop it. */
export type Watch = { readonly progress: Progress; readonly signal: AbortSignal }

const GOES_ON = 'stopped; run the same command again to go on from here'

/**
 * Opens and locks the workspace for the time of `work`. Ctrl-C and SIGTERM abort its signal; a second one ends the
 * process at once.
 * @param whenStopped what a stopped command says: one that does not go on from where it was must not promise it
 */
export async function inWorkspace<T>(
  { workspace: folder, quiet }: CommonOptions,
  work: (workspace: Workspace, watch: Watch) => Promise<T>,
  whenStopped: string = GOES_ON,
): Promise<T> {
  const workspace = new Workspace(folder)
  workspace.lock()
  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  const progress = quiet ? silent : progressOn(process.stderr)
  try {
    return await work(workspace, { progress, signal: stop.signal })
  } catch (error) {
    if (stop.signal.aborted && (error as Error).name === 'AbortError') throw new Stopped(whenStopped)
    throw error
  } finally {
    // The timer of a bar that nobody ended would keep the process alive.
    progress.finish()
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    workspace.unlock()
  }
}

export function positiveInteger(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError('expected a positive whole number.')
  if (Number(text) > LARGEST_COUNT)
    throw new InvalidArgumentError(`expected at most ${LARGEST_COUNT.toLocaleString('en')}.`)
  return Number(text)
}

export function integer(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('expected a whole number.')
  if (!Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError(`expected at most ${Number.MAX_SAFE_INTEGER}.`)
  return Number(text)
}

export function budgetList(text: string): number[] {
  const budgets = text.split(',').map((part) => positiveInteger(part.trim()))
  return [...new Set(budgets)]
}

export function strategyList(text: string): string[] {
  return [...new Set(text.split(',').map((part) => strategyName(part.trim())))]
}

export function strategyName(text: string): string {
  const spec = readStrategyName(text)
  if ('problem' in spec) throw new InvalidArgumentError(`${spec.problem}.`)
  if (asksModel(text)) {
    throw new InvalidArgumentError(
      `'${text}' asks a model: only an experiment with an Ollama generator has one.`,
    )
  }
  return text
}

export function idList(text: string): string[] {
  const ids = text.split(',').map((part) => part.trim())
  if (ids.includes('')) throw new InvalidArgumentError('expected ids with a comma between them.')
  return [...new Set(ids)]
}
