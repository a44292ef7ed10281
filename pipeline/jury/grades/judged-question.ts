import type { Instruction } from '../../../corpus/instruction.js'
import type { Experiment } from '../../experiment/experiment.js'
import { goldEvidence } from './gold-evidence.js'
import type { JudgedQuestion } from './judge-prompt.js'

/** Gives what judges see of an instruction besides the response. Keeps the questions of the last patient. */
export function questionReader({
  indexed,
  charts,
}: Experiment): (instruction: Instruction) => JudgedQuestion {
  let last: { readonly patientId: string; readonly questions: Map<string, JudgedQuestion> } | null = null
  return (instruction) => {
    const { instructionId, patientId, text, references } = instruction
    if (last?.patientId !== patientId) last = { patientId, questions: new Map() }
    let question = last.questions.get(instructionId)
    if (question === undefined) {
      const facts = indexed.facts.get(instructionId) ?? []
      const evidence = goldEvidence(instruction, facts, charts.of(patientId))
      question = { instruction: text, evidence, references: references.map((one) => one.text) }
      last.questions.set(instructionId, question)
    }
    return question
  }
}
