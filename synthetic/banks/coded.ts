/** A clinical concept as charts code it. */
export type Coded = { readonly code: string; readonly name: string }

export type NoteType = { readonly code: string; readonly name: string }

export type DrugForm = Coded & { readonly dose: string }

export const snomed = (code: string, name: string): Coded => ({ code: `SNOMED/${code}`, name })

export const form = (code: string, name: string, dose: string): DrugForm => ({
  code: `RxNorm/${code}`,
  name,
  dose,
})
