import type { Generator } from './generator.js'

/** A kind of generator that asks no model: an experiment file names it by one word. */
export type BaselineKind = {
  /** In experiment files, results and reports. */
  readonly name: string
  /** What it does, as a part of a sentence: 'needs no model and picks lines of the context'. */
  readonly does: string
  /** Tokens that an answer takes at most, roughly: it has no limit of its own. */
  readonly answerTokens: number
  readonly open: () => Promise<Generator>
}
