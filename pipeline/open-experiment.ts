import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InputError } from '../corpus/input-error.js'
import { type ExperimentFile, type GeneratorSpec, readExperimentFile } from './experiment-file.js'
import { checkOllama } from './generators/check-ollama.js'
import { extractiveGenerator } from './generators/extractive.js'
import type { Generator } from './generators/generator.js'
import { ollamaGenerator } from './generators/ollama.js'
import { indexCorpus } from './index-corpus.js'
import type { Progress } from './progress.js'
import type { Experiment } from './run-experiment.js'
import { pickInstructions } from './select-contexts.js'
import { openTokenCounter } from './token-counters.js'
import type { Workspace } from './workspace.js'

/** Reads an experiment file, brings its corpus's index up to date and opens its generators. */
export async function openExperiment(
  path: string,
  workspace: Workspace,
  workers: number,
  progress: Progress,
): Promise<Experiment> {
  const file = readExperimentFile(path)
  const counter = await openTokenCounter(file.counter)
  const corpus = corpusPath(file, path)
  const generators: Generator[] = []
  for (const spec of file.generators) generators.push(await openGenerator(spec, file))
  const indexed = await indexCorpus(
    workspace,
    { folder: corpus, ehrs: file.ehrs },
    file.index,
    workers,
    progress,
  )
  const instructions = pickInstructions(indexed, null)
  return { file, indexed, instructions, counter, generators }
}

/** Relative to the current folder or, where that is not there, to the experiment file. */
function corpusPath(file: ExperimentFile, path: string): string {
  const candidates = [resolve(file.corpus), resolve(dirname(path), file.corpus)]
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found === undefined) {
    throw new InputError(`${path}: corpus: expected a folder, found nothing at ${candidates.join(' or ')}`)
  }
  return found
}

async function openGenerator(spec: GeneratorSpec, { seed, prompt }: ExperimentFile): Promise<Generator> {
  if (spec === 'extractive') return extractiveGenerator()
  const { ollama: model, ...settings } = spec
  await checkOllama({ ...settings, model })
  return ollamaGenerator({ ...settings, model, seed, structured: prompt === 'structured' })
}
