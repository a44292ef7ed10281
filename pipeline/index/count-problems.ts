import type { ProblemTally } from '../../corpus/problem.js'
import type { PatientResult } from './index-patient.js'

/** Counts the problems of patients' records, and of the evidence that is judged in them, in `tally`. */
export function countProblems(patients: readonly PatientResult[], tally: ProblemTally): void {
  for (const { patientId, problems, evidence } of patients) {
    tally.merge(problems)
    const kinds: [string, number][] = [
      ...Object.entries(evidence.unalignedKinds).map(([kind, count]): [string, number] => [
        `evidence piece that stands nowhere in the record (${kind})`,
        count,
      ]),
      ['evidence piece that is found doubtfully, supporting only', evidence.doubtful],
      ['evidence piece that may mean several places', evidence.ambiguous],
      ['evidence piece that is counted but not written', evidence.elided - evidence.inferred],
      ['judged place that the record does not have', evidence.absent],
      ['judgement of a note id that several notes share, ambiguous', evidence.shared],
      ['fact all of whose evidence lies after the as-of time', evidence.late],
    ]
    for (const [kind, count] of kinds) if (count > 0) tally.add(kind, `patient ${patientId}`, count)
  }
}
