import { embedLongTexts } from '../indexes/embed-long-texts.js'
import type { Embedder } from '../indexes/embedder.js'
import { openEmbedder } from './open-embedder.js'

let teacher: Promise<Embedder> | null = null

/** A worker's entry: vectors of a block of texts, one after another. The teacher is opened once a worker. */
export default async function work(job: { folder: string; texts: readonly string[] }): Promise<Float32Array> {
  teacher ??= openEmbedder(job.folder)
  const embedder = await teacher
  const vectors = await embedLongTexts(job.texts, 'passage', embedder)
  const block = new Float32Array(vectors.length * embedder.dimensions)
  vectors.forEach((vector, i) => {
    block.set(vector, i * embedder.dimensions)
  })
  return block
}
