import type { Progress } from './progress.js'

/** How a long command runs: how many patients at a time, where it reports progress, and what stops it. */
export type Execution = {
  readonly workers: number
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Call this between two pieces of work: it lets signals and timers run, which a loop of settled promises never does. */
export async function pauseFor(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}
