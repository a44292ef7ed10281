/** The values of one instruction, one for each repeat; null: unscored. */
export type RepeatedValues = { readonly cluster: string; readonly values: readonly (number | null)[] }

/** The scored values of each instruction that has any. */
export function scoredRepeats(instructions: readonly RepeatedValues[]): ScoredRepeats[] {
  return instructions.flatMap(({ cluster, values }) => {
    const scored = values.filter((value) => value !== null)
    return scored.length === 0 ? [] : [{ cluster, values: scored }]
  })
}

export type ScoredRepeats = { readonly cluster: string; readonly values: readonly number[] }
