import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { progressOn } from '../../pipeline/progress.js'

function terminal(isTTY: boolean) {
  let written = ''
  const stream = new Writable({
    write(chunk, _, done) {
      written += String(chunk)
      done()
    },
  })
  Object.assign(stream, {
    isTTY,
    columns: 80,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
  })
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => written }
}

describe('progressOn', () => {
  it('shows messages above a bar that is still going on', () => {
    const { stream, written } = terminal(true)
    const progress = progressOn(stream)
    progress.start('index', 2)
    progress.advance('9001')
    progress.note('something odd')
    progress.finish()
    expect(written()).toContain('something odd\n')
    expect(written().lastIndexOf('something odd')).toBeLessThan(written().lastIndexOf('1/2'))
    progress.note('afterwards')
    expect(written()).toMatch(/afterwards\n$/)
  })

  it('ends a bar that the next one follows, and any number of times', () => {
    const { stream, written } = terminal(true)
    const progress = progressOn(stream)
    progress.start('index', 1)
    progress.start('select', 1)
    progress.finish()
    progress.finish()
    expect(written()).toMatch(/index.*select/s)
  })

  it('writes a line at the start and end of a step where nobody watches', () => {
    const { stream, written } = terminal(false)
    const progress = progressOn(stream)
    progress.start('index', 2)
    progress.advance('9001')
    progress.note('something odd')
    progress.finish()
    progress.finish()
    expect(written()).toBe('index: 2 to do\nsomething odd\nindex: 1 of 2 done\n')
  })
})
