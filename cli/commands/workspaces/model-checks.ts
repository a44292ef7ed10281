import { join } from 'node:path'
import {
  type DeclaredModel,
  declaredModel,
  declaredModels,
} from '../../../generators/kinds/declared-generators.js'
import { MODEL_KINDS } from '../../../generators/kinds/generator-kinds.js'
import type { ModelTrial } from '../../../generators/servers/model-kind.js'
import { Proofs } from '../../../generators/servers/proofs.js'
import type { StepReport } from '../../../generators/servers/steps.js'
import type { StructuredForm } from '../../../generators/structured-answer.js'
import { type ExperimentFile, readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { placeOf } from '../../../pipeline/experiment/form/place-of.js'
import { calibrationTexts } from '../../../pipeline/experiment/open-model-of-file.js'
import { structuredForm } from '../../../pipeline/experiment/prompt-file.js'
import { gradingsOf } from '../../../pipeline/jury/grades/grading.js'
import { sampleJudgePrompts } from '../../../pipeline/jury/grades/judge-prompt.js'
import { PROOFS_FILE, TOKENIZERS_FOLDER, type Workspace } from '../../../pipeline/workspace/workspace.js'
import type { DoctorOptions } from '../command-options.js'

/** A model as an experiment would use it, with prompts of the kind that it would get. */
export type ModelToTry = {
  readonly declared: DeclaredModel
  readonly trial: Omit<ModelTrial, 'tokenizers' | 'proofs'>
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
  const [kind] = MODEL_KINDS
  const spec = kind.schema.parse({
    [kind.field]: model,
    host: options.host,
    window: options.window,
    tokenizer: options.tokenizer ?? null,
    sentinel: options.sentinel,
  })
  return {
    declared: declaredModel(spec),
    trial: {
      seed: 7,
      structured: options.structured,
      allowHosts: options.allowHost,
      texts: calibrationTexts(options.structured ? 'structured' : 'record-first'),
      tokenizer: spec.tokenizer,
    },
  }
}

function modelsOfFile(
  file: ExperimentFile,
  path: string,
  { allowHost, sentinel }: DoctorOptions,
): ModelToTry[] {
  const modelOf = (
    { spec, ...model }: DeclaredModel,
    structured: StructuredForm,
    texts: readonly string[],
  ) => ({
    declared: { ...model, spec: { ...spec, sentinel: spec.sentinel && sentinel } },
    trial: {
      seed: file.seed,
      structured,
      allowHosts: allowHost,
      texts,
      tokenizer: spec.tokenizer === null ? null : placeOf('tokenizer', spec.tokenizer, path),
    },
  })
  const judges = gradingsOf(file.measures).length === 0 ? [] : declaredModels(file.judges)
  return [
    ...judges.map((model) => modelOf(model, false, sampleJudgePrompts())),
    ...declaredModels(file.generators).map((model) =>
      modelOf(model, structuredForm(file), calibrationTexts(file.prompt)),
    ),
  ]
}

/** Makes every check that an experiment makes before its first prompt, and continues after a failure. Uses no stored result. */
export async function checkModel(
  { declared: { kind, spec }, trial }: ModelToTry,
  workspace: Workspace,
  report: (done: StepReport) => void,
): Promise<void> {
  const tokenizers = join(workspace.folder, TOKENIZERS_FOLDER)
  const proofs = new Proofs(join(workspace.folder, PROOFS_FILE), false)
  await kind.check(spec, { ...trial, tokenizers, proofs }, report)
}
