import { readPieceTokenizer } from '../../indexes/embedders/pieces/piece-tokenizer.js'
import { principalAxes, project } from './principal-axes.js'
import type { StudentVocabulary } from './student-vocabulary.js'
import { correlation, sampledPairs } from './teacher-agreement.js'
import { type TrainingParameters, trainTable } from './train-table.js'
import type { TrainingTexts } from './training-texts.js'

/** Teacher's vectors by text; the caller caches and parallelises. */
export type AskTeacher = (what: string, texts: readonly string[]) => Promise<Float32Array>

/** A table of vectors, one per token, and how much of the teacher's variance it keeps. */
export type Distilled = {
  readonly table: Float32Array
  readonly dimensions: number
  /** Share of the variance of the teacher's vectors that the axes keep. */
  readonly keptVariance: number
  /** Pearson correlation of pairwise cosines, student's with teacher's, on held-out texts. */
  readonly agreementBefore: number
  readonly agreement: number
  readonly losses: readonly number[]
}

const SIF = 1e-4
const AGREEMENT_PAIRS = 20_000

/** What a table is distilled from. `training`: null for a table that is not trained. */
export type DistilInput = {
  readonly vocabulary: StudentVocabulary
  readonly texts: TrainingTexts
  readonly teacherDimensions: number
  readonly dimensions: number
  readonly training: TrainingParameters | null
  readonly ask: AskTeacher
  readonly note: (message: string) => void
}

/**
 * Distils a sentence encoder into a static table. Start: Model2Vec's (each token through the teacher, principal axes,
 * SIF weight by Zipf rank; Tulkens, van Dongen 2024). Then the rows are trained on the teacher's vectors of
 * unlabelled text, unless `training` is null.
 */
export async function distil({
  vocabulary,
  texts,
  teacherDimensions,
  dimensions,
  training,
  ask,
  note,
}: DistilInput): Promise<Distilled> {
  const tokenVectors = await ask(
    'teacher reads the vocabulary',
    vocabulary.tokens.map(({ text }) => text),
  )
  const heldOutVectors = await ask('teacher reads the held-out texts', texts.heldOut)
  const textVectors = training === null ? null : await ask('teacher reads the training texts', texts.train)
  const axes = principalAxes(textVectors ?? tokenVectors, teacherDimensions, dimensions)
  const table = project(tokenVectors, axes)
  weighByRank(table, dimensions)
  const tokenizer = await readPieceTokenizer(vocabulary.tokenizer, 'tokenizer.json')
  const encode = (text: string) =>
    Uint32Array.from(tokenizer.encode(text).filter((id) => id !== tokenizer.unknownId))
  const heldOut = texts.heldOut.map(encode)
  const pairs = sampledPairs(heldOut.length, AGREEMENT_PAIRS, training?.seed ?? 0)
  const agree = () =>
    correlation(pairs, {
      first: heldOutVectors,
      firstLength: teacherDimensions,
      second: pooled(table, dimensions, heldOut),
      secondLength: dimensions,
    })
  const agreementBefore = agree()
  note(
    `similarities of held-out texts correlate with the teacher's by ${agreementBefore.toFixed(3)} before training`,
  )
  const losses: number[] = []
  if (training !== null && textVectors !== null) {
    const targets = project(textVectors, axes)
    trainTable(table, {
      dimensions,
      texts: texts.train.map(encode),
      targets,
      training,
      onEpoch: (epoch, loss) => {
        losses.push(loss)
        note(
          `epoch ${epoch} of ${training.epochs}: mean loss ${loss.toFixed(4)}, correlation ${agree().toFixed(3)}`,
        )
      },
    })
  }
  return { table, dimensions, keptVariance: axes.kept, agreementBefore, agreement: agree(), losses }
}

/** Arora's a / (a + p) with p by Zipf's law: a vocabulary is in order of frequency. */
function weighByRank(table: Float32Array, dimensions: number): void {
  const rows = table.length / dimensions
  let harmonic = 0
  for (let rank = 1; rank <= rows; rank++) harmonic += 1 / rank
  for (let row = 0; row < rows; row++) {
    const weight = SIF / (SIF + 1 / ((row + 1) * harmonic))
    for (let d = 0; d < dimensions; d++) table[row * dimensions + d]! *= weight
  }
}

function pooled(table: Float32Array, dimensions: number, texts: readonly Uint32Array[]): Float32Array {
  const vectors = new Float32Array(texts.length * dimensions)
  texts.forEach((ids, i) => {
    for (const id of ids)
      for (let d = 0; d < dimensions; d++) vectors[i * dimensions + d]! += table[id * dimensions + d]!
  })
  return vectors
}
