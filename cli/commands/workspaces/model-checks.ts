import { join } from 'node:path'
import { closeAll, connectAll } from '../../../generators/ollama/model/open-model.js'
import { wordsOf } from '../../../generators/ollama/server/failure-of.js'
import { checkLimits, type OllamaSettings } from '../../../generators/ollama/server/settings.js'
import { tryModel } from '../../../generators/ollama/trial/try-model.js'
import { Proofs } from '../../../generators/servers/proofs.js'
import { reportingSteps, type StepReport } from '../../../generators/servers/steps.js'
import {
  type ExperimentFile,
  type OllamaSpec,
  ollamaSchema,
  readExperimentFile,
} from '../../../pipeline/experiment/experiment-file.js'
import { placeOf } from '../../../pipeline/experiment/form/place-of.js'
import {
  calibrationTexts,
  ollamaSettings,
  tokenizerFolder,
} from '../../../pipeline/experiment/open-generators.js'
import { gradingsOf } from '../../../pipeline/jury/grades/grading.js'
import { sampleJudgePrompts } from '../../../pipeline/jury/grades/judge-prompt.js'
import { PROOFS_FILE, type Workspace } from '../../../pipeline/workspace/workspace.js'
import type { DoctorOptions } from '../command-options.js'

/** A model as it would be used, with prompts of the kind that it would be asked. */
export type ModelToTry = {
  readonly settings: OllamaSettings
  readonly tokenizer: string | null
  readonly sentinel: boolean
  readonly texts: readonly string[]
}

/**
 * The model that the options name, and those of an experiment: its generators, and its judges if its measures need them.
 * @throws InputError if the experiment file has problems
 */
export function modelsToTry(path: string | undefined, options: DoctorOptions): ModelToTry[] {
  const named = options.model === undefined ? [] : [modelOfOptions(options.model, options)]
  return path === undefined ? named : [...named, ...modelsOfFile(readExperimentFile(path), path, options)]
}

function modelOfOptions(model: string, options: DoctorOptions): ModelToTry {
  const spec = ollamaSchema.parse({
    ollama: model,
    host: options.host,
    window: options.window,
    tokenizer: options.tokenizer ?? null,
    sentinel: options.sentinel,
  })
  const prompt = options.structured ? 'structured' : 'record-first'
  return {
    settings: ollamaSettings(spec, { seed: 7, prompt }, options.allowHost),
    tokenizer: spec.tokenizer,
    sentinel: spec.sentinel,
    texts: calibrationTexts(prompt),
  }
}

function modelsOfFile(
  file: ExperimentFile,
  path: string,
  { allowHost, sentinel }: DoctorOptions,
): ModelToTry[] {
  const modelOf = (spec: OllamaSpec, prompt: ExperimentFile['prompt'], texts: readonly string[]) => ({
    settings: ollamaSettings(spec, { seed: file.seed, prompt }, allowHost),
    tokenizer: spec.tokenizer === null ? null : placeOf('tokenizer', spec.tokenizer, path),
    sentinel: spec.sentinel && sentinel,
    texts,
  })
  const judges = gradingsOf(file.measures).length === 0 ? [] : file.judges
  return [
    ...judges.map((spec) => modelOf(spec, 'record-first', sampleJudgePrompts())),
    ...file.generators
      .filter((spec) => spec !== 'extractive')
      .map((spec) => modelOf(spec, file.prompt, calibrationTexts(file.prompt))),
  ]
}

/** Tries a model as an experiment does before its first question, and goes on after what fails. All of it is tried again. */
export async function checkModel(
  { settings, tokenizer, sentinel, texts }: ModelToTry,
  workspace: Workspace,
  report: (done: StepReport) => void,
): Promise<void> {
  const { signal } = new AbortController()
  const { model } = settings
  const means = {
    tokenizer,
    ownTokenizer: tokenizerFolder(workspace, model),
    texts,
    sentinel,
    tell: (message: string) => report({ name: `${model}: note`, ok: true, detail: message }),
    steps: reportingSteps({ report, wordsOf, signal }),
    proofs: new Proofs(join(workspace.folder, PROOFS_FILE), false),
  }
  try {
    checkLimits(settings)
    const connections = connectAll(settings)
    try {
      await tryModel(connections, settings, means, signal)
    } finally {
      await closeAll(connections)
    }
  } catch (error) {
    report({ name: model, ok: false, detail: wordsOf(error) })
  }
}
