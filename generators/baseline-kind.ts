import type { Generator } from './generator.js'

/** A kind of generator that uses no model. An experiment file names it by one word. */
export type BaselineKind = {
  /** The name in experiment files, results and reports. */
  readonly name: string
  /** What it does, as part of a sentence: 'needs no model and picks lines of the context'. */
  readonly does: string
  /** Roughly the most tokens that an answer takes. The kind itself sets no limit. */
  readonly answerTokens: number
  readonly open: () => Promise<Generator>
}
