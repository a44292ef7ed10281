import { BASIC_LABS } from './bank-labs-basic.js'
import { SPECIAL_LABS } from './bank-labs-special.js'

export const LABS = { ...BASIC_LABS, ...SPECIAL_LABS }

export type LabKey = keyof typeof LABS
