import type { ModelOpening, ServedModel } from '../servers/model-kind.js'
import { tokenizerFolder } from './model/model-tokenizer.js'
import { openModel } from './model/open-model.js'
import { ollamaGenerator } from './ollama-generator.js'
import { type OllamaSpec, ollamaSettings } from './ollama-spec.js'
import { ollamaStrategyModel } from './replies/ollama-strategy-model.js'

/** Opens a model of an experiment file: tried, and ready to generate and judge. @throws InputError */
export async function openServed(spec: OllamaSpec, opening: ModelOpening): Promise<ServedModel> {
  const { tokenizer, tokenizers, texts, proofs, replies, tell, signal } = opening
  const settings = ollamaSettings(spec, opening)
  const means = {
    tokenizer,
    ownTokenizer: tokenizerFolder(tokenizers, spec.ollama),
    texts,
    sentinel: spec.sentinel,
    tell,
    say: tell,
    proofs,
  }
  const model = await openModel(settings, means, signal)
  const asker = ollamaStrategyModel(model, replies)
  const { seed, window, maxAnswerTokens, sampling, think } = settings
  const { temperature } = sampling
  return {
    generator: (repeat) => ollamaGenerator(model, replies, repeat),
    asker,
    judgeIdentity: {
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
    close: () => model.close(),
  }
}
