import type { ModelTrial } from '../servers/model-kind.js'
import { reportingSteps, type StepReport } from '../servers/steps.js'
import { tokenizerFolder } from './model/model-tokenizer.js'
import { closeAll, connectAll } from './model/open-model.js'
import { type OllamaSpec, ollamaSettings } from './ollama-spec.js'
import { wordsOf } from './server/failure-of.js'
import { checkLimits } from './server/settings.js'
import { tryModel } from './trial/try-model.js'

/**
 * Tries a model as an experiment does before its first question, but continues after a failure. Every step goes
 * to `report`.
 */
export async function checkServed(
  spec: OllamaSpec,
  trial: ModelTrial,
  report: (done: StepReport) => void,
): Promise<void> {
  const { signal } = new AbortController()
  const { ollama: model, sentinel } = spec
  const means = {
    tokenizer: trial.tokenizer,
    ownTokenizer: tokenizerFolder(trial.tokenizers, model),
    texts: trial.texts,
    sentinel,
    tell: (message: string) => report({ name: `${model}: note`, ok: true, detail: message }),
    steps: reportingSteps({ report, wordsOf, signal }),
    proofs: trial.proofs,
  }
  try {
    const settings = ollamaSettings(spec, trial)
    checkLimits(settings)
    const connections = connectAll(settings)
    try {
      await tryModel(connections, { settings, means, signal })
    } finally {
      await closeAll(connections)
    }
  } catch (error) {
    report({ name: model, ok: false, detail: wordsOf(error) })
  }
}
