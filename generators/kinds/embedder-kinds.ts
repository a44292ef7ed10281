import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { ModelKind } from '../servers/model-kind.js'
import { MODEL_KINDS } from './generator-kinds.js'

/** A kind of embedder: how a spec names it, and what opens it. */
export type EmbedderKind = {
  /** How its spec is written, for people: 'bundled', ollama:MODEL, or a model folder. */
  readonly form: string
  readonly names: (spec: string) => boolean
  /** True if a spec is a path: it is resolved, and shown by its last part. */
  readonly isFolder: boolean
  /** The name of the model alone. */
  readonly modelOf: (spec: string) => string
  /** Gives vectors of unit length. @throws InputError */
  readonly open: (spec: string) => Promise<Embedder>
}

/** The first that a spec names is opened; what opens it is loaded then. */
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

/** A model of a server, written FIELD:MODEL. */
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

/** The name of the model that a spec names: of a server's without the server, of a folder its last part. */
export function embedderModel(spec: string): string {
  const kind = EMBEDDER_KINDS.find((one) => !one.isFolder && one.names(spec))
  return kind === undefined ? basename(spec) : kind.modelOf(spec)
}

/** True unless a spec names a kind that is no folder: one that is not there may be made later. */
export function isEmbedderFolder(spec: string): boolean {
  return !EMBEDDER_KINDS.some((kind) => !kind.isFolder && kind.names(spec))
}
