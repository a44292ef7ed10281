import { DEFAULT_WORKSPACE } from '../../workspace/default-workspace.js'
import { shellWord } from '../../workspace/shell-word.js'
import type { Workspace } from '../../workspace/workspace.js'
import { type IndexSpec, indexParameters, indexSpecOfFields } from '../index-spec.js'
import type { CorpusRequest } from '../indexed-corpus.js'
import { indexMemory } from './choose-index.js'

/** The fields of an index that `chartsift index` has options for. */
const OPTIONS = {
  embedder: '--embedder',
  chunk: '--chunk',
  chunkTokens: '--chunk-tokens',
  events: '--events',
  search: '--search',
} as const satisfies Partial<Record<keyof IndexSpec, string>>

/** The command that builds this index of a corpus; null if the index has fields that no option sets. */
export function indexCommand(
  workspace: Workspace,
  corpus: Omit<CorpusRequest, 'verify'>,
  spec: IndexSpec,
): string | null {
  const defaults = indexSpecOfFields({})
  const fields = (Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]).filter(
    (field) => spec[field] !== undefined && spec[field] !== defaults[field],
  )
  if (!isSame(indexSpecOfFields(Object.fromEntries(fields.map((field) => [field, spec[field]]))), spec))
    return null
  // Without options the command builds the newest index again.
  const named =
    fields.length === 0 && indexMemory(workspace, corpus).indexes.length > 0 ? ['chunk' as const] : fields
  const words = [
    'chartsift index',
    shellWord(corpus.folder),
    ...named.flatMap((field) => [OPTIONS[field], shellWord(String(spec[field]))]),
    ...(corpus.ehrs === null ? [] : ['--ehrs', shellWord(corpus.ehrs)]),
    ...(corpus.asOf === 'required' ? [] : ['--asof', corpus.asOf]),
    ...workspaceOption(workspace),
  ]
  return words.join(' ')
}

/** The command line option that names a workspace; empty for the default workspace. */
export function workspaceOption({ folder }: Workspace): string[] {
  return folder === DEFAULT_WORKSPACE ? [] : ['--workspace', shellWord(folder)]
}

function isSame(one: IndexSpec, other: IndexSpec): boolean {
  const keyOf = (spec: IndexSpec) => JSON.stringify(indexParameters(spec, { name: spec.embedder, hash: '' }))
  return keyOf(one) === keyOf(other)
}
