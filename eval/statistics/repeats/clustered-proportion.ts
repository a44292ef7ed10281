import { groupBy } from '../../../base/group-by.js'

/** How many of the values of a cluster are 1. */
export type ClusterCounts = { readonly successes: number; readonly trials: number }

/** Posterior of the proportion: its mean and equal-tailed interval. correlation: posterior mean of that within a cluster. */
export type ClusteredProportion = {
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly correlation: number
}

// Midpoints of the grid; halving either moves the ends of an interval by less than .001.
const CHANCES = 500
const DISPERSIONS = 150

/**
 * Bayesian interval of a proportion of clustered values of 0 and 1, for few patients, where intervals that rest on the central
 * limit theorem are too narrow or end beyond 0 and 1 (Bowyer, Aitchison and Ivanova, arXiv 2503.01747). Their hierarchical model:
 * a uniform chance c, d ~ Gamma(1, 1), and each cluster's own chance ~ Beta(d c, d (1 - c)), so that two values of a cluster
 * correlate by 1 / (d + 1). Their importance sampling is replaced by a grid over c and exp(-d), so there is no seed. Clusters:
 * the instructions of a patient, or the repeats of an instruction. With one value in each the posterior is Beta(1 + successes,
 * 1 + failures). Throws unless 0 <= successes <= trials.
 */
export function clusteredProportion(clusters: readonly ClusterCounts[], level: number): ClusteredProportion {
  for (const { successes, trials } of clusters)
    if (!(Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials))
      throw new Error(`expected 0 to n successes, found ${successes} of ${trials}`)
  const kinds = [...groupBy(clusters, ({ successes, trials }) => `${successes} ${trials}`).values()]
  const logs = new Float64Array(CHANCES * DISPERSIONS)
  for (let at = 0; at < logs.length; at += 1) {
    const [chance, dispersion] = [chanceAt(at), dispersionAt(at)]
    for (const kind of kinds) logs[at]! += kind.length * logLikelihood(kind[0]!, chance, dispersion)
  }
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const marginal = new Float64Array(CHANCES)
  let [sum, correlated] = [0, 0]
  for (const [at, log] of logs.entries()) {
    const weight = Math.exp(log - most)
    marginal[Math.floor(at / DISPERSIONS)]! += weight
    sum += weight
    correlated += weight / (dispersionAt(at) + 1)
  }
  const shares = marginal.map((weight) => weight / sum)
  const tail = (1 - level) / 2
  return {
    mean: shares.reduce((mean, share, i) => mean + (share * (i + 0.5)) / CHANCES, 0),
    low: quantileOf(shares, tail),
    high: quantileOf(shares, 1 - tail),
    correlation: correlated / sum,
  }
}

function chanceAt(at: number): number {
  return (Math.floor(at / DISPERSIONS) + 0.5) / CHANCES
}

/** Equally likely values of Gamma(1, 1). */
function dispersionAt(at: number): number {
  return -Math.log(((at % DISPERSIONS) + 0.5) / DISPERSIONS)
}

/** Of the values of a cluster in their order, by Polya's urn. */
function logLikelihood({ successes, trials }: ClusterCounts, chance: number, dispersion: number): number {
  let [log, product] = [0, 1]
  for (let i = 0; i < trials; i += 1) {
    const own = i < successes ? dispersion * chance + i : dispersion * (1 - chance) + i - successes
    product *= own / (dispersion + i)
    // Far above the smallest double.
    if (product < 1e-250) {
      log += Math.log(product)
      product = 1
    }
  }
  return log + Math.log(product)
}

/** Cells are uniform inside. */
function quantileOf(shares: Float64Array, p: number): number {
  let below = 0
  for (const [i, share] of shares.entries()) {
    if (below + share >= p) return (i + (p - below) / share) / CHANCES
    below += share
  }
  return 1
}
