import { z } from 'zod'
import type { Constant } from './read-bank.js'

/** A clinical concept as charts code it: the vocabulary is part of the code ('SNOMED/69896004'). */
export const codedShape = z.strictObject({ code: z.string().regex(/^[A-Za-z]+\/\S+$/), name: z.string() })

/** A product of a drug. */
export const drugFormShape = codedShape.extend({ dose: z.string() })

/** A clinical concept as charts code it. */
export type Coded = Constant<z.infer<typeof codedShape>>

/** A product of a drug with its dose. */
export type DrugForm = Constant<z.infer<typeof drugFormShape>>
