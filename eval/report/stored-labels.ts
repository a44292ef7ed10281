import type { Cause } from '../compare/failure-attribution.js'

// The names of causes and the reasons are stored in files that other programs read, so only what people read has other words.
const CAUSE_LABELS: Partial<Record<Cause, string>> = {
  'reference suspect': 'possibly wrong reference',
  'used wrongly': 'misused',
  'no evidence judged': 'no judged evidence',
}
const REASON_LABELS: Readonly<Record<string, string>> = {
  'no evidence judgements': 'no judged evidence',
}

/** The name of a cause on pages. */
export function causeLabel(cause: Cause): string {
  return CAUSE_LABELS[cause] ?? cause
}

/** The reason for a missing value or context as people read it: one phrase for reasons that mean the same to a reader. */
export function reasonLabel(reason: string): string {
  return REASON_LABELS[reason] ?? reason
}
