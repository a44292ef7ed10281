/** Shows the progress of a long step. Messages go to stderr, so that results on stdout stay clean. */
export type Progress = {
  /** A step with nothing to do is not shown. @param done how much of the total was there before; it is left out of estimates of the remaining time */
  start(step: string, total: number, done?: number): void
  /** @param isWork false: the result was there already */
  advance(detail: string, isWork?: boolean): void
  note(message: string): void
  /** Ends the step; harmless if none has begun. */
  finish(): void
}

/** Shows nothing. */
export const silent: Progress = { start() {}, advance() {}, note() {}, finish() {} }
