import { byPatientId } from '../../corpus/patient-id.js'
import type { IndexParameters } from '../../indexes/chunks/parameters.js'
import type { PatientTask } from './index-patient.js'
import type { KnownCorpus } from './known/known-corpus.js'

/** The work on each patient, the largest first, so that no large one is left for the end. */
export function patientTasks(
  { patients, asked: { instructions, judgements } }: KnownCorpus,
  parameters: IndexParameters,
  patientFolder: (patientId: string) => string,
): PatientTask[] {
  return [...patients]
    .sort((a, b) => b.bytes - a.bytes || byPatientId(a, b))
    .map(({ patientId, files }) => {
      const asked = instructions.filter((instruction) => instruction.patientId === patientId)
      return {
        patientId,
        files,
        folder: patientFolder(patientId),
        parameters,
        cuts: [...new Set(asked.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])))].sort(),
        evidence: asked.map(({ instructionId, asOf, evidence }) => ({
          instructionId,
          asOf,
          judged: judgements.facts === null ? null : (judgements.facts.get(instructionId) ?? []),
          cells: evidence,
        })),
      }
    })
}
