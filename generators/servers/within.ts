import { setMaxListeners } from 'node:events'
import { GenerationFailure } from '../generator.js'

/** Node fires longer timers at once. */
const LONGEST_TIMER = 2 ** 31 - 1

/**
 * Runs work with a signal that aborts with the caller's signal, at the deadline, or when part of the work fails.
 * Then the rest of the work is abandoned, and its sockets are closed.
 * @throws GenerationFailure at the deadline; otherwise the error of the work
 */
export async function within<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const own = new AbortController()
  const pass = () => own.abort(signal.reason)
  // All calls of a run listen to one signal, which is not a leak. Infinity, because with 0 Node reports that
  // this is not a signal.
  setMaxListeners(Number.POSITIVE_INFINITY, signal)
  signal.addEventListener('abort', pass, { once: true })
  let isLate = false
  const late = () => {
    isLate = true
    own.abort()
  }
  const timer = setTimeout(late, Math.min(milliseconds, LONGEST_TIMER))
  try {
    return await work(own.signal)
  } catch (error) {
    own.abort()
    if (isLate && !signal.aborted)
      throw new GenerationFailure('deadline', `no answer within ${milliseconds} ms`)
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', pass)
  }
}
