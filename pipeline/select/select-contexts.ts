import { InputError } from '../../base/errors/input-error.js'
import { DamagedFile } from '../../base/integrity/damaged-file.js'
import type { Instruction } from '../../corpus/instruction.js'
import { tableId } from '../../corpus/tables/table-id.js'
import { Shard } from '../../indexes/store/shard.js'
import type { Context, Unfit } from '../../retrievers/packing/context.js'
import { RecordView } from '../../retrievers/view/record-view.js'
import { SELECTION_FAILED, selectionFailure } from '../failures/selection-failure.js'
import type { IndexedCorpus, Unusable } from '../index/indexed-corpus.js'
import { droppedFacts } from './dropped-facts.js'
import type { Selection, StrategyBudgets } from './selection.js'

/** The context of one instruction, strategy and budget. */
export type SelectedContext = {
  readonly instruction: Instruction
  readonly strategy: string
  readonly budget: number
  readonly context: Context | Unfit
  /** Ids of judged facts with a place in passages that were ranked but did not fit; null if that is not known. */
  readonly droppedFacts: readonly string[] | null
}

/** All contexts of one instruction. */
export type SelectedOf = {
  readonly instruction: Instruction
  readonly contexts: readonly SelectedContext[]
}

/**
 * Selects the contexts of one instruction after another, patient by patient, with one shard open at a time. A damaged index is
 * built again from its source, once. If it stays damaged, that patient's contexts carry the reason and the other patients
 * continue.
 */
export async function* selectContexts(
  indexed: IndexedCorpus,
  instructions: readonly Instruction[],
  selection: Selection,
): AsyncGenerator<SelectedOf> {
  const { parameters, embedder } = indexed
  for (const patientId of new Set(instructions.map((instruction) => instruction.patientId))) {
    const own = instructions.filter((instruction) => instruction.patientId === patientId)
    let done = 0
    for (let isRepaired = false; done < own.length; isRepaired = true) {
      try {
        const shard = Shard.open(patientId, {
          folder: indexed.patientFolder(patientId),
          parameters,
          embedder,
        })
        for await (const one of selectOfPatient(shard, own.slice(done), selection)) {
          yield one
          done++
        }
      } catch (error) {
        const repairs = error instanceof DamagedFile && !isRepaired
        const reason = repairs ? await reasonIfLost(indexed, patientId) : selectionFailure(error)
        if (repairs && reason === null) continue
        if (reason === null) throw error
        for (const instruction of own.slice(done)) {
          const names = selection.strategiesFor(instruction).map(({ name }) => name)
          yield {
            instruction,
            contexts: unusableContexts({ instruction, reason }, names, selection.budgets),
          }
        }
        break
      }
    }
  }
}

/** What an instruction may see of its patient's record. */
export function viewFor({ patientId, asOf }: Instruction, indexed: IndexedCorpus): RecordView {
  const { parameters, embedder } = indexed
  return new RecordView(
    Shard.open(patientId, { folder: indexed.patientFolder(patientId), parameters, embedder }),
    asOf,
  )
}

/** Selects the contexts of one patient's instructions. Instructions with the same asOf share a view of the shard. */
export async function* selectOfPatient(
  shard: Shard,
  instructions: readonly Instruction[],
  { strategiesFor, budgets, counter, factsOf }: Selection,
): AsyncGenerator<SelectedOf> {
  const views = new Map<string | null, RecordView>()
  for (const instruction of instructions) {
    let view = views.get(instruction.asOf)
    if (view === undefined) {
      view = new RecordView(shard, instruction.asOf)
      views.set(instruction.asOf, view)
    }
    const contexts: SelectedContext[] = []
    for (const strategy of strategiesFor(instruction)) {
      try {
        const fill = await strategy.select(instruction, view)
        const filled = budgets[strategy.name]!.map((tokens): SelectedContext => {
          const context = fill({ tokens, counter })
          const dropped = droppedFacts(context, factsOf(instruction.instructionId), view)
          return { instruction, strategy: strategy.name, budget: tokens, context, droppedFacts: dropped }
        })
        contexts.push(...filled)
      } catch (error) {
        const reason = error instanceof DamagedFile ? null : selectionFailure(error)
        if (reason === null) throw error
        contexts.push(...unusableContexts({ instruction, reason }, [strategy.name], budgets))
      }
    }
    yield { instruction, contexts }
  }
  shard.saveCounts()
}

/** Builds a patient's damaged index again. Gives null, or the reason why it cannot be built. */
export async function reasonIfLost(
  { repair }: Pick<IndexedCorpus, 'repair'>,
  patientId: string,
): Promise<string | null> {
  try {
    await repair(patientId)
    return null
  } catch (error) {
    if (error instanceof InputError) return `${SELECTION_FAILED}${error.message}`
    throw error
  }
}

/** The instructions that a user picked. */
export type PickedInstructions = {
  readonly instructions: readonly Instruction[]
  /** Picked instructions without a record to select from. */
  readonly unusable: readonly Unusable[]
}

/** The named instructions, or all of them. @throws InputError if an id is unknown, or if none of them has a record */
export function pickInstructions(
  indexed: IndexedCorpus,
  named: readonly string[] | null,
): PickedInstructions {
  const ids = named?.map(tableId) ?? null
  const all = [...indexed.instructions, ...indexed.unusable.map(({ instruction }) => instruction)]
  if (all.length === 0) {
    throw new InputError(
      `corpus ${indexed.name} has no instructions: expected rows in clinician-instruction-responses.tsv or instructions-sample.csv in its folder`,
    )
  }
  const known = new Set(all.map(({ instructionId }) => instructionId))
  const unknown = ids?.filter((id) => !known.has(id)) ?? []
  if (unknown.length > 0) {
    const first = [...known].slice(0, 5).join(', ')
    throw new InputError(
      `corpus ${indexed.name} has no instruction ${unknown.join(', ')} (of ${known.size}; the first are ${first})`,
    )
  }
  const isPicked = ({ instructionId }: Instruction) => ids === null || ids.includes(instructionId)
  const picked = {
    instructions: indexed.instructions.filter(isPicked),
    unusable: indexed.unusable.filter(({ instruction }) => isPicked(instruction)),
  }
  const [first] = picked.unusable
  if (picked.instructions.length === 0 && first !== undefined) {
    const { instructionId, patientId } = first.instruction
    throw new InputError(
      `nothing can be selected for instruction ${instructionId} of patient ${patientId}: ${first.reason}`,
    )
  }
  return picked
}

/** Failed contexts with the reason, one per strategy and budget. */
export function unusableContexts(
  { instruction, reason }: Unusable,
  strategies: readonly string[],
  budgets: StrategyBudgets,
): SelectedContext[] {
  return strategies.flatMap((strategy) =>
    budgets[strategy]!.map((budget) => ({
      instruction,
      strategy,
      budget,
      context: { reason },
      droppedFacts: null,
    })),
  )
}
