import { InputError } from '../corpus/input-error.js'
import type { Instruction } from '../corpus/instruction.js'
import { Shard } from '../indexes/shard.js'
import { RecordView } from '../retrievers/record-view.js'
import type { Context, Strategy, Unfit } from '../retrievers/strategy.js'
import type { TokenCounter } from '../retrievers/token-counter.js'
import type { IndexedCorpus } from './index-corpus.js'

export type SelectedContext = {
  readonly instruction: Instruction
  readonly strategy: string
  readonly budget: number
  readonly context: Context | Unfit
}

/**
 * Contexts of one instruction after another, patient by patient: one shard is open at a time, and instructions
 * with the same asOf share a view of it.
 */
export async function* selectContexts(
  indexed: IndexedCorpus,
  instructions: readonly Instruction[],
  strategiesFor: (instruction: Instruction) => readonly Strategy[],
  budgets: readonly number[],
  counter: TokenCounter,
): AsyncGenerator<{ readonly instruction: Instruction; readonly contexts: readonly SelectedContext[] }> {
  const patients = [...new Set(instructions.map(({ patientId }) => patientId))]
  for (const patientId of patients) {
    const shard = Shard.open(
      patientId,
      indexed.patientFolder(patientId),
      indexed.parameters,
      indexed.embedder,
    )
    const views = new Map<string | null, RecordView>()
    for (const instruction of instructions) {
      if (instruction.patientId !== patientId) continue
      let view = views.get(instruction.asOf)
      if (view === undefined) {
        view = new RecordView(shard, instruction.asOf)
        views.set(instruction.asOf, view)
      }
      const contexts: SelectedContext[] = []
      for (const strategy of strategiesFor(instruction)) {
        const fill = await strategy.select(instruction, view)
        for (const tokens of budgets) {
          contexts.push({
            instruction,
            strategy: strategy.name,
            budget: tokens,
            context: fill({ tokens, counter }),
          })
        }
      }
      yield { instruction, contexts }
    }
  }
}

/** The named instructions, or all; unknown ids are refused together. */
export function pickInstructions(
  indexed: IndexedCorpus,
  ids: readonly string[] | null,
): readonly Instruction[] {
  if (indexed.instructions.length === 0) {
    throw new InputError(
      `corpus ${indexed.name} has no instructions: expected clinician-instruction-responses.tsv or instructions-sample.csv in its folder`,
    )
  }
  if (ids === null) return indexed.instructions
  const known = new Map(indexed.instructions.map((instruction) => [instruction.instructionId, instruction]))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    throw new InputError(
      `corpus ${indexed.name} has no instruction ${unknown.join(', ')} (of ${known.size}; the first are ${[...known.keys()].slice(0, 5).join(', ')})`,
    )
  }
  return ids.map((id) => known.get(id)!)
}
