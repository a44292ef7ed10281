import type { CorpusCounts } from '../../../eval/report/provenance.js'
import type { IndexedCorpus } from '../../index/indexed-corpus.js'

/** What reports call sources of evidence that are no file. */
const JUDGED_BY: Readonly<Record<string, string>> = {
  'evidence column': 'aligned from the annotators’ evidence column',
  none: 'nothing was judged',
}

/** Counts of what a corpus holds, for a report. */
export function corpusCounts({
  patients,
  failed,
  instructions,
  unusable,
  facts,
  goldSource,
}: IndexedCorpus): CorpusCounts {
  const reasons = new Map<string, number>()
  for (const { reason } of unusable) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  const judged = instructions.filter(({ instructionId }) => (facts.get(instructionId) ?? []).length > 0)
  return {
    patients: patients.length,
    unreadable: failed.length,
    notes: patients.reduce((sum, { notes }) => sum + notes, 0),
    events: patients.reduce((sum, { events }) => sum + events, 0),
    instructions: instructions.length + unusable.length,
    judged: judged.length,
    judgedBy: JUDGED_BY[goldSource] ?? goldSource,
    unusable: Object.fromEntries(reasons),
  }
}
