import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Tinypool from 'tinypool'
import { InputError } from '../../base/errors/input-error.js'
import { ownVersion } from '../../base/own-package.js'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { isStaticModel, openStaticEmbedder } from '../../indexes/embedders/static-embedder.js'
import { type Distilled, distil } from '../../models/distill/distil.js'
import { modelCard } from '../../models/distill/model-card.js'
import { type RetrievalScore, retrievalScores } from '../../models/distill/retrieval-scores.js'
import { writeStaticModel } from '../../models/distill/static-model-files.js'
import { studentVocabulary } from '../../models/distill/student-vocabulary.js'
import { teacherVectors } from '../../models/distill/teacher-vectors.js'
import type { TrainingParameters } from '../../models/distill/train-table.js'
import { corpusNotes, textFile, trainingTexts } from '../../models/distill/training-texts.js'
import type { Progress } from '../workspace/progress.js'
import { embedBlock } from './teacher-worker.js'

/** What a static embedder is distilled from. */
export type DistilRequest = {
  readonly teacher: string
  readonly texts: readonly string[]
  /** Corpus folders whose notes are training texts too. */
  readonly corpora: readonly string[]
  /** A folder of retrieval sets to measure the result on; null: do not measure. */
  readonly sets: string | null
  readonly out: string
  readonly dimensions: number
  readonly training: TrainingParameters | null
  readonly credits: readonly string[]
  readonly cache: string
  readonly workers: number
  readonly signal: AbortSignal
}

/** Distils a local encoder into a static embedder folder, with its card. */
export async function distilEmbedder(
  request: DistilRequest,
  progress: Progress,
): Promise<Distilled & { readonly scores: readonly RetrievalScore[] }> {
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
  const sources = request.texts.map(textFile)
  for (const corpus of request.corpora) sources.push(await corpusNotes(corpus))
  const texts = trainingTexts(sources)
  if (training !== null && texts.train.length === 0)
    throw new InputError('expected text to learn from, found none')
  const worker = fileURLToPath(new URL('./teacher-worker.js', import.meta.url))
  const { workers } = request
  const pool = existsSync(worker)
    ? new Tinypool({ filename: worker, minThreads: workers, maxThreads: workers })
    : null
  const stop = () => void pool?.destroy()
  request.signal.addEventListener('abort', stop)
  const asked = {
    hash: teacher.hash,
    dimensions: teacher.dimensions,
    embedBlock: (texts: readonly string[]) =>
      pool === null ? embedBlock(teacher, texts) : (pool.run({ folder, texts }) as Promise<Float32Array>),
  }
  try {
    const distilled = await distil({
      vocabulary,
      texts,
      teacherDimensions: teacher.dimensions,
      dimensions: request.dimensions,
      training,
      ask: async (what, wanted) => {
        progress.start(what, wanted.length)
        const vectors = await teacherVectors(wanted, {
          teacher: asked,
          cache: request.cache,
          parallel: request.workers,
          onBlock: (done) => {
            for (let i = 0; i < done; i++) progress.advance('')
          },
        })
        progress.finish()
        return vectors
      },
      note: (message) => progress.note(message),
    })
    const config = {
      model_type: 'model2vec',
      architectures: ['StaticModel'],
      tokenizer_name: teacher.name,
      hidden_dim: request.dimensions,
      seq_length: 1_000_000,
      normalize: true,
    }
    const sha256 = writeStaticModel(out, {
      table: distilled.table,
      dimensions: request.dimensions,
      tokenizer: vocabulary.tokenizer,
      config,
    })
    const scores =
      request.sets === null
        ? []
        : await retrievalScores(await openStaticEmbedder(out, 'distilled'), request.sets)
    const card = modelCard(distilled, {
      scores,
      teacher: { name: teacher.name, hash: teacher.hash },
      training,
      texts,
      tokens: vocabulary.tokens.length,
      sha256,
      credits: request.credits,
      version: ownVersion(),
    })
    writeFileSync(join(out, 'README.md'), card)
    return { ...distilled, scores }
  } catch (error) {
    request.signal.throwIfAborted()
    throw error
  } finally {
    request.signal.removeEventListener('abort', stop)
    await pool?.destroy()
    await teacher.close()
  }
}
