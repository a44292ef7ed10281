import Tinypool from 'tinypool'

/** What tinypool says if a process ended before its work was done. */
export const WORKER_DIED = 'Worker exited unexpectedly'

/** Processes that load the module at `filename` and call what it exports. */
export function processPool(filename: string, processes: number): Tinypool {
  return new Tinypool({
    filename,
    runtime: 'child_process',
    serialization: 'advanced',
    minThreads: processes,
    maxThreads: processes,
    // Without this the environment is empty instead of the parent's.
    env: process.env as Record<string, string>,
  })
}
