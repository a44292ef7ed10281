import cliProgress from 'cli-progress'
import { visible, visibleLine } from '../eval/visible-text.js'
import { withoutChange } from './terminal/visible-streams.js'

/** Tells how far a long step is. Messages go to stderr, so that results on stdout stay clean. */
export type Progress = {
  start(step: string, total: number): void
  advance(detail: string): void
  note(message: string): void
  /** Ends the step; harmless where none is going on. */
  finish(): void
}

export const silent: Progress = { start() {}, advance() {}, note() {}, finish() {} }

/** A bar with an ETA on a terminal, one line a step when piped. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY === true ? bar(withoutChange(stream)) : lines(stream)
}

function bar(stream: NodeJS.WriteStream): Progress {
  let bars: cliProgress.MultiBar | null = null
  let current: cliProgress.SingleBar | null = null
  const finish = () => {
    // Messages wait for the next drawing, which will not come.
    bars?.update()
    bars?.stop()
    bars = null
    current = null
  }
  return {
    start(step, total) {
      finish()
      // One bar, but of the kind that can print messages above itself.
      bars = new cliProgress.MultiBar({
        stream,
        format: `${visibleLine(step)} [{bar}] {value}/{total} | ETA {eta_formatted} | {detail}`,
        hideCursor: true,
        clearOnComplete: false,
      })
      current = bars.create(total, 0, { detail: '' })
    },
    advance(detail) {
      current?.increment(1, { detail: visibleLine(detail) })
    },
    note(message) {
      if (bars === null) stream.write(`${visible(message)}\n`)
      else bars.log(`${visible(message)}\n`)
    },
    finish,
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
