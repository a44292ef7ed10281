/** Tells how far a long step is. Messages go to stderr, so that results on stdout stay clean. */
export type Progress = {
  /** @param done of the total, what was there before: it says nothing about how long the rest will take */
  start(step: string, total: number, done?: number): void
  /** @param isWork false: it was there already */
  advance(detail: string, isWork?: boolean): void
  note(message: string): void
  /** Ends the step; harmless if none has begun. */
  finish(): void
}

/** Shows nothing. */
export const silent: Progress = { start() {}, advance() {}, note() {}, finish() {} }
