import { InputError } from '../../../base/errors/input-error.js'
import { chooseIndex, exactIndex } from '../../index/choice/choose-index.js'
import { indexCorpus } from '../../index/index-corpus.js'
import type { IndexSpec } from '../../index/index-spec.js'
import type { CorpusRequest } from '../../index/indexed-corpus.js'
import type { Execution } from '../../workspace/execution.js'
import type { Workspace } from '../../workspace/workspace.js'
import type { ExperimentIndex } from '../experiment.js'
import type { ExperimentFile } from '../experiment-file.js'
import type { NamedIndex } from './index-list.js'

/** The corpus of an experiment and where it is indexed. */
export type IndexPlace = { readonly workspace: Workspace; readonly request: CorpusRequest }

/**
 * Brings the indexes of an experiment up to date, one after the other, each of which is named as it is built.
 * @param index as the file has it; undefined: the index that the corpus was indexed with last
 * @throws InputError with the position of an index of a list that cannot be built
 */
export async function openIndexes(
  index: ExperimentFile['index'],
  place: IndexPlace,
  execution: Execution,
): Promise<ExperimentIndex[]> {
  if (!Array.isArray(index)) return [{ name: null, indexed: await openIndex(index, place, execution) }]
  const opened: ExperimentIndex[] = []
  for (const [i, { name, ...spec }] of index.entries()) {
    const indexed = await openListed(spec, { name, i }, place, execution)
    if (indexed.contentHash !== (opened[0]?.indexed ?? indexed).contentHash)
      throw new InputError('the corpus changed while it was indexed: run the same command again')
    opened.push({ name, indexed })
  }
  return opened
}

type Listed = Pick<NamedIndex, 'name'> & { readonly i: number }

async function openListed(spec: IndexSpec, { name, i }: Listed, place: IndexPlace, execution: Execution) {
  try {
    return await openIndex(spec, place, execution)
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`index.${i} (${name}): ${error.message}`)
    throw error
  }
}

async function openIndex(
  index: IndexSpec | undefined,
  { workspace, request }: IndexPlace,
  execution: Execution,
) {
  const { spec, message } =
    index === undefined
      ? chooseIndex(workspace, request, { given: {}, howToName: "name another in the file under 'index'" })
      : exactIndex(workspace, request, index)
  if (message !== null) execution.progress.note(message)
  return indexCorpus(workspace, request, spec, execution)
}
