import { LENIENT_CUT_OFF, STRICT_CUT_OFF } from './confidence.js'
import type { PieceCounts } from './count-pieces.js'

/** The warning for readers of results about evidence that nobody judged. */
export function evidenceColumnWarning(patients: readonly PieceCounts[]): string {
  const sum = (count: (counts: PieceCounts) => number) =>
    patients.reduce((total, counts) => total + count(counts), 0)
  const one = [
    `of ${sum(({ pieces }) => pieces)} pieces ${sum(({ exact }) => exact)} occur in the records verbatim`,
    `${sum(({ normalised }) => normalised)} after normalization`,
    `${sum(({ alike }) => alike)} were found by similarity (confidence ${STRICT_CUT_OFF} and above)`,
    `${sum(({ doubtful }) => doubtful)} are uncertain (${LENIENT_CUT_OFF} and above; supporting evidence only)`,
    `${sum(({ unaligned }) => unaligned)} were not found`,
  ]
  const ambiguous = sum((counts) => counts.ambiguous)
  const left = sum(({ elided, inferred }) => elided - inferred)
  return (
    `Evidence was aligned from the annotators’ free text: ${one.join(', ')}. ` +
    `${ambiguous} match several places, any of which counts; ${left} more are mentioned in the cells but not written out. ` +
    'Evidence that was not found is not counted.'
  )
}
