import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { type IndexParameters, indexId } from '../chunks/parameters.js'
import type { Embedder } from '../embedders/embedder.js'
import { embeddedText } from '../vectors/embed-chunks.js'
import { readMatrix } from '../vectors/matrix-file.js'
import { readChunks } from './index-store.js'
import { readStoredRecord } from './record-store.js'

/** Which vectors an index needs: those of other parameters do not serve. */
export type WantedVectors = {
  readonly patientId: string
  readonly parameters: IndexParameters
  readonly dimensions: number
}

/**
 * Vectors of the texts in the index in `folder`, by text, so that only the new texts of a changed record must be
 * embedded. Empty if there is no index with these parameters, or if it is damaged.
 */
export function previousVectors(
  folder: string,
  { patientId, parameters, dimensions }: WantedVectors,
): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>()
  try {
    const { record, sourceHash } = readStoredRecord(join(folder, 'record.db'), patientId)
    const base = join(folder, indexId(parameters))
    const { chunks, vectors } = readChunks(`${base}.db`, parameters, sourceHash)
    const matrix = readMatrix(`${base}.f32`, dimensions)
    const textOf = embeddedText(record)
    for (const [i, chunk] of chunks.entries()) {
      const row = vectors[i]!
      known.set(textOf(chunk), matrix.subarray(row * dimensions, (row + 1) * dimensions))
    }
  } catch (error) {
    // Texts whose vectors cannot be read are embedded again.
    if (!(error instanceof InputError)) throw error
    known.clear()
  }
  return known
}

/** An embedder that takes vectors of passages from `known` if they are there. */
export function withKnownVectors(embedder: Embedder, known: ReadonlyMap<string, Float32Array>): Embedder {
  if (known.size === 0) return embedder
  return {
    ...embedder,
    // A text in `known` was embedded whole or in parts; in both cases its vector is known.
    countTokens: (text) => embedder.countTokens(text),
    async embed(texts, role) {
      const isKnown = (text: string) => role === 'passage' && known.has(text)
      const fresh = await embedder.embed(
        texts.filter((text) => !isKnown(text)),
        role,
      )
      let next = 0
      return texts.map((text) => (isKnown(text) ? known.get(text)! : fresh[next++]!))
    },
  }
}
