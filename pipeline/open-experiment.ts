import { resolve } from 'node:path'
import type { Execution } from './execution.js'
import type { Experiment } from './experiment.js'
import { counterSpecOf } from './experiment-counter.js'
import type { ExperimentFile, GeneratorSpec } from './experiment-file.js'
import { placeOf } from './experiment-form/place-of.js'
import { indexCorpus } from './index-corpus.js'
import { openReranker } from './named-strategy.js'
import { ollamaName } from './ollama/generator.js'
import { storedDigest } from './ollama/model-tokenizer.js'
import { tokenizerFolder } from './open-generators.js'
import { pickInstructions } from './select-contexts.js'
import { openTokenCounter } from './token-counters.js'
import type { Workspace } from './workspace.js'

/** Brings the index of an experiment's corpus up to date. `path` is its file's. Asks no model server. */
export async function openExperiment(
  file: ExperimentFile,
  path: string,
  workspace: Workspace,
  execution: Execution,
): Promise<Experiment> {
  const counterSpec = counterSpecOf(
    file,
    (folder) => placeOf('tokenizer', folder, path),
    (model) => {
      const folder = tokenizerFolder(workspace, model)
      return storedDigest(folder) === null ? null : folder
    },
  )
  const counter = await openTokenCounter(counterSpec)
  const folder = placeOf('corpus', file.corpus, path)
  const encoder = file.reranker === null ? null : placeOf('reranker', file.reranker, path)
  const reranker = await openReranker(file.strategies, encoder)
  const indexed = await indexCorpus(
    workspace,
    { folder, ehrs: file.ehrs, verify: false, asOf: file.asOf },
    file.index,
    execution,
  )
  const { instructions } = pickInstructions(indexed, null)
  const generators = file.generators.map(generatorName)
  const labels = file.labels === null ? null : placeOf('labels', file.labels, path)
  return {
    file,
    indexed,
    instructions,
    counterSpec,
    counter,
    reranker,
    generators,
    labels,
    addedMeasures: [],
    places: { file: resolve(path), corpus: folder, reranker: encoder, labels },
  }
}

/** As it stands in results and reports. */
function generatorName(spec: GeneratorSpec): string {
  return spec === 'extractive' ? spec : ollamaName(spec.ollama)
}
