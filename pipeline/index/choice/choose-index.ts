import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import type { Workspace } from '../../workspace/workspace.js'
import { type IndexSpec, indexSpecOfFields, noteUnit } from '../index-spec.js'
import type { CorpusRequest } from '../indexed-corpus.js'
import { describeIndex } from './describe-index.js'
import { embedderPlace, IndexMemory } from './index-memory.js'

/** What a user said about the index, and how to name another one: 'name another with --embedder'. */
export type IndexWish = { readonly given: Partial<IndexSpec>; readonly howToName: string }

/** `message`: which index is used or built, in one line; null if there is nothing to say. `isKnown`: the corpus has this index. */
export type ChosenIndex = {
  readonly spec: IndexSpec
  readonly message: string | null
  readonly isKnown: boolean
}

type Place = Pick<CorpusRequest, 'folder' | 'ehrs'>

/** What the workspace remembers about the indexes of a corpus. */
export function indexMemory(workspace: Workspace, { folder, ehrs }: Place): IndexMemory {
  // A missing folder is reported when it is opened.
  const root = existsSync(folder) ? workspace.corpusFolder(folder, ehrs) : workspace.folder
  return new IndexMemory(join(root, 'indexes.json'))
}

/** The newest index that agrees with all given fields. If there is none, an index to build, with defaults for the other fields. */
export function chooseIndex(workspace: Workspace, corpus: Place, wish: IndexWish): ChosenIndex {
  const memory = indexMemory(workspace, corpus)
  const { given, howToName } = wish
  const name = basename(corpus.folder)
  const isNamed = Object.keys(given).length > 0
  if (memory.isDamaged && !isNamed) {
    throw new InputError(
      `the index parameters of ${name} are unknown because its indexes.json is damaged: ${howToName}, or run 'chartsift index'`,
    )
  }
  const fitting = memory.indexes.filter(({ spec }) => agrees(spec, given))
  const newest = fitting.at(-1)?.spec
  if (newest === undefined) return toBuild(name, indexSpecOfFields(given), memory)
  const what = describeIndex(newest)
  return {
    spec: newest,
    isKnown: true,
    message:
      fitting.length === 1
        ? `using the index of ${name} (${what})`
        : `${name} has ${fitting.length} indexes that match; using the newest (${what}); ${howToName}`,
  }
}

/** The index that these fields describe in full. */
export function exactIndex(workspace: Workspace, corpus: Place, spec: IndexSpec): ChosenIndex {
  const memory = indexMemory(workspace, corpus)
  if (memory.find(spec) !== undefined) return { spec, message: null, isKnown: true }
  return toBuild(basename(corpus.folder), spec, memory)
}

function toBuild(name: string, spec: IndexSpec, memory: IndexMemory): ChosenIndex {
  const there = memory.indexes.map((one) => `(${describeIndex(one.spec)})`).join(', ')
  const message =
    there === ''
      ? `${name} has no index yet; building one (${describeIndex(spec)})`
      : `building another index of ${name} (${describeIndex(spec)}); existing: ${there}`
  return { spec, message, isKnown: false }
}

function agrees(spec: IndexSpec, given: Partial<IndexSpec>): boolean {
  const full = { ...spec, ...noteUnit(spec) }
  return Object.entries(given).every(([field, value]) =>
    field === 'embedder'
      ? embedderPlace(String(value)) === spec.embedder
      : full[field as keyof IndexSpec] === value,
  )
}
