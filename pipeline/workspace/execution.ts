import type { Progress } from './progress.js'

/** How a long command works: patients at a time, who hears of it, and who may stop it. */
export type Execution = {
  readonly workers: number
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** Between two pieces of work: lets signals and timers be heard, which a loop of settled promises never does. */
export async function pauseFor(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  signal.throwIfAborted()
}
