/** What to do with each item, `most` items at a time. `own` is aborted if any item fails or `signal` is aborted. */
export type ParallelWork<T> = {
  readonly most: number
  readonly signal: AbortSignal
  readonly work: (item: T, own: AbortSignal) => Promise<void>
}

/**
 * Does `work` with each item in order, `most` items at a time. The first failure stops the rest: `own` is aborted with that
 * error, or with the reason of `signal`. Nothing is still running when this returns.
 */
export async function inParallel<T>(
  items: readonly T[],
  { most, signal, work }: ParallelWork<T>,
): Promise<void> {
  const stop = new AbortController()
  const own = AbortSignal.any([signal, stop.signal])
  const queue = items.values()
  const worker = async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) {
      own.throwIfAborted()
      try {
        await work(next.value, own)
      } catch (error) {
        stop.abort(error)
        throw error
      }
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, worker))
  signal.throwIfAborted()
  if (stop.signal.aborted) throw stop.signal.reason
  const failed = ended.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
  if (failed !== undefined) throw failed.reason
}
