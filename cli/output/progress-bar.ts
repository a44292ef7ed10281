import cliProgress from 'cli-progress'
import { formatCount } from '../../base/text/format-count.js'
import { visible, visibleLine } from '../../eval/report/tables/visible-text.js'
import type { Progress } from '../../pipeline/workspace/progress.js'
import { Pace } from './pace.js'
import { withoutChange } from './visible-streams.js'

/**
 * Shows a bar with the time left on a terminal. If the stream is piped, the terminal is dumb or NO_COLOR is set, prints a line
 * every 30 seconds or 5 percent.
 */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY === true && !isPlain() ? bar(withoutChange(stream)) : lines(stream)
}

/** Whether to print lines: a bar moves the cursor, which a stream that cannot show color cannot show either. */
function isPlain(): boolean {
  const { NO_COLOR = '', TERM } = process.env
  return NO_COLOR !== '' || TERM === 'dumb'
}

function bar(stream: NodeJS.WriteStream): Progress {
  let bars: cliProgress.MultiBar | null = null
  let current: cliProgress.SingleBar | null = null
  let pace: Pace | null = null
  const finish = () => {
    // Messages wait for the next redraw, which will not come.
    bars?.update()
    bars?.stop()
    bars = null
    current = null
  }
  return {
    start(step, total, done = 0) {
      finish()
      if (total === 0) return
      pace = new Pace(total, done, Date.now)
      // There is one bar, but only MultiBar can print messages above it.
      bars = new cliProgress.MultiBar({
        stream,
        format: `${visibleLine(step)} [{bar}] {value}/{total} | {left} | {detail}`,
        formatValue: (value, _, type) =>
          type === 'value' || type === 'total' ? formatCount(value) : String(value),
        hideCursor: true,
        clearOnComplete: false,
      })
      current = bars.create(total, done, { detail: '', left: '' })
    },
    advance(detail, isWork = true) {
      pace?.advance(isWork)
      current?.increment(1, { detail: visibleLine(detail), left: pace?.left() ?? '' })
    },
    note(message) {
      if (bars === null) stream.write(`${visible(message)}\n`)
      else bars.log(`${visible(message)}\n`)
    },
    finish,
  }
}

/** In milliseconds. */
const LINE_EVERY = 30_000
/** In milliseconds. Nobody reads lines that come faster than this. */
const LINE_AT_MOST_EVERY = 1000
const LINE_EVERY_PERCENT = 5

function lines(stream: NodeJS.WriteStream): Progress {
  let step = ''
  let total = 0
  let pace = new Pace(0, 0, Date.now)
  let last = { percent: 0, time: 0 }
  let timer: NodeJS.Timeout | null = null
  const line = () => {
    last = { percent: pace.percent, time: Date.now() }
    const left = pace.left()
    stream.write(
      `${step}: ${formatCount(pace.done)} of ${formatCount(total)} (${pace.percent}%)${left === '' ? '' : `, ${left}`}\n`,
    )
  }
  const rest = () => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  return {
    start(name, count, done = 0) {
      rest()
      step = ''
      if (count === 0) return
      step = name
      total = count
      pace = new Pace(count, done, Date.now)
      last = { percent: pace.percent, time: Date.now() }
      stream.write(
        done === 0
          ? `${step}: ${formatCount(total)} to do\n`
          : `${step}: ${formatCount(total - done)} to do, ${formatCount(done)} of ${formatCount(total)} were done before\n`,
      )
      // One call can take minutes, and the line shows that the process still works.
      timer = setInterval(() => {
        if (Date.now() - last.time >= LINE_EVERY) line()
      }, LINE_AT_MOST_EVERY)
      timer.unref()
    },
    advance(_, isWork = true) {
      pace.advance(isWork)
      const isFar = pace.percent - last.percent >= LINE_EVERY_PERCENT
      if (isFar && pace.percent < 100 && Date.now() - last.time >= LINE_AT_MOST_EVERY) line()
    },
    note(message) {
      stream.write(`${message}\n`)
    },
    finish() {
      rest()
      if (step !== '') stream.write(`${step}: ${formatCount(pace.done)} of ${formatCount(total)} done\n`)
      step = ''
    },
  }
}
