import { join } from 'node:path'
import type { ExperimentFile, OllamaSpec } from '../experiment-file.js'
import { ollamaAsker } from '../ollama/asker.js'
import type { OpenedModel } from '../ollama/opened-model.js'
import { ResponseCache } from '../ollama/response-cache.js'
import { type GeneratorChoices, ollamaSettings, openNamedModel } from '../open-generators.js'
import { REPLIES_FILE, type Workspace } from '../workspace.js'
import { gradingsOf } from './grading.js'
import { sampleJudgePrompts } from './judge-prompt.js'
import { type Judge, judgeName, type OpenedJury } from './jury.js'
import { familiesOf } from './model-family.js'

/** Opens the judges of an experiment, each model tried first as a generator is. */
export async function openJury(
  file: ExperimentFile,
  workspace: Workspace,
  choices: GeneratorChoices,
  signal: AbortSignal,
): Promise<OpenedJury> {
  if (file.judges.length === 0 || gradingsOf(file.measures).length === 0)
    return { judges: [], close: async () => {} }
  const models: OpenedModel[] = []
  const judges: Judge[] = []
  const cache = new ResponseCache(join(workspace.folder, REPLIES_FILE))
  const close = async () => {
    for (const model of models) await model.close()
    cache.close()
  }
  try {
    for (const spec of file.judges) {
      // A judge answers with its own JSON, whatever the generators are asked for.
      const settings = ollamaSettings(spec, { seed: file.seed, prompt: 'record-first' }, choices.allowHosts)
      const model = await openNamedModel(spec, settings, sampleJudgePrompts(), workspace, choices, signal)
      models.push(model)
      judges.push(judgeOf(spec, model, cache, choices.readsCache))
    }
    return { judges, close }
  } catch (error) {
    await close()
    throw error
  }
}

function judgeOf(spec: OllamaSpec, model: OpenedModel, cache: ResponseCache, reads: boolean): Judge {
  const asker = ollamaAsker(model, { cache, reads })
  const { seed, window, maxAnswerTokens, sampling, think } = model.settings
  const { temperature } = sampling
  return {
    name: judgeName(spec.ollama),
    families: familiesOf(spec.ollama, spec.family),
    identity: {
      digest: model.digest,
      options: asker.identity,
      seed,
      window,
      maxAnswerTokens,
      temperature,
      think,
    },
    notes: model.notes,
    trial: model.trial,
    servers: model.servers,
    maxAnswerTokens,
    asker,
  }
}
