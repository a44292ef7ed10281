import type { Coded } from './coded.js'

/** `results`: what a report may find, its impression's wording and the short answer to 'what did it show?'. */
export type Imaging = {
  readonly procedure: Coded
  readonly ask: string
  readonly technique: readonly string[]
  readonly background: readonly string[]
  readonly results: readonly {
    readonly finding: string
    readonly impression: string
    readonly answer: string
  }[]
}
