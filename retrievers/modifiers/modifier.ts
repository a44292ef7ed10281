import type { Instruction } from '../../corpus/instruction.js'
import type { Layout } from '../packing/context.js'
import { rankedStrategy } from '../ranked.js'
import type { Scored, Strategy } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'

/**
 * Changes what a strategy ranked before it is packed: order, scores, or the chunks themselves. Best first, in and out; what
 * comes out is of the same view.
 */
export type Modifier = (
  ranked: readonly Scored[],
  instruction: Instruction,
  view: RecordView,
) => readonly Scored[] | Promise<readonly Scored[]>

/** With what a modifier made of the score added to what the base says it is made of, where the base says so. */
export function explained(scored: Scored, more: () => string): Scored {
  const { why } = scored
  return why === undefined ? scored : { ...scored, why: () => `${why()}; ${more()}` }
}

/** What modifiers make of a strategy. */
export type Modification = {
  readonly name: string
  readonly modifiers: readonly Modifier[]
  readonly layout: Layout
}

/**
 * A strategy whose ranking goes through modifiers, in their order, and whose contexts are laid out in another way.
 * @param name as it is in results: 'hybrid+mmr+recency'
 */
export function modified(base: Strategy, { name, modifiers, layout }: Modification): Strategy {
  const { rank } = base
  if (modifiers.length > 0 && rank === undefined) throw new Error(`${base.name} ranks nothing to be modified`)
  const ranked =
    modifiers.length === 0 || rank === undefined
      ? base
      : rankedStrategy(name, async (instruction, view) => {
          let passages = await rank(instruction, view)
          for (const modify of modifiers) passages = await modify(passages, instruction, view)
          return passages
        })
  return {
    ...ranked,
    name,
    ...(base.explain === undefined ? {} : { explain: base.explain }),
    async select(instruction, view) {
      const fill = await ranked.select(instruction, view)
      return (budget) => fill({ ...budget, layout })
    },
  }
}
