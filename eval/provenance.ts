/** What made the numbers of a report, as plain values; the caller gathers it. Never carries record text. */
export type Provenance = {
  readonly name: string
  readonly seed: number
  readonly corpus: { readonly name: string; readonly hash: string }
  readonly index: Readonly<Record<string, string | number | boolean | null>>
  readonly counter: string
  readonly strategies: readonly string[]
  readonly budgets: readonly (number | null)[]
  /** `identity`: what besides the prompt decided the responses, a model's digest and options. */
  readonly generators: readonly {
    readonly name: string
    readonly identity: Readonly<Record<string, string | number | boolean | null>>
  }[]
  readonly measures: readonly string[]
  readonly versions: Readonly<Record<string, string>>
  /** Sentences the reader must see before any number. */
  readonly warnings: readonly string[]
  /** Oddities of the input by kind. */
  readonly problems: Readonly<Record<string, number>>
}
