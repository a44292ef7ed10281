import { describe, expect, it } from 'vitest'
import { placesIn, requireFit } from '../../../pipeline/fit/window-fit.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  answersAsked,
  ollamaSpec,
  startServer,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { judgeSpec } from '../jury/judged-experiment.js'

const place = { name: 'ollama:tiny', window: 100, prompts: 'instructions' }

describe('placesIn', () => {
  it('says nothing if all fit, to the last token', () => {
    expect(placesIn(place, [100, 1])).toBeNull()
    expect(placesIn(place, [])).toBeNull()
  })

  it('counts those that may not fit, and tells when none does', () => {
    expect(placesIn(place, [101, 90, 120])).toEqual({
      isAll: false,
      text: 'may take up to 120 tokens for 2 of 3 instructions, and the window of ollama:tiny is 100',
    })
    expect(placesIn(place, [101, 120])).toEqual({
      isAll: true,
      text: 'takes 101 tokens or more, and the window of ollama:tiny is 100',
    })
  })

  it('refuses what does not fit at all, with all of it', () => {
    expect(() => requireFit({ refusals: ['a', 'b'], notes: ['c'] })).toThrow(
      /^no prompt would fit the window, so nothing was sent:\n {2}a\n {2}b$/,
    )
    expect(requireFit({ refusals: [], notes: ['c'] })).toEqual(['c'])
  })
})

describe('a budget that the window cannot hold', () => {
  async function place(fields: Record<string, string>) {
    const folder = fixtureFolder()
    const server = await startServer()
    const generators = `[${ollamaSpec([server.url]).replace('4096', '600')}]`
    const path = writeModelExperiment(folder, [server.url], { generators, ...fields })
    return {
      server,
      run: (...more: string[]) =>
        chartsift('run', path, '--workspace', folder.workspace, '--workers', '1', ...more),
    }
  }

  it('is refused before a server is asked, in a dry run too, with the largest that would fit', async () => {
    const { server, run } = await place({ budgets: '[150, 800]' })
    const refused =
      /a budget of 800 with template, instruction and 64 answer tokens takes (\d+) tokens or more, and the window of ollama:tiny is 600: raise its window, or use budgets of at most (\d+)/
    for (const more of [[], ['--dry-run']]) {
      const { code, err } = await run(...more)
      expect([code, err]).toEqual([2, expect.stringMatching(refused)])
      expect(err).not.toContain('a budget of 150')
      expect(err.match(refused)!.slice(1).map(Number)).toEqual([expect.any(Number), expect.any(Number)])
    }
    expect(server.requests).toEqual([])
    const largest = Number((await run('--dry-run')).err.match(refused)![2])
    expect((await (await place({ budgets: `[${largest}]` })).run('--dry-run')).code).toBe(0)
  })

  it('is no matter for a closed book', async () => {
    const { run } = await place({ budgets: '[800]', strategies: '[none]' })
    expect((await run('--dry-run')).code).toBe(0)
  })

  it('is reported if only some instructions do not fit with it', async () => {
    const { run: try_ } = await place({ budgets: '[800]' })
    const least = Number(/takes (\d+) tokens or more/.exec((await try_('--dry-run')).err)![1]) - 800
    // The shortest instruction fits to the token, the others do not.
    const { server, run } = await place({ budgets: `[${600 - least}]` })
    const { code, out } = await run('--dry-run')
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /may take up to \d+ tokens for [1-6] of 7 instructions, and the window of ollama:tiny is 600: .*; prompts that do not fit are not sent and fail/,
      ),
    ])
    expect(server.requests).toEqual([])
  })
})

describe('a judge whose window cannot hold what it would be shown', () => {
  it('is refused before anything of a record is sent, in a dry run too', async () => {
    const folder = fixtureFolder()
    const server = await startServer()
    const judge = judgeSpec('tiny', server.url, ', family: other').replace(/window: \d+/, 'window: 300')
    const path = writeModelExperiment(folder, [], {
      generators: '[extractive]',
      judges: `[${judge}]`,
      measures: '[judge-accuracy]',
      strategies: '[bm25]',
      budgets: '[150]',
    })
    const { code, err } = await chartsift(
      'run',
      path,
      '--workspace',
      folder.workspace,
      '--workers',
      '1',
      '--dry-run',
    )
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /what a judge is shown .* takes \d+ tokens or more, and the window of judge ollama:tiny is 300/,
      ),
    ])
    expect(answersAsked(server)).toEqual([])
  })
})
