import { mulberry32, shuffle } from '../../base/random.js'

/** How a table was trained. */
export type TrainingParameters = {
  readonly epochs: number
  readonly learningRate: number
  readonly batch: number
  readonly seed: number
}

const BETA1 = 0.9
const BETA2 = 0.999
const EPSILON = 1e-8

/** `texts`: token ids. `targets`: a vector per text, row after row. */
export type TrainingData = {
  readonly dimensions: number
  readonly texts: readonly Uint32Array[]
  readonly targets: Float32Array
  readonly training: TrainingParameters
  readonly onEpoch: (epoch: number, meanLoss: number) => void
}

/**
 * Moves the rows of a token table so that the mean of a text's rows points in the direction of the teacher's vector: minimizes
 * 1 - cosine by Adam. Moments of a row move only when a batch holds one of its tokens.
 * @param table rows of `dimensions`, changed in place
 * @param texts token ids; texts without any are left out
 * @param targets rows of `dimensions`, one per text
 */
export function trainTable(
  table: Float32Array,
  { dimensions, texts, targets, training: { epochs, learningRate, batch, seed }, onEpoch }: TrainingData,
): void {
  const adam = new RowAdam(table, dimensions)
  const usable = texts.flatMap((ids, i) => (ids.length > 0 ? [i] : []))
  const random = mulberry32(seed)
  const steps = epochs * Math.ceil(usable.length / batch)
  let step = 0
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(usable, random)
    let loss = 0
    for (let from = 0; from < usable.length; from += batch) {
      const members = usable.slice(from, from + batch)
      for (const i of members) loss += addGradient(table, dimensions, texts[i]!, targets, i, adam)
      // Falls to a tenth: late steps settle what early ones found.
      adam.step(learningRate * (1 - (0.9 * step) / steps))
      step++
    }
    onEpoch(epoch, loss / usable.length)
  }
}

/** Adds the gradient of 1 - cos(mean of rows, target) to each row; returns the loss. */
function addGradient(
  table: Float32Array,
  dimensions: number,
  ids: Uint32Array,
  targets: Float32Array,
  text: number,
  adam: RowAdam,
): number {
  const mean = adam.scratch
  mean.fill(0)
  for (const id of ids)
    for (let d = 0, at = id * dimensions; d < dimensions; d++, at++) mean[d]! += table[at]!
  let dot = 0
  let norm = 0
  let targetNorm = 0
  for (let d = 0; d < dimensions; d++) {
    mean[d]! /= ids.length
    const target = targets[text * dimensions + d]!
    dot += mean[d]! * target
    norm += mean[d]! * mean[d]!
    targetNorm += target * target
  }
  norm = Math.sqrt(norm)
  targetNorm = Math.sqrt(targetNorm)
  if (norm === 0 || targetNorm === 0) return 1
  const cosine = dot / (norm * targetNorm)
  for (let d = 0; d < dimensions; d++) {
    mean[d] =
      -(targets[text * dimensions + d]! / targetNorm - (cosine * mean[d]!) / norm) / (norm * ids.length)
  }
  for (const id of ids) adam.add(id, mean)
  return 1 - cosine
}

/** Adam (Kingma, Ba 2015) over the rows that a batch touched. */
class RowAdam {
  readonly scratch: Float64Array
  readonly #table: Float32Array
  readonly #dimensions: number
  readonly #gradient: Float32Array
  readonly #first: Float32Array
  readonly #second: Float32Array
  readonly #touched = new Set<number>()
  readonly #steps: Uint32Array

  constructor(table: Float32Array, dimensions: number) {
    this.#table = table
    this.#dimensions = dimensions
    this.scratch = new Float64Array(dimensions)
    this.#gradient = new Float32Array(table.length)
    this.#first = new Float32Array(table.length)
    this.#second = new Float32Array(table.length)
    this.#steps = new Uint32Array(table.length / dimensions)
  }

  add(row: number, gradient: Float64Array): void {
    this.#touched.add(row)
    for (let d = 0, at = row * this.#dimensions; d < this.#dimensions; d++, at++)
      this.#gradient[at]! += gradient[d]!
  }

  step(rate: number): void {
    for (const row of this.#touched) {
      const t = ++this.#steps[row]!
      const scale = (rate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t)
      for (let d = 0, at = row * this.#dimensions; d < this.#dimensions; d++, at++) {
        const gradient = this.#gradient[at]!
        const first = BETA1 * this.#first[at]! + (1 - BETA1) * gradient
        const second = BETA2 * this.#second[at]! + (1 - BETA2) * gradient * gradient
        this.#first[at] = first
        this.#second[at] = second
        this.#table[at]! -= (scale * first) / (Math.sqrt(second) + EPSILON)
        this.#gradient[at] = 0
      }
    }
    this.#touched.clear()
  }
}
