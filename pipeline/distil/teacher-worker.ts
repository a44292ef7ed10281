import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { embedLongTexts } from '../../indexes/embedders/embed-long-texts.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'

let teacher: Promise<Embedder> | null = null

/** A worker's entry: vectors of a block of texts. The teacher is opened once per worker. */
export default async function work(job: { folder: string; texts: readonly string[] }): Promise<Float32Array> {
  teacher ??= openEmbedder(job.folder)
  return embedBlock(await teacher, job.texts)
}

/** Vectors of texts, one after another. */
export async function embedBlock(embedder: Embedder, texts: readonly string[]): Promise<Float32Array> {
  const vectors = await embedLongTexts(texts, 'passage', embedder)
  const block = new Float32Array(vectors.length * embedder.dimensions)
  for (const [i, vector] of vectors.entries()) block.set(vector, i * embedder.dimensions)
  return block
}
