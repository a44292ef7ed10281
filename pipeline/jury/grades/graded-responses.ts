import { join } from 'node:path'
import type { Instruction } from '../../../corpus/instruction.js'
import { readStoredRecord } from '../../../indexes/store/record-store.js'
import type { Experiment } from '../../experiment/experiment.js'
import type { ResultsStore } from '../../results/results-store.js'
import { goldEvidence } from './gold-evidence.js'
import type { JudgedQuestion } from './judge-prompt.js'

/** A response as judges see it: whose it is they are not told. */
export type GradedResponse = { readonly instruction: Instruction; readonly response: string }

/**
 * The distinct responses of an experiment's cells to each instruction that has references, patients together; equal ones of
 * several arms are one.
 * @param keys of the generators and their repeats
 */
export function responsesToGrade(
  { file, instructions }: Experiment,
  keys: readonly string[],
  store: ResultsStore,
): GradedResponse[] {
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  const ordered = patients.flatMap((patientId) => instructions.filter((one) => one.patientId === patientId))
  return ordered
    .filter(({ references }) => references.length > 0)
    .flatMap((instruction) => {
      const { instructionId } = instruction
      const texts = file.strategies.flatMap((strategy) =>
        file.budgets.flatMap((budget) =>
          keys.flatMap((key) => store.responses.get({ instructionId, strategy, budget }, key)?.text ?? []),
        ),
      )
      return [...new Set(texts)].map((response) => ({ instruction, response }))
    })
}

/** What judges see of an instruction besides the response; the record of one patient at a time is read for it. */
export function questionReader({ indexed }: Experiment): (instruction: Instruction) => JudgedQuestion {
  let last: {
    patientId: string
    questions: Map<string, JudgedQuestion>
    record: ReturnType<typeof recordOf>
  } | null = null
  const recordOf = (patientId: string) =>
    readStoredRecord(join(indexed.patientFolder(patientId), 'record.db'), patientId).record
  return (instruction) => {
    const { instructionId, patientId, text, references } = instruction
    if (last?.patientId !== patientId) last = { patientId, questions: new Map(), record: recordOf(patientId) }
    let question = last.questions.get(instructionId)
    if (question === undefined) {
      const evidence = goldEvidence(instruction, indexed.facts.get(instructionId) ?? [], last.record)
      question = { instruction: text, evidence, references: references.map((one) => one.text) }
      last.questions.set(instructionId, question)
    }
    return question
  }
}
