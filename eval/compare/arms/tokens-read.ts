import type { PlanArm } from '../value-table.js'

/** What a generator took for an instruction under an arm, such as prompt tokens; null if it took none, or if that is not known. */
export type TokensOf = (arm: PlanArm, instructionId: string) => number | null

/** Mean prompt tokens per instruction of both arms of a comparison, over the n instructions for which both are known. */
export type TokensRead = { readonly n: number; readonly own: number; readonly baseline: number }

/** The tokens that two arms read for the same instructions; null if there is no such instruction. */
export function tokensRead(
  tokensOf: TokensOf,
  { arm, other }: { readonly arm: PlanArm; readonly other: PlanArm },
  instructionIds: readonly string[],
): TokensRead | null {
  const pairs = instructionIds.flatMap((id) => {
    const [own, baseline] = [tokensOf(arm, id), tokensOf(other, id)]
    return own === null || baseline === null ? [] : [{ own, baseline }]
  })
  const n = pairs.length
  if (n === 0) return null
  const sum = pairs.reduce((all, one) => ({ own: all.own + one.own, baseline: all.baseline + one.baseline }))
  return { n, own: sum.own / n, baseline: sum.baseline / n }
}
