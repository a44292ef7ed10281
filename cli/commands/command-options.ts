import type { AsOfRule } from '../../corpus/corpus-questions.js'

/** Options of every command that touches the workspace. */
export type CommonOptions = { readonly workspace: string; readonly quiet: boolean }

/** Options of commands that print tables. */
export type TableOptions = { readonly wide: boolean }

/** Options that change the named strategies, and the model that they may ask. */
export type StrategyOptions = { readonly cut: boolean; readonly reranker?: string }

/** Options that say how a corpus is indexed. What is left out comes from the last index, or is the default. */
export type IndexOptions = {
  readonly embedder?: string
  readonly chunk?: string
  readonly chunkTokens?: number
  readonly events?: string
  readonly search?: string
  readonly ehrs?: string
  readonly asof?: AsOfRule
  readonly workers: number
}

/** Options of `chartsift doctor`. */
export type DoctorOptions = CommonOptions & {
  readonly host: string[]
  readonly model?: string
  readonly tokenizer?: string
  readonly structured: boolean
  readonly sentinel: boolean
  readonly window: number
  readonly allowHost: string[]
  readonly json: boolean
}
