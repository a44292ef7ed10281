import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { ModelKind } from '../servers/model-kind.js'
import { MODEL_KINDS } from './generator-kinds.js'

/** A kind of embedder: how a spec names it, and how it is opened. */
export type EmbedderKind = {
  /** How people write its spec: 'bundled', ollama:MODEL, or a model folder. */
  readonly form: string
  readonly names: (spec: string) => boolean
  /** True if a spec is a path: it is resolved, and shown by its last part. */
  readonly isFolder: boolean
  /** The name of the model without the rest of the spec. */
  readonly modelOf: (spec: string) => string
  /** Opens an embedder that gives vectors of unit length. @throws InputError */
  readonly open: (spec: string) => Promise<Embedder>
}

/** The kinds, in the order in which a spec is tried. The code of a kind is loaded only when it is opened. */
export const EMBEDDER_KINDS: readonly EmbedderKind[] = [
  {
    form: "'bundled'",
    names: (spec) => spec === 'bundled',
    isFolder: false,
    modelOf: (spec) => spec,
    open: async () => (await import('../../indexes/embedders/bundled-embedder.js')).openBundled(),
  },
  ...MODEL_KINDS.flatMap(served),
  {
    form: 'a model folder',
    names: (spec) => existsSync(spec) && statSync(spec).isDirectory(),
    isFolder: true,
    modelOf: (spec) => basename(spec),
    open: async (spec) => (await import('../../indexes/embedders/model-folder.js')).openModelFolder(spec),
  },
]

/** A model on a server, written FIELD:MODEL. */
function served({ field, openEmbedder }: ModelKind): EmbedderKind[] {
  if (openEmbedder === null) return []
  return [
    {
      form: `${field}:MODEL`,
      names: (spec) => spec.startsWith(`${field}:`),
      isFolder: false,
      modelOf: (spec) => spec.slice(field.length + 1),
      open: (spec) => openEmbedder(spec.slice(field.length + 1)),
    },
  ]
}

/** The name of the model in a spec: without the server's field, or the last part of a folder. */
export function embedderModel(spec: string): string {
  const kind = EMBEDDER_KINDS.find((one) => !one.isFolder && one.names(spec))
  return kind === undefined ? basename(spec) : kind.modelOf(spec)
}

/** True unless a spec names a kind that is not a folder. The folder may be created later. */
export function isEmbedderFolder(spec: string): boolean {
  return !EMBEDDER_KINDS.some((kind) => !kind.isFolder && kind.names(spec))
}
