import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../corpus/input-error.js'
import type { Embedder } from '../indexes/embedder.js'
import { isStaticModel, openStaticEmbedder } from '../indexes/embedders/static-embedder.js'
import { openTransformerEmbedder } from '../indexes/embedders/transformer-embedder.js'
import { openOllamaEmbedder } from './ollama/embedder.js'
import { packageFolder } from './own-version.js'

/** 'bundled', 'ollama:MODEL', or a folder with a Model2Vec model or with an ONNX encoder in transformers.js layout. */
export async function openEmbedder(spec: string): Promise<Embedder> {
  if (spec === 'bundled') return openStaticEmbedder(bundledFolder(), 'bundled')
  if (spec.startsWith('ollama:')) return openOllamaEmbedder(spec.slice('ollama:'.length))
  if (!existsSync(spec) || !statSync(spec).isDirectory()) {
    throw new InputError(`expected an embedder ('bundled', ollama:MODEL or a model folder), found '${spec}'`)
  }
  return isStaticModel(spec) ? openStaticEmbedder(spec, basename(spec)) : openTransformerEmbedder(spec)
}

function bundledFolder(): string {
  return join(packageFolder(), 'models', 'bundled')
}
