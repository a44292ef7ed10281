import type { ProblemTally } from '../../corpus/problem.js'
import type { PatientResult } from './index-patient.js'

/** Counts the problems of patients' records, and of the evidence that is judged in them, in `tally`. */
export function countProblems(patients: readonly PatientResult[], tally: ProblemTally): void {
  for (const { patientId, problems, evidence } of patients) {
    tally.merge(problems)
    const kinds: [string, number][] = [
      ...Object.entries(evidence.unalignedKinds).map(([kind, count]): [string, number] => [
        `evidence text not found in the record (${kind})`,
        count,
      ]),
      ['evidence text with an uncertain match, counted as supporting only', evidence.doubtful],
      ['evidence text that matches several places', evidence.ambiguous],
      ['evidence text that is counted but not written out', evidence.elided - evidence.inferred],
      ['judged place that is not in the record', evidence.absent],
      ['judgment of a note id that several notes share, ambiguous', evidence.shared],
      ['fact whose evidence is all after the as-of time', evidence.late],
    ]
    for (const [kind, count] of kinds) if (count > 0) tally.add(kind, `patient ${patientId}`, count)
  }
}
