import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Tinypool from 'tinypool'
import { InputError } from '../corpus/input-error.js'
import { isStaticModel } from '../indexes/embedders/static-embedder.js'
import { type Distilled, distil } from '../models/distill/distil.js'
import { modelCard } from '../models/distill/model-card.js'
import { writeStaticModel } from '../models/distill/static-model-files.js'
import { studentVocabulary } from '../models/distill/student-vocabulary.js'
import { teacherVectors } from '../models/distill/teacher-vectors.js'
import type { TrainingParameters } from '../models/distill/train-table.js'
import { readTrainingTexts } from '../models/distill/training-texts.js'
import { openEmbedder } from './open-embedder.js'
import { ownVersion } from './own-version.js'
import type { Progress } from './progress.js'

export type DistilRequest = {
  readonly teacher: string
  readonly texts: readonly string[]
  readonly out: string
  readonly dimensions: number
  readonly training: TrainingParameters | null
  readonly attribution: readonly string[]
  readonly cache: string
  readonly workers: number
  readonly signal: AbortSignal
}

/** Distils a local encoder into a static embedder folder, with its card. */
export async function distilEmbedder(request: DistilRequest, progress: Progress): Promise<Distilled> {
  const { teacher: folder, out, training } = request
  if (isStaticModel(folder))
    throw new InputError(`expected an ONNX encoder to distil, found a static model at ${folder}`)
  const teacher = await openEmbedder(folder)
  if (request.dimensions > teacher.dimensions) {
    throw new InputError(
      `expected at most the teacher's ${teacher.dimensions} dimensions, found ${request.dimensions}`,
    )
  }
  const vocabulary = studentVocabulary(folder)
  const texts = readTrainingTexts(request.texts)
  if (training !== null && texts.train.length === 0)
    throw new InputError('expected text to learn from, found none')
  const pool = new Tinypool({
    filename: fileURLToPath(new URL('./teacher-worker.js', import.meta.url)),
    minThreads: request.workers,
    maxThreads: request.workers,
  })
  const stop = () => void pool.destroy()
  request.signal.addEventListener('abort', stop)
  const asked = {
    hash: teacher.hash,
    dimensions: teacher.dimensions,
    embedBlock: (block: readonly string[]) => pool.run({ folder, texts: block }) as Promise<Float32Array>,
  }
  try {
    const distilled = await distil(
      vocabulary,
      texts,
      teacher.dimensions,
      request.dimensions,
      training,
      async (what, wanted) => {
        progress.start(what, wanted.length)
        const vectors = await teacherVectors(wanted, asked, request.cache, request.workers, (done) => {
          for (let i = 0; i < done; i++) progress.advance('')
        })
        progress.finish()
        return vectors
      },
      (message) => progress.note(message),
    )
    const config = {
      model_type: 'model2vec',
      architectures: ['StaticModel'],
      tokenizer_name: teacher.name,
      hidden_dim: request.dimensions,
      seq_length: 1_000_000,
      normalize: true,
    }
    const sha256 = writeStaticModel(out, distilled.table, request.dimensions, vocabulary.tokenizer, config)
    const card = modelCard(distilled, {
      teacher: { name: teacher.name, hash: teacher.hash },
      training,
      texts,
      tokens: vocabulary.tokens.length,
      sha256,
      attribution: request.attribution,
      version: ownVersion(),
    })
    writeFileSync(join(out, 'README.md'), card)
    return distilled
  } catch (error) {
    request.signal.throwIfAborted()
    throw error
  } finally {
    request.signal.removeEventListener('abort', stop)
    await pool.destroy()
    await teacher.close()
  }
}
