import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { groupBy } from '../../base/group-by.js'
import { openSealed } from '../../base/integrity/sealed-json.js'
import { type IndexParameters, indexId } from '../../indexes/chunks/parameters.js'
import { sentenceParameters } from '../../indexes/store/sentence-index.js'
import { type ListedExperiment, listExperiments, sizeOf } from './list-experiments.js'
import { supersededContexts } from './superseded-contexts.js'

/**
 * Something in a workspace that no experiment needs. `paths` are relative to the workspace, and are deleted whole, except for
 * 'contexts'.
 */
export type Unneeded = {
  readonly kind: 'index' | 'corpus' | 'contexts' | 'cache' | 'leftover'
  readonly what: string
  readonly paths: readonly string[]
  readonly bytes: number
}

/** How old a half-written file must be to count as left behind: a process may still be writing a newer one. */
const LEFTOVER_MS = 60 * 60 * 1000

/** Everything in a workspace that no experiment needs. It never includes answers, grades or cached replies. */
export function findUnneeded(workspace: string, now: Date): Unneeded[] {
  const experiments = listExperiments(workspace)
  return [
    ...corporaIn(workspace).flatMap((corpus) => unneededOfCorpus(workspace, corpus, experiments)),
    ...stampsAlone(workspace),
    ...experiments.filter(({ isSuperseded }) => isSuperseded).flatMap((one) => contextsOf(workspace, one)),
    ...caches(workspace),
    ...leftovers(workspace, now),
  ]
}

function corporaIn(workspace: string): string[] {
  const folder = join(workspace, 'corpora')
  // Collections of `rank` belong to no experiment, and rebuilding them costs as much as building them did.
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('beir-')) : []
}

/** Parameters of the indexes of a corpus that experiments read, or that were requested last; null if that is not known. */
export function neededOfCorpus(workspace: string, corpus: string): IndexParameters[] | null {
  const manifest = readManifest(join(workspace, 'corpora', corpus, 'manifest.json'))
  return neededIndexes(manifest, listExperiments(workspace))
}

function neededIndexes(
  { parameters }: Manifest,
  experiments: readonly ListedExperiment[],
): IndexParameters[] | null {
  // An experiment of an earlier version does not say which index it reads.
  if (parameters === undefined || experiments.some(({ origin }) => origin === null)) return null
  return [
    parameters,
    ...experiments.flatMap(({ origin }) => [origin!.parameters, ...(origin!.otherIndexes ?? [])]),
  ]
}

type Manifest = {
  readonly corpus?: string
  readonly place?: string
  readonly parameters?: IndexParameters
}

function readManifest(path: string): Manifest {
  if (!existsSync(path)) return {}
  return openSealed<Manifest>(readFileSync(path, 'utf8')) ?? {}
}

function unneededOfCorpus(
  workspace: string,
  corpus: string,
  experiments: readonly ListedExperiment[],
): Unneeded[] {
  const place = join('corpora', corpus)
  const manifest = readManifest(join(workspace, place, 'manifest.json'))
  if (manifest.place !== undefined && !existsSync(manifest.place)) {
    const paths = [place, join('stamps', `${corpus}.json`)].filter((path) =>
      existsSync(join(workspace, path)),
    )
    const what = `indexes of a corpus that no longer exists: ${manifest.place}`
    return [unneeded(workspace, { kind: 'corpus', what, paths })]
  }
  const parameters = neededIndexes(manifest, experiments)
  if (parameters === null) return []
  const needed = new Set(parameters.flatMap((one) => [one, sentenceParameters(one)].map(indexId)))
  const files = indexFiles(workspace, join(place, 'patients')).filter(({ id }) => !needed.has(id))
  const name = manifest.corpus ?? corpus
  return [...groupBy(files, ({ id }) => id)].map(([id, ofIndex]) =>
    unneeded(workspace, {
      kind: 'index',
      what: `index ${id} of ${name}, which no experiment uses`,
      paths: ofIndex.map(({ path }) => path),
    }),
  )
}

/** Files of patients' folders that belong to an index, with its id. */
function indexFiles(workspace: string, patients: string): { readonly path: string; readonly id: string }[] {
  const folder = join(workspace, patients)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .flatMap((patient) =>
      readdirSync(join(folder, patient))
        .sort()
        .flatMap((name) => {
          const id = /^((?:sentence|tokens|recursive)-.*-[0-9a-f]{8})\.(?:db|f32|hnsw|json)/.exec(name)?.[1]
          return id === undefined ? [] : [{ path: join(patients, patient, name), id }]
        }),
    )
}

function stampsAlone(workspace: string): Unneeded[] {
  const folder = join(workspace, 'stamps')
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names
    .filter((name) => name.endsWith('.json') && !existsSync(join(workspace, 'corpora', name.slice(0, -5))))
    .map((name) =>
      unneeded(workspace, {
        kind: 'corpus',
        what: 'stamps of a corpus without an index',
        paths: [join('stamps', name)],
      }),
    )
}

function contextsOf(workspace: string, { name, folder }: ListedExperiment): Unneeded[] {
  const contexts = supersededContexts(join(workspace, folder, 'results.db'))
  const items = [join(folder, 'report', 'items.html'), join(folder, 'report', 'items')].filter((path) =>
    existsSync(join(workspace, path)),
  )
  if (contexts.count === 0 && items.length === 0) return []
  const bytes = contexts.bytes + items.reduce((sum, path) => sum + sizeOf(join(workspace, path)), 0)
  const what = `${contexts.count} contexts of ${name} (${folder}), superseded by a newer experiment; its answers and grades are kept`
  return [{ kind: 'contexts', what, paths: [join(folder, 'results.db'), ...items], bytes }]
}

function caches(workspace: string): Unneeded[] {
  const teacher = join('cache', 'teacher')
  return existsSync(join(workspace, teacher))
    ? [
        unneeded(workspace, {
          kind: 'cache',
          what: "vectors of a teacher, used only by 'chartsift distill'",
          paths: [teacher],
        }),
      ]
    : []
}

function leftovers(workspace: string, now: Date): Unneeded[] {
  const paths = readdirSync(workspace, { recursive: true })
    .map(String)
    .filter((path) => /\.tmp(?:-[a-z]+)?$/.test(path))
    .filter((path) => {
      const stats = statSync(join(workspace, path), { throwIfNoEntry: false })
      return stats?.isFile() === true && now.getTime() - stats.mtimeMs > LEFTOVER_MS
    })
    .sort()
  return paths.length === 0
    ? []
    : [
        unneeded(workspace, {
          kind: 'leftover',
          what: `${paths.length} incomplete files of stopped processes`,
          paths,
        }),
      ]
}
type UnneededPaths = {
  readonly kind: Unneeded['kind']
  readonly what: string
  readonly paths: readonly string[]
}

function unneeded(workspace: string, { kind, what, paths }: UnneededPaths): Unneeded {
  return { kind, what, paths, bytes: paths.reduce((sum, path) => sum + sizeOf(join(workspace, path)), 0) }
}
