import { join } from 'node:path'
import { extractiveGenerator } from '../../generators/extractive/extractive.js'
import type { Generator } from '../../generators/generator.js'
import { openModel } from '../../generators/ollama/model/open-model.js'
import type { OpenedModel } from '../../generators/ollama/model/opened-model.js'
import { ollamaGenerator } from '../../generators/ollama/ollama-generator.js'
import { ollamaStrategyModel } from '../../generators/ollama/replies/ollama-strategy-model.js'
import type { OllamaSettings } from '../../generators/ollama/server/settings.js'
import { Proofs } from '../../generators/servers/proofs.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import type { StrategyModelSource } from '../../generators/strategy-model.js'
import { readTemplate, renderPrompt } from '../../prompts/render-prompt.js'
import { strategyOfArm } from '../select/arm.js'
import { asksModel } from '../select/strategy-name.js'
import { PROOFS_FILE, REPLIES_FILE, type Workspace } from '../workspace/workspace.js'
import { promptFile } from './experiment.js'
import type { ExperimentFile, OllamaSpec } from './experiment-file.js'

/** How models are asked, apart from what the experiment file says. */
export type GeneratorChoices = {
  /** Servers outside loopback and the private ranges that records may be sent to, besides those that the file names. */
  readonly allowHosts: readonly string[]
  /** Answers of each cell, each with a seed of its own. */
  readonly repeats: number
  /** False: replies that are kept are asked for anew. */
  readonly readsCache: boolean
  /** Finds a folder that the file names. */
  readonly placeOf: (folder: string) => string
  readonly tell: (message: string) => void
}

export type OpenedGenerators = {
  /** In the order of the file, the repeats of one behind each other. */
  readonly generators: readonly Generator[]
  /** The model that strategies ask; null where none does. */
  readonly asker: StrategyModelSource | null
  close(): Promise<void>
}

/** Opens the generators of an experiment, each model tried first. */
export async function openGenerators(
  file: ExperimentFile,
  workspace: Workspace,
  choices: GeneratorChoices,
  signal: AbortSignal,
): Promise<OpenedGenerators> {
  const generators: Generator[] = []
  const models: OpenedModel[] = []
  let asker: StrategyModelSource | null = null
  const asksModels = file.generators.some((spec) => spec !== 'extractive')
  const cache = asksModels ? new ResponseCache(join(workspace.folder, REPLIES_FILE)) : null
  const close = async () => {
    for (const model of models) await model.close()
    cache?.close()
  }
  try {
    for (const spec of file.generators) {
      if (spec === 'extractive') {
        generators.push(extractiveGenerator())
        continue
      }
      const settings = ollamaSettings(spec, file, choices.allowHosts)
      const model = await openNamedModel(
        spec,
        settings,
        calibrationTexts(file.prompt),
        workspace,
        choices,
        signal,
      )
      models.push(model)
      const store = { cache: cache!, reads: choices.readsCache }
      // A file whose strategies ask a model names one, or it was refused.
      if (file.strategies.some((arm) => asksModel(strategyOfArm(arm))))
        asker = ollamaStrategyModel(model, store)
      for (let repeat = 0; repeat < choices.repeats; repeat++)
        generators.push(ollamaGenerator(model, store, repeat))
    }
    return { generators, asker, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens a model as an experiment file names it. @param texts prompts of the kind that it will be asked, of nobody */
export function openNamedModel(
  spec: OllamaSpec,
  settings: OllamaSettings,
  texts: readonly string[],
  workspace: Workspace,
  choices: Pick<GeneratorChoices, 'placeOf' | 'tell'>,
  signal: AbortSignal,
): Promise<OpenedModel> {
  const means = {
    tokenizer: spec.tokenizer === null ? null : choices.placeOf(spec.tokenizer),
    ownTokenizer: tokenizerFolder(workspace, spec.ollama),
    texts,
    sentinel: spec.sentinel,
    tell: choices.tell,
    say: choices.tell,
    proofs: new Proofs(join(workspace.folder, PROOFS_FILE)),
  }
  return openModel(settings, means, signal)
}

/** Where the tokenizer of a model is kept that was made from its vocabulary. */
export function tokenizerFolder(workspace: Workspace, model: string): string {
  return join(workspace.folder, 'tokenizers', model.replaceAll(/[^A-Za-z0-9._-]+/g, '-'))
}

export function ollamaSettings(
  spec: OllamaSpec,
  { seed, prompt }: Pick<ExperimentFile, 'seed' | 'prompt'>,
  allowHosts: readonly string[],
): OllamaSettings {
  const { ollama: model, host, temperature, topK, topP, minP, repeatPenalty, stop } = spec
  return {
    model,
    hosts: typeof host === 'string' ? [host] : host,
    window: spec.window,
    maxAnswerTokens: spec.maxAnswerTokens,
    seed,
    structured: prompt === 'structured',
    think: spec.think,
    sampling: { temperature, topK, topP, minP, repeatPenalty, stop },
    keepAlive: spec.keepAlive,
    allowHosts: [...spec.allowHosts, ...allowHosts],
    parallel: spec.parallel,
    deadlineMs: spec.deadline * 1000,
  }
}

/** Prompts as they will be sent, of nobody: what the server adds to them it will add to all. */
export function calibrationTexts(prompt: ExperimentFile['prompt']): string[] {
  const template = readTemplate(promptFile({ prompt }))
  return [
    { context: '[1] 2020-01-01 note\nNo complaints.', instruction: 'What does the patient complain of?' },
    {
      context: '[1] 2021-02-03 04:05 progress note\nHb 13.2 g/dL, K+ 4.1.\n\n[2] measurement: Weight 81 kg',
      instruction: 'List all values (with units), oldest first',
    },
  ].map((values) => renderPrompt(template, values))
}
