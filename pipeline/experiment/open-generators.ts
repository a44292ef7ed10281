import { join } from 'node:path'
import type { Generator } from '../../generators/generator.js'
import { declaredBaselines, declaredModel } from '../../generators/kinds/declared-generators.js'
import type { ServedModel } from '../../generators/servers/model-kind.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import type { StrategyModelSource } from '../../generators/strategy-model.js'
import { strategyOfArm } from '../select/arm.js'
import { asksModel } from '../select/strategy-name.js'
import { REPLIES_FILE, type Workspace } from '../workspace/workspace.js'
import type { ExperimentFile } from './experiment-file.js'
import { calibrationTexts, type ModelChoices, openDeclared } from './open-model-of-file.js'
import { structuredForm } from './prompt-file.js'

/** How to ask the models, besides what the experiment file says. */
export type GeneratorChoices = ModelChoices & {
  /** Answers per cell, each with its own seed. */
  readonly repeats: number
}

/** The generators of an experiment, opened and tried. */
export type OpenedGenerators = {
  /** In the order of the file; the repeats of a generator follow each other. */
  readonly generators: readonly Generator[]
  /** The model that strategies ask; null if none does. */
  readonly asker: StrategyModelSource | null
  close(): Promise<void>
}

/** Opens the generators of an experiment and tries each model first. */
export async function openGenerators(
  file: ExperimentFile,
  workspace: Workspace,
  choices: GeneratorChoices,
): Promise<OpenedGenerators> {
  const generators: Generator[] = []
  const models: ServedModel[] = []
  let asker: StrategyModelSource | null = null
  const asksModels = file.generators.some((spec) => declaredModel(spec) !== null)
  const cache = asksModels ? new ResponseCache(join(workspace.folder, REPLIES_FILE)) : null
  const close = async () => {
    for (const model of models) await model.close()
    cache?.close()
  }
  try {
    for (const spec of file.generators) {
      for (const baseline of declaredBaselines([spec])) generators.push(await baseline.open())
      const declared = declaredModel(spec)
      if (declared === null) continue
      const asked = {
        seed: file.seed,
        structured: structuredForm(file),
        texts: calibrationTexts(file.prompt),
      }
      const model = await openDeclared(declared, asked, { workspace, cache: cache!, ...choices })
      models.push(model)
      // A file whose strategies ask a model names one; otherwise it was refused.
      if (file.strategies.some((arm) => asksModel(strategyOfArm(arm)))) asker = model.asker
      for (let repeat = 0; repeat < choices.repeats; repeat++) generators.push(model.generator(repeat))
    }
    return { generators, asker, close }
  } catch (error) {
    await close()
    throw error
  }
}
