import { LARGE_STUDIES } from './bank-imaging-large.js'
import { OFFICE_STUDIES } from './bank-imaging-office.js'
import type { Imaging } from './imaging-study.js'

export const IMAGING = { ...LARGE_STUDIES, ...OFFICE_STUDIES } as const satisfies Record<string, Imaging>

export type ImagingKey = keyof typeof IMAGING
