import { z } from 'zod'
import { bank, type Constant } from './read-bank.js'

/** A measurement: what charts call it, what clinicians write (`short`) and say (`spoken`), and its usual range. */
const labShape = z.strictObject({
  code: z.string().startsWith('LOINC/'),
  name: z.string(),
  unit: z.string(),
  short: z.string(),
  spoken: z.string(),
  decimals: z.int().min(0),
  usual: z.number(),
  spread: z.number().positive(),
})

/** A measurement with its range and unit. */
export type Lab = Constant<z.infer<typeof labShape>>

/** Every lab by its key. */
export const labs = bank('labs', z.record(z.string(), labShape))

/** Throws if no bank has such a lab. */
export function labOf(key: string): Lab {
  const lab = labs()[key]
  if (lab === undefined) throw new Error(`no word bank has the lab ${key}`)
  return lab
}

/** Keys of the labs that are drawn together. */
export const panels = bank(
  'panels',
  z.strictObject({
    metabolic: z.array(z.string()),
    bloodCount: z.array(z.string()),
    liver: z.array(z.string()),
    lipids: z.array(z.string()),
  }),
)

/** In the order in which they are taken. */
export const vitals = bank(
  'vitals',
  z.strictObject({
    systolic: labShape,
    diastolic: labShape,
    pulse: labShape,
    respirations: labShape,
    temperature: labShape,
    saturation: labShape,
    weight: labShape,
    pain: labShape,
  }),
)
