import { InputError } from '../../../base/errors/input-error.js'
import { IndexNotBuilt } from '../../index/check-patients.js'
import { chooseIndex, exactIndex } from '../../index/choice/choose-index.js'
import { indexCommand } from '../../index/choice/command-of-index.js'
import { indexCorpus } from '../../index/index-corpus.js'
import type { IndexSpec } from '../../index/index-spec.js'
import type { CorpusRequest } from '../../index/indexed-corpus.js'
import type { Execution } from '../../workspace/execution.js'
import type { Workspace } from '../../workspace/workspace.js'
import type { ExperimentIndex } from '../experiment.js'
import type { ExperimentFile } from '../experiment-file.js'
import type { NamedIndex } from './index-list.js'

/**
 * The corpus of an experiment and where it is indexed. `runCommand`: if it is given, nothing is built. An index that is missing
 * or out of date is refused with the command that builds it: `chartsift index` or, if that command has no option for it,
 * `runCommand`.
 */
export type IndexPlace = {
  readonly workspace: Workspace
  readonly request: CorpusRequest
  readonly runCommand: string | null
}

/**
 * Opens the indexes of an experiment one after another. If it may, it builds those that are missing or out of date, and names
 * them.
 * @param index as the file has it; undefined: the index that the corpus was indexed with last
 * @throws InputError with the position of an index of a list that cannot be built, IndexNotBuilt if nothing may be built
 */
export async function openIndexes(
  index: ExperimentFile['index'],
  place: IndexPlace,
  execution: Execution,
): Promise<ExperimentIndex[]> {
  if (!Array.isArray(index)) return [{ name: null, indexed: await openIndex(index, place, execution) }]
  const opened: ExperimentIndex[] = []
  for (const [i, { name, ...spec }] of index.entries()) {
    const indexed = await openListed(spec, { listed: { name, i }, place, execution })
    if (indexed.contentHash !== (opened[0]?.indexed ?? indexed).contentHash)
      throw new InputError('the corpus changed while it was indexed: run the same command again')
    opened.push({ name, indexed })
  }
  return opened
}

type Listed = Pick<NamedIndex, 'name'> & { readonly i: number }
type ListedIndex = {
  readonly listed: Listed
  readonly place: IndexPlace
  readonly execution: Execution
}

async function openListed(spec: IndexSpec, { listed: { name, i }, place, execution }: ListedIndex) {
  try {
    return await openIndex(spec, place, execution)
  } catch (error) {
    const message = `index.${i} (${name}): ${(error as Error).message}`
    if (error instanceof IndexNotBuilt) throw new IndexNotBuilt(message)
    if (error instanceof InputError) throw new InputError(message)
    throw error
  }
}

async function openIndex(
  index: IndexSpec | undefined,
  { workspace, request, runCommand }: IndexPlace,
  execution: Execution,
) {
  const { spec, message, isKnown } =
    index === undefined
      ? chooseIndex(workspace, request, { given: {}, howToName: "name another in the file under 'index'" })
      : exactIndex(workspace, request, index)
  if (runCommand === null) return indexCorpus(workspace, { corpus: request, spec, message, execution })
  const builtBy = indexCommand(workspace, request, spec) ?? runCommand
  return indexCorpus(workspace, {
    corpus: { ...request, builtBy },
    spec,
    message: isKnown ? message : null,
    execution,
  })
}
