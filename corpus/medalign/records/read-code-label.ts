import { type SplitLabel, splitLabel } from '../../building/split-label.js'

/** Domains whose labels join name, value and unit. A drug's strength belongs to its name. */
export const JOINED: ReadonlySet<string> = new Set(['measurement', 'observation'])

const CODE = /^\[([^\]\s]+)\]\s*([\s\S]*)$/

/** Splits '[LOINC/718-7] Hemoglobin 15.40 g/dL'; the code is null if none is in brackets. */
export function readCodeLabel(text: string, domain: string): SplitLabel & { readonly code: string | null } {
  const match = CODE.exec(text.trim())
  const label = (match?.[2] ?? text).trim()
  const split = JOINED.has(domain) ? splitLabel(label) : { name: label, value: null, unit: null }
  return { ...split, code: match?.[1] ?? null }
}
