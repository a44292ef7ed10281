import { describe, expect, it, vi } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { wordsOf } from '../../../generators/ollama/server/failure-of.js'
import { demandingSteps, reportingSteps, type StepReport } from '../../../generators/servers/steps.js'

describe('the steps of a trial before an experiment', () => {
  it('are named when they begin, and every 30 seconds while they go on', async () => {
    vi.useFakeTimers()
    try {
      const said: string[] = []
      const steps = demandingSteps((line) => said.push(line))
      const taken = steps.take(
        'a full prompt',
        () => new Promise<number>((resolve) => setTimeout(() => resolve(7), 65_000)),
        String,
      )
      expect(said).toEqual(['trying a full prompt'])
      await vi.advanceTimersByTimeAsync(70_000)
      expect(await taken).toEqual({ found: 7 })
      await vi.advanceTimersByTimeAsync(70_000)
      expect(said).toEqual(['trying a full prompt', '  still trying, for 30 s', '  still trying, for 60 s'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('end with the first that fails', async () => {
    const steps = demandingSteps(() => {})
    const fault = new InputError('no')
    await expect(steps.take('a', () => Promise.reject(fault), String)).rejects.toBe(fault)
    const judged = steps.judge(
      'b',
      () => {
        throw fault
      },
      String,
    )
    await expect(judged).rejects.toBe(fault)
  })
})

describe('the steps of a trial for a report', () => {
  it('are all taken, and say in words what failed', async () => {
    const done: StepReport[] = []
    const steps = reportingSteps({
      report: (step) => done.push(step),
      wordsOf,
      signal: new AbortController().signal,
    })
    const lost = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
    expect(await steps.take('a', () => Promise.reject(lost), String)).toBeNull()
    expect(await steps.judge('b', () => 2, String)).toEqual({ found: 2 })
    steps.skip('c', 'a failed')
    expect(done).toEqual([
      { name: 'a', ok: false, detail: 'connection-lost: ECONNREFUSED' },
      { name: 'b', ok: true, detail: '2' },
      { name: 'c', ok: false, detail: 'skipped (a failed)' },
    ])
  })

  it('end if the user stops them', async () => {
    const stop = new AbortController()
    const steps = reportingSteps({ report: () => {}, wordsOf, signal: stop.signal })
    const reason = new Error('Ctrl-C')
    stop.abort(reason)
    await expect(steps.take('a', () => Promise.reject(new Error('cut')), String)).rejects.toBe(reason)
  })
})
