/** Something odd in the input that did not stop the reading. Never carries record text. */
export type Problem = {
  readonly kind: string
  readonly count: number
  /** Where it was first seen, as 'file:line' or 'file'. */
  readonly first: string
}

/** Counts problems by kind and keeps the first place of each. */
export class ProblemTally {
  readonly #byKind = new Map<string, { count: number; first: string }>()

  add(kind: string, where: string, count = 1): void {
    const entry = this.#byKind.get(kind)
    if (entry) entry.count += count
    else this.#byKind.set(kind, { count, first: where })
  }

  merge(problems: readonly Problem[]): void {
    for (const problem of problems) this.add(problem.kind, problem.first, problem.count)
  }

  list(): Problem[] {
    return [...this.#byKind]
      .map(([kind, { count, first }]) => ({ kind, count, first }))
      .sort((a, b) => (a.kind < b.kind ? -1 : 1))
  }
}
