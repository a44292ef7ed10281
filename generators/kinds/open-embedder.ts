import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { packageFolder } from '../../base/own-package.js'
import { guessOf } from '../../base/text/did-you-mean.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { isStaticModel, openStaticEmbedder } from '../../indexes/embedders/static-embedder.js'
import { openTransformerEmbedder } from '../../indexes/embedders/transformer-embedder.js'
import { openOllamaEmbedder } from '../ollama/ollama-embedder.js'

/** 'bundled', 'ollama:MODEL', or a folder with a Model2Vec model or with an ONNX encoder in transformers.js layout. */
export async function openEmbedder(spec: string): Promise<Embedder> {
  if (spec === 'bundled') return openBundled(bundledFolder())
  if (spec.startsWith('ollama:')) return openOllamaEmbedder(spec.slice('ollama:'.length))
  if (!existsSync(spec) || !statSync(spec).isDirectory()) {
    throw new InputError(
      `expected an embedder ('bundled', ollama:MODEL or a model folder), found '${spec}'${guessOf(spec, ['bundled'])}`,
    )
  }
  return isStaticModel(spec) ? openStaticEmbedder(spec, basename(spec)) : openTransformerEmbedder(spec)
}

/**
 * The model that comes with chartsift, in its folder.
 * @throws InputError if it is not the one whose sum lies beside it: it would make other vectors, and an index of its own
 */
export async function openBundled(folder: string): Promise<Embedder> {
  const embedder = await openStaticEmbedder(folder, 'bundled')
  if (embedder.hash !== readFileSync(join(folder, 'sha256'), 'utf8').trim())
    throw new InputError(`the bundled model in ${folder} is damaged: install chartsift again`)
  return embedder
}

function bundledFolder(): string {
  return join(packageFolder(), 'models', 'bundled')
}
