import { z } from 'zod'
import { codedShape } from './coded.js'
import { bank, type Constant } from './read-bank.js'

/**
 * `spoken`: what a clinician calls it. `results`: what a report may find, its impression's wording and the short answer to
 * 'what did it show?'.
 */
const imagingShape = z.strictObject({
  procedure: codedShape,
  spoken: z.string(),
  technique: z.array(z.string()).min(1),
  background: z.array(z.string()).min(3),
  results: z
    .array(z.strictObject({ finding: z.string(), impression: z.string(), answer: z.string() }))
    .min(1),
})

/** A study: what it may find and how reports word it. */
export type Imaging = Constant<z.infer<typeof imagingShape>>

const large = bank('imaging/large', z.record(z.string(), imagingShape))
const office = bank('imaging/office', z.record(z.string(), imagingShape))

/** Throws if no bank has such a study. */
export function imagingStudy(key: string): Imaging {
  const study = large()[key] ?? office()[key]
  if (study === undefined) throw new Error(`no word bank has the imaging study ${key}`)
  return study
}
