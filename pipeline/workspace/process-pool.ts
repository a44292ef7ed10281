import Tinypool from 'tinypool'

/** What tinypool says where a process ended before its work did. */
export const WORKER_DIED = 'Worker exited unexpectedly'

/** Processes that load the module at `filename` and call what it exports. */
export function processPool(filename: string, processes: number): Tinypool {
  return new Tinypool({
    filename,
    runtime: 'child_process',
    serialization: 'advanced',
    minThreads: processes,
    maxThreads: processes,
    // Left out it is empty, not the parent's.
    env: process.env as Record<string, string>,
  })
}
