import { basename } from 'node:path'
import type { Embedder } from './embedder.js'
import { isStaticModel, openStaticEmbedder } from './static-embedder.js'
import { openTransformerEmbedder } from './transformer-embedder.js'

/** The embedder in a folder: a Model2Vec model, or an ONNX encoder in transformers.js layout. @throws InputError */
export async function openModelFolder(folder: string): Promise<Embedder> {
  return isStaticModel(folder)
    ? openStaticEmbedder(folder, basename(folder))
    : openTransformerEmbedder(folder)
}
