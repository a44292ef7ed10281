import type { AsOfRule } from '../../corpus/corpus-questions.js'

/** Options of every command that touches the workspace. */
export type CommonOptions = { readonly workspace: string; readonly quiet: boolean }

/** Of commands that print tables. */
export type TableOptions = { readonly wide: boolean }

/** How the named strategies are changed, and what they may ask. */
export type StrategyOptions = { readonly cut: boolean; readonly reranker?: string }

/** Options that say how a corpus is indexed; what is left out is a default or that of the last index. */
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
