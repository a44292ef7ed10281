import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** A center and the axes of largest variance around it: `axes` holds `dimensions` rows of the input's length. */
export type PrincipalAxes = {
  readonly centre: Float64Array
  readonly axes: readonly Float64Array[]
  /** Share of the variance that the axes keep. */
  readonly kept: number
}

/** Principal component analysis of row vectors. */
export function principalAxes(vectors: Float32Array, length: number, dimensions: number): PrincipalAxes {
  const rows = vectors.length / length
  const centre = new Float64Array(length)
  for (let i = 0; i < vectors.length; i++) centre[i % length]! += vectors[i]! / rows
  const covariance = Matrix.zeros(length, length)
  const row = new Float64Array(length)
  const sums = Array.from({ length }, () => new Float64Array(length))
  for (let r = 0; r < rows; r++) {
    for (let d = 0; d < length; d++) row[d] = vectors[r * length + d]! - centre[d]!
    for (let a = 0; a < length; a++) {
      const value = row[a]!
      const sum = sums[a]!
      for (let b = a; b < length; b++) sum[b]! += value * row[b]!
    }
  }
  for (let a = 0; a < length; a++) {
    for (let b = a; b < length; b++) {
      covariance.set(a, b, sums[a]![b]! / rows)
      covariance.set(b, a, sums[a]![b]! / rows)
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  })
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!)
  const chosen = order.slice(0, dimensions)
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0)
  return {
    centre,
    axes: chosen.map((i) => Float64Array.from(eigenvectorMatrix.getColumn(i))),
    kept: chosen.reduce((sum, i) => sum + realEigenvalues[i]!, 0) / total,
  }
}

/** Rows of `axes.length` numbers: each vector minus the center, along each axis. */
export function project(vectors: Float32Array, { centre, axes }: PrincipalAxes): Float32Array {
  const length = centre.length
  const rows = vectors.length / length
  const projected = new Float32Array(rows * axes.length)
  for (let r = 0; r < rows; r++) {
    for (const [a, axis] of axes.entries()) {
      let sum = 0
      for (let d = 0; d < length; d++) sum += (vectors[r * length + d]! - centre[d]!) * axis[d]!
      projected[r * axes.length + a] = sum
    }
  }
  return projected
}
