import { join } from 'node:path'
import { type DeclaredModel, declaredModels } from '../../generators/kinds/declared-generators.js'
import type { ServedModel } from '../../generators/servers/model-kind.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import type { ExperimentFile } from '../experiment/experiment-file.js'
import { familiesOf } from '../experiment/model-family.js'
import { type ModelChoices, openDeclared } from '../experiment/open-model-of-file.js'
import { REPLIES_FILE, type Workspace } from '../workspace/workspace.js'
import { gradingsOf } from './grades/grading.js'
import { sampleJudgePrompts } from './grades/judge-prompt.js'
import { type Judge, judgeName, type OpenedJury } from './opened-jury.js'

/** Opens the judges of an experiment and tries each model first, as for generators. */
export async function openJury(
  file: ExperimentFile,
  workspace: Workspace,
  choices: ModelChoices,
): Promise<OpenedJury> {
  if (file.judges.length === 0 || gradingsOf(file.measures).length === 0)
    return { judges: [], close: async () => {} }
  const models: ServedModel[] = []
  const judges: Judge[] = []
  const cache = new ResponseCache(join(workspace.folder, REPLIES_FILE))
  const close = async () => {
    for (const model of models) await model.close()
    cache.close()
  }
  try {
    for (const declared of declaredModels(file.judges)) {
      // A judge answers with its own JSON, whatever form the generators' answers have.
      const asked = { seed: file.seed, structured: false, texts: sampleJudgePrompts() }
      const model = await openDeclared(declared, asked, { workspace, cache, ...choices })
      models.push(model)
      judges.push(judgeOf(declared, model))
    }
    return { judges, close }
  } catch (error) {
    await close()
    throw error
  }
}

function judgeOf(declared: DeclaredModel, model: ServedModel): Judge {
  const { spec } = declared
  return {
    name: judgeName(declared),
    families: familiesOf(declared.model, spec.family),
    identity: model.judgeIdentity,
    notes: model.notes,
    trial: model.trial,
    servers: model.servers,
    maxAnswerTokens: spec.maxAnswerTokens,
    asker: model.asker,
  }
}
