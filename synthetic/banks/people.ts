import { z } from 'zod'
import { bank } from './read-bank.js'

const names = z.array(z.string()).min(1)

/** `clinicians`: with their degrees, which say who writes which note. `submitters`: specialties of those who pose questions. */
export const people = bank(
  'people',
  z.strictObject({
    surnames: names,
    clinicians: names,
    races: names,
    ethnicities: names,
    payers: names,
    submitters: names,
  }),
)
