import type { ModelServer } from '../../eval/report/provenance.js'
import type { DeclaredModel } from '../../generators/kinds/declared-generators.js'
import type { ModelCall } from '../../generators/model-call.js'
import type { StrategyModelSource } from '../../generators/strategy-model.js'

/** A model that grades. */
export type Judge = {
  /** As in results and reports: 'judge ollama:llama3.1:8b'. */
  readonly name: string
  readonly families: readonly string[]
  /** Everything besides the prompt that decides its grades. */
  readonly identity: Readonly<Record<string, string | number | boolean | null>>
  readonly notes: readonly string[]
  /** The calls that tried it. */
  readonly trial: readonly ModelCall[]
  /** The servers that it was opened on. */
  readonly servers: readonly ModelServer[]
  /** Tokens that a grade and its reason may take. */
  readonly maxAnswerTokens: number
  readonly asker: StrategyModelSource
}

/** The judges of an experiment, opened and tried. */
export type OpenedJury = {
  /** In the order of the file; empty if it names none. */
  readonly judges: readonly Judge[]
  close(): Promise<void>
}

/** Apart from the name of a generator: the same model may be a judge of one experiment and a generator of another. */
export function judgeName({ name }: Pick<DeclaredModel, 'name'>): string {
  return `judge ${name}`
}
