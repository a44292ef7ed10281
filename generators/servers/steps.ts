/** The result of one step of a trial. */
export type StepReport = { readonly name: string; readonly ok: boolean; readonly detail: string }

/** Runs the steps of a trial one after another. */
export type Steps = {
  /** @returns null if the work failed and the trial continues anyway */
  take<T>(
    name: string,
    work: () => Promise<T>,
    detailOf: (found: T) => string,
  ): Promise<{ readonly found: T } | null>
  /** The same for a check that needs no new call. */
  judge<T>(name: string, work: () => T, detailOf: (found: T) => string): Promise<{ readonly found: T } | null>
  /** For a step that cannot run because another one failed. */
  skip(name: string, reason: string): void
}

/** In milliseconds: a full prompt takes minutes on a slow machine, and users must see that something is happening. */
const SIGN_OF_LIFE = 30_000

/** Steps that stop the trial at the first failure. Each is announced when it starts. */
export function demandingSteps(say: (line: string) => void): Steps {
  return {
    async take(name, work) {
      say(`trying ${name}`)
      const began = Date.now()
      const timer = setInterval(
        () => say(`  still trying, for ${Math.round((Date.now() - began) / 1000)} s`),
        SIGN_OF_LIFE,
      )
      try {
        return { found: await work() }
      } finally {
        clearInterval(timer)
      }
    },
    judge: async (_, work) => ({ found: work() }),
    skip() {},
  }
}

/** How steps are reported. @property wordsOf the message of an error */
export type Reporting = {
  readonly report: (done: StepReport) => void
  readonly wordsOf: (error: unknown) => string
  readonly signal: AbortSignal
}

/** Steps that all run and are reported, whatever the others found. Only `signal` ends the trial. */
export function reportingSteps({ report, wordsOf, signal }: Reporting): Steps {
  const take: Steps['take'] = async (name, work, detailOf) => {
    try {
      const found = await work()
      report({ name, ok: true, detail: detailOf(found) })
      return { found }
    } catch (error) {
      signal.throwIfAborted()
      report({ name, ok: false, detail: wordsOf(error) })
      return null
    }
  }
  return {
    take,
    judge: (name, work, detailOf) => take(name, async () => work(), detailOf),
    skip: (name, reason) => report({ name, ok: false, detail: `skipped (${reason})` }),
  }
}
