import type { Coded } from './chart.js'

export type DrugForm = Coded & { readonly dose: string }

export const snomed = (code: string, name: string): Coded => ({ code: `SNOMED/${code}`, name })

export const form = (code: string, name: string, dose: string): DrugForm => ({
  code: `RxNorm/${code}`,
  name,
  dose,
})
