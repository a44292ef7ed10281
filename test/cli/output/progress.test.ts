import { Writable } from 'node:stream'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { progressOn } from '../../../cli/output/progress-bar.js'

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
  beforeEach(() => {
    vi.stubEnv('NO_COLOR', '')
    vi.stubEnv('TERM', 'xterm')
    return () => vi.unstubAllEnvs()
  })

  it.each([
    ['NO_COLOR', '1'],
    ['TERM', 'dumb'],
  ])('draws no bar on a terminal with %s=%s', (name, value) => {
    vi.stubEnv(name, value)
    const { stream, written } = terminal(true)
    const progress = progressOn(stream)
    progress.start('index', 1)
    progress.advance('9001')
    progress.finish()
    expect(written()).toContain('index: 1 to do\n')
    expect(written()).not.toContain('\u001b')
  })

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

  it('writes a line every 5 percent, but no more than one a second, and every 30 seconds without any', () => {
    vi.useFakeTimers()
    try {
      const { stream, written } = terminal(false)
      const progress = progressOn(stream)
      progress.start('generate', 200)
      for (let i = 0; i < 25; i++) {
        vi.advanceTimersByTime(400)
        progress.advance('a')
      }
      // After 10 of 200 (5%), 20 of 200 (10%): 4 s and 8 s; .4 s each, so the rest takes 76 s and 72 s.
      expect(written().split('\n').slice(1, -1)).toEqual([
        'generate: 10 of 200 (5%), 76 s left',
        'generate: 20 of 200 (10%), 72 s left',
      ])
      vi.advanceTimersByTime(65_000)
      // 25 of 200 in 38 and then 68 seconds: 1.52 s each for 175, 266 s; 2.72 s each, 476 s.
      expect(written().split('\n').slice(3, -1)).toEqual([
        'generate: 25 of 200 (12%), 4 min left',
        'generate: 25 of 200 (12%), 8 min left',
      ])
      progress.finish()
      vi.advanceTimersByTime(60_000)
      expect(written().split('\n').slice(5)).toEqual(['generate: 25 of 200 done', ''])
    } finally {
      vi.useRealTimers()
    }
  })

  it('writes few lines for what is fast', () => {
    const { stream, written } = terminal(false)
    const progress = progressOn(stream)
    progress.start('index', 1000)
    for (let i = 0; i < 1000; i++) progress.advance('a')
    progress.finish()
    expect(written()).toBe('index: 1,000 to do\nindex: 1,000 of 1,000 done\n')
  })

  it('shows nothing of a step with nothing to do', () => {
    for (const isTerminal of [true, false]) {
      const { stream, written } = terminal(isTerminal)
      const progress = progressOn(stream)
      progress.start('index', 0)
      progress.finish()
      expect(written()).toBe('')
    }
  })

  it('says how long the rest takes by what was done since this start', () => {
    vi.useFakeTimers()
    try {
      const { stream, written } = terminal(false)
      const progress = progressOn(stream)
      // 15 of 50 were there; one more comes from a cache, then two are answered in 20 s each.
      progress.start('generate', 50, 15)
      progress.advance('a', false)
      for (let i = 0; i < 2; i++) {
        vi.advanceTimersByTime(20_000)
        progress.advance('a')
      }
      progress.finish()
      // The line at 30 s saw one answer in 30 s, and 33 left: 990 s.
      expect(written()).toBe(
        'generate: 35 to do, 15 of 50 were done before\n' +
          'generate: 17 of 50 (34%), 17 min left\n' +
          'generate: 18 of 50 done\n',
      )
    } finally {
      vi.useRealTimers()
    }
  })
})
