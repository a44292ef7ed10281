import { join } from 'node:path'
import type { OpenedModel } from '../../generators/ollama/model/opened-model.js'
import { ollamaStrategyModel } from '../../generators/ollama/replies/ollama-strategy-model.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import type { ExperimentFile, OllamaSpec } from '../experiment/experiment-file.js'
import { familiesOf } from '../experiment/model-family.js'
import { type GeneratorChoices, ollamaSettings, openNamedModel } from '../experiment/open-generators.js'
import { REPLIES_FILE, type Workspace } from '../workspace/workspace.js'
import { gradingsOf } from './grades/grading.js'
import { sampleJudgePrompts } from './grades/judge-prompt.js'
import { type Judge, judgeName, type OpenedJury } from './opened-jury.js'

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
  const asker = ollamaStrategyModel(model, { cache, reads })
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
