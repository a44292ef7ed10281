import { LENIENT_CUT_OFF, STRICT_CUT_OFF } from './confidence.js'
import type { PieceCounts } from './count-pieces.js'

/** What a reader of results has to know of evidence that nobody judged. */
export function evidenceColumnWarning(patients: readonly PieceCounts[]): string {
  const sum = (count: (counts: PieceCounts) => number) =>
    patients.reduce((total, counts) => total + count(counts), 0)
  const one = [
    `of ${sum(({ pieces }) => pieces)} pieces ${sum(({ exact }) => exact)} occur in the records verbatim`,
    `${sum(({ normalised }) => normalised)} but for marks`,
    `${sum(({ alike }) => alike)} were found by likeness (confidence ${STRICT_CUT_OFF} and above)`,
    `${sum(({ doubtful }) => doubtful)} doubtfully (${LENIENT_CUT_OFF} and above; supporting evidence only)`,
    `${sum(({ unaligned }) => unaligned)} nowhere`,
  ]
  const ambiguous = sum((counts) => counts.ambiguous)
  const left = sum(({ elided, inferred }) => elided - inferred)
  return (
    `Evidence was aligned from the annotators’ free text: ${one.join(', ')}. ` +
    `${ambiguous} could mean several places, of which any one counts; ${left} more are counted in the cells but not written. ` +
    'What was not found is not counted.'
  )
}
