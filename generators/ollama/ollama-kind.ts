import type { ModelKind } from '../servers/model-kind.js'
import { storedDigest, tokenizerFolder } from './model/model-tokenizer.js'
import { OLLAMA_HOST, type OllamaSpec, ollamaSchema } from './ollama-spec.js'

/** Models on Ollama servers. The code that asks a server is loaded only when a model is opened. */
export const ollamaKind: ModelKind<OllamaSpec> = {
  field: 'ollama',
  defaultHost: OLLAMA_HOST,
  examples: { generator: 'llama3.1:8b', judge: 'qwen2.5:32b' },
  libraries: ['ollama'],
  schema: ollamaSchema,
  storedAs: (model) => model,
  open: async (spec, opening) => (await import('./open-served.js')).openServed(spec, opening),
  check: async (spec, trial, report) => (await import('./check-served.js')).checkServed(spec, trial, report),
  ownTokenizer({ ollama }, tokenizers) {
    const folder = tokenizerFolder(tokenizers, ollama)
    return storedDigest(folder) === null ? null : folder
  },
  openEmbedder: async (model) => (await import('./ollama-embedder.js')).openOllamaEmbedder(model),
}
