/** F1 of the longest common token subsequence, 0 to 1, as rouge-score without stemmer. Empty anything: 0. */
export function rougeL(candidate: string, reference: string): number {
  const a = rougeTokens(candidate)
  const b = rougeTokens(reference)
  if (a.length === 0 || b.length === 0) return 0
  return (2 * commonSubsequence(a, b)) / (a.length + b.length)
}

/** Lower-case runs of a-z and 0-9; everything else only separates. */
function rougeTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

function commonSubsequence(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint32Array(b.length + 1)
  let current = new Uint32Array(b.length + 1)
  for (const token of a) {
    for (let j = 1; j <= b.length; j += 1)
      current[j] = b[j - 1] === token ? previous[j - 1]! + 1 : Math.max(previous[j]!, current[j - 1]!)
    const spare = previous
    previous = current
    current = spare
  }
  return previous[b.length]!
}
