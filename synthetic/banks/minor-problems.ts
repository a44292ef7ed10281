import { z } from 'zod'
import { codedShape, drugFormShape } from './coded.js'
import { bank } from './read-bank.js'

/** A passing illness between the long ones: seen once or twice, treated for days. */
export const minorProblems = bank(
  'minor-problems',
  z.array(
    z.strictObject({
      condition: codedShape,
      complaint: z.string(),
      drug: drugFormShape,
      story: z.array(z.string()),
      advice: z.array(z.string()),
    }),
  ),
)

/** `spoken`: what a clinician calls it. The first is given every autumn. */
export const vaccines = bank('vaccines', z.array(z.strictObject({ event: codedShape, spoken: z.string() })))

/** Allergies with their reactions. */
export const allergies = bank(
  'allergies',
  z.array(z.strictObject({ event: codedShape, reaction: z.string(), agent: z.string() })),
)

/** Conditions and drugs that no chart has: questions about them are answered with no. */
export const neverSeen = bank(
  'never-seen',
  z.array(z.strictObject({ name: z.string(), kind: z.enum(['condition', 'drug']) })),
)
