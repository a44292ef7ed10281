import cliProgress from 'cli-progress'

/** Tells how far a long step is. Messages go to stderr, so that results on stdout stay clean. */
export type Progress = {
  start(step: string, total: number): void
  advance(detail: string): void
  note(message: string): void
  finish(): void
}

export const silent: Progress = { start() {}, advance() {}, note() {}, finish() {} }

/** A bar with an ETA on a terminal, one line a step when piped. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY === true ? bar(stream) : lines(stream)
}

function bar(stream: NodeJS.WriteStream): Progress {
  let current: cliProgress.SingleBar | null = null
  return {
    start(step, total) {
      current = new cliProgress.SingleBar({
        stream,
        format: `${step} [{bar}] {value}/{total} | ETA {eta_formatted} | {detail}`,
        hideCursor: true,
        clearOnComplete: false,
      })
      current.start(total, 0, { detail: '' })
    },
    advance(detail) {
      current?.increment(1, { detail })
    },
    note(message) {
      if (current === null) stream.write(`${message}\n`)
    },
    finish() {
      current?.stop()
      current = null
    },
  }
}

function lines(stream: NodeJS.WriteStream): Progress {
  let step = ''
  let total = 0
  let done = 0
  return {
    start(name, count) {
      step = name
      total = count
      done = 0
      stream.write(`${step}: ${total} to do\n`)
    },
    advance() {
      done++
    },
    note(message) {
      stream.write(`${message}\n`)
    },
    finish() {
      if (step !== '') stream.write(`${step}: ${done} of ${total} done\n`)
      step = ''
    },
  }
}
