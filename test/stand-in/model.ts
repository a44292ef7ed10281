import { createHash } from 'node:crypto'
import type { Personality } from './personality.js'

export type StandInModel = {
  /** With its tag, as /api/tags says it. */
  readonly name: string
  readonly digest: string
  readonly trainedContext: number
  /** `go`: a Go template with `{{ .Messages }}`; `jinja`: only inside the model file; `bare`: `{{ .Prompt }}`. */
  readonly template: 'go' | 'jinja' | 'bare'
  readonly capabilities: readonly string[]
  /** `field`: the thought comes in `thinking`; `leaks`: it stays in the content, with `</think>`. */
  readonly thinking: 'none' | 'field' | 'leaks'
  /** A model that another machine answers for. */
  readonly remoteHost?: string
}

/** A chat model with what a test does not say about it. */
export function chatModel(own: Partial<StandInModel> & { readonly name: string }): StandInModel {
  const thinking = own.thinking ?? 'none'
  return {
    digest: digestOf(own.name),
    trainedContext: 8192,
    template: thinking === 'leaks' ? 'jinja' : 'go',
    capabilities: thinking === 'none' ? ['completion'] : ['completion', 'thinking'],
    thinking,
    ...own,
  }
}

export const TINY = chatModel({ name: 'tiny:latest' })

export const MINILM: StandInModel = {
  name: 'minilm:latest',
  digest: digestOf('minilm:latest'),
  trainedContext: 512,
  template: 'bare',
  capabilities: ['embedding'],
  thinking: 'none',
}

export const CLOUD = chatModel({
  name: 'big:cloud',
  trainedContext: 131_072,
  remoteHost: 'https://ollama.com:443',
})

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function isEmbedder(model: StandInModel): boolean {
  return model.capabilities.includes('embedding')
}

/** The template as the server sees it: one that it cannot read falls back to the bare prompt, and thinking goes with it. */
export function servedTemplate(model: StandInModel, personality: Personality): StandInModel['template'] {
  return model.template === 'jinja' && !personality.usesNativeTemplate ? 'bare' : model.template
}

export function servedCapabilities(model: StandInModel, personality: Personality): readonly string[] {
  return servedTemplate(model, personality) === 'bare'
    ? model.capabilities.filter((capability) => capability !== 'thinking')
    : model.capabilities
}

export function findModel(models: readonly StandInModel[], asked: string): StandInModel | undefined {
  return models.find(({ name }) => name === withTag(asked))
}

export function withTag(name: string): string {
  return name.includes(':') ? name : `${name}:latest`
}
