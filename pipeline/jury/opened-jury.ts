import type { ModelServer } from '../../eval/report/execution/execution-facts.js'
import type { DeclaredModel } from '../../generators/kinds/declared-generators.js'
import type { ModelCall } from '../../generators/model-call.js'
import type { StrategyModelSource } from '../../generators/strategy-model.js'

/** A model that grades. */
export type Judge = {
  /** As in results and reports: 'judge ollama:llama3.1:8b'. */
  readonly name: string
  readonly families: readonly string[]
  /** Everything that decides its grades, except the prompt. */
  readonly identity: Readonly<Record<string, string | number | boolean | null>>
  readonly notes: readonly string[]
  /** The calls that tried it. */
  readonly trial: readonly ModelCall[]
  /** The servers that it was opened on. */
  readonly servers: readonly ModelServer[]
  /** Most tokens of a grade with its reason. */
  readonly maxAnswerTokens: number
  readonly asker: StrategyModelSource
}

/** The judges of an experiment, opened and tried. */
export type OpenedJury = {
  /** In the order of the file; empty if it names none. */
  readonly judges: readonly Judge[]
  close(): Promise<void>
}

/** A judge's name, distinct from a generator's: the same model may judge one experiment and answer in another. */
export function judgeName({ name }: Pick<DeclaredModel, 'name'>): string {
  return `judge ${name}`
}
