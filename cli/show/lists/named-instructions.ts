import { openCorpus } from '../../../corpus/formats/open-corpus.js'
import { ProblemTally } from '../../../corpus/problem.js'
import type { Group } from './listing.js'

/**
 * The instructions of a corpus folder by patient, from its tables alone. Reads no record.
 * @throws InputError if the folder is not a corpus
 */
export async function listInstructions(folder: string, ehrs: string | null): Promise<Group[]> {
  const { questions } = await openCorpus({ folder, ehrs })
  const { instructions } = questions.instructions('optional', new ProblemTally())
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  return patients.map((patientId) => ({
    title: `patient ${patientId}`,
    entries: instructions
      .filter((instruction) => instruction.patientId === patientId)
      .map(({ instructionId, text, asOf }) => ({
        name: instructionId,
        text: `${text.replaceAll(/\s+/g, ' ')}${asOf === null ? '' : ` (as of ${asOf})`}`,
      })),
  }))
}
