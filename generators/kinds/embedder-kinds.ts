import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { openBundled } from '../../indexes/embedders/bundled-embedder.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { isStaticModel, openStaticEmbedder } from '../../indexes/embedders/static-embedder.js'
import { openTransformerEmbedder } from '../../indexes/embedders/transformer-embedder.js'

/** A kind of embedder: how a spec names it, and what opens it. */
export type EmbedderKind = {
  /** How its spec is written, for people: 'bundled', ollama:MODEL, or a model folder. */
  readonly form: string
  readonly names: (spec: string) => boolean
  /** True if a spec is a path: it is resolved, and shown by its last part. */
  readonly isFolder: boolean
  /** Gives vectors of unit length. @throws InputError */
  readonly open: (spec: string) => Promise<Embedder>
}

/** The first that a spec names is opened. */
export const EMBEDDER_KINDS: readonly EmbedderKind[] = [
  { form: "'bundled'", names: (spec) => spec === 'bundled', isFolder: false, open: () => openBundled() },
  served('ollama', async () => (await import('../ollama/ollama-embedder.js')).openOllamaEmbedder),
  {
    form: 'a model folder',
    names: (spec) => existsSync(spec) && statSync(spec).isDirectory(),
    isFolder: true,
    open: async (spec) =>
      isStaticModel(spec) ? openStaticEmbedder(spec, basename(spec)) : openTransformerEmbedder(spec),
  },
]

/** A model of a server, written PREFIX:MODEL. What opens it is loaded when it is needed. */
function served(prefix: string, load: () => Promise<(model: string) => Promise<Embedder>>): EmbedderKind {
  return {
    form: `${prefix}:MODEL`,
    names: (spec) => spec.startsWith(`${prefix}:`),
    isFolder: false,
    open: async (spec) => (await load())(spec.slice(prefix.length + 1)),
  }
}

/** True unless a spec names a kind that is no folder: one that is not there may be made later. */
export function isEmbedderFolder(spec: string): boolean {
  return !EMBEDDER_KINDS.some((kind) => !kind.isFolder && kind.names(spec))
}
