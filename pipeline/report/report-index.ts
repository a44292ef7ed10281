import type { Provenance } from '../../eval/report/provenance.js'
import type { IndexParameters } from '../../indexes/chunks/parameters.js'
import { type ExperimentIndex, isSingle } from '../experiment/experiment.js'
import { describeIndex } from '../index/choice/describe-index.js'
import { indexOfArm, strategyOfArm } from '../select/arm.js'
import { armSentences } from '../select/arm-sentences.js'

/** The parameters of an experiment's only index or, for a list of indexes, each index with its parameters and size. */
export function reportedIndexes(indexes: readonly ExperimentIndex[]): {
  readonly single: Provenance['index']
  readonly list: NonNullable<Provenance['indexes']> | null
} {
  if (isSingle(indexes)) return { single: parametersOf(indexes[0]!.indexed.parameters), list: null }
  const list = indexes.map(({ name, indexed }) => ({
    name: name!,
    ...parametersOf(indexed.parameters),
    chunks: sumOf(indexed.patients.map(({ index }) => index.chunks)),
    vectors: sumOf(indexed.patients.map(({ index }) => index.vectors)),
  }))
  return { single: {}, list }
}

/** What an arm does: its strategy and, if it names one, its index. */
export function sentencesOfArm(arm: string, indexes: readonly ExperimentIndex[]): string[] {
  const sentences = armSentences(strategyOfArm(arm))
  const index = indexes.find(({ name }) => name !== null && name === indexOfArm(arm))
  if (index === undefined) return sentences
  return [...sentences, `On the index ${index.name} (${describeIndex(index.indexed.spec)}).`]
}

function parametersOf({ unit, events, eventChars, embedder, search, hnsw }: IndexParameters) {
  return {
    ...unit,
    events,
    eventChars,
    embedder: embedder.name,
    embedderHash: embedder.hash,
    search,
    ...hnsw,
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
