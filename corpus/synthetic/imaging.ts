import { LARGE_STUDIES } from './bank-imaging-large.js'
import { OFFICE_STUDIES } from './bank-imaging-office.js'
import type { Coded } from './chart.js'

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

export const IMAGING = { ...LARGE_STUDIES, ...OFFICE_STUDIES } as const satisfies Record<string, Imaging>

export type ImagingKey = keyof typeof IMAGING
