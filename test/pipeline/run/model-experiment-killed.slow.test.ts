import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { chartsiftProcess } from '../../fixtures/cli-process.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  answersAsked,
  distinctPrompts,
  echo,
  experimentFolders,
  ollamaSpec,
  query,
  startServer,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { standInProcess } from '../../fixtures/stand-in-process.js'

// A server that is gone is waited for half a minute, here for a quarter of a second.
vi.mock('../../../generators/ollama/model/open-model.js', async (original) => {
  const { openModel } = await original<typeof import('../../../generators/ollama/model/open-model.js')>()
  const hasty: typeof openModel = async (...given) => ({ ...(await openModel(...given)), firstRest: 2 })
  return { openModel: hasty }
})

/** 75 instructions, 2 strategies, 2 budgets. */
const ITEMS = 75 * 2 * 2
const SLOW = { msPerAnswerToken: 0.3, parallel: 2 }

function manyItems() {
  const place = fixtureFolder()
  const rows = Array.from({ length: 75 - 7 }, (_, i) => {
    const patient = 9001 + (i % 2)
    return `${600 + i}\tWhat was found at visit ${i}?\t${patient}\t${patient}.xml\tAnnotator_1\tNothing.\t\tSurgery\n`
  })
  appendFileSync(join(place.cohort, 'clinician-instruction-responses.tsv'), rows.join(''))
  const times = rows.map((row) => `${row.slice(0, row.indexOf('\t'))}\t2022-12-31 00:00:00\n`)
  appendFileSync(join(place.cohort, 'asof.tsv'), times.join(''))
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  const write = (urls: readonly string[]) =>
    writeModelExperiment(place, urls, {
      generators: `[${ollamaSpec(urls, ', sentinel: false')}]`,
      // The added instructions have no rows in asof.tsv.
      asOf: 'optional',
      measures: '[token-f1]',
    })
  const stored = () => {
    const [experiment] = experimentFolders(place.workspace)
    return query(
      experiment!,
      `SELECT reason, json_extract(cost, '$.box') AS server, json_extract(cost, '$.isCached') AS isCached FROM responses`,
    ) as { reason: string | null; server: string; isCached: 0 | 1 }[]
  }
  const prompts = () => distinctPrompts(experimentFolders(place.workspace)[0]!)
  return { prompts, ...place, common, write, stored }
}

describe('300 items on two servers', { timeout: 60_000 }, () => {
  it('lose nothing, and ask nothing twice, where one server is killed half-way', async () => {
    const { common, write, stored, prompts } = manyItems()
    const victim = await standInProcess({
      version: '0.33.0',
      answer: JSON.stringify({ answer: 'As before.', citations: [], unanswerable: false }),
      ...SLOW,
    })
    let answered = 0
    const survivor = await startServer({
      ...SLOW,
      answer: (request) => {
        if (++answered === ITEMS / 4) void victim.kill()
        return echo(request)
      },
    })
    const { code, err } = await chartsift('run', write([victim.url, survivor.url]), ...common)
    expect([code, err]).toEqual([0, ''])
    const responses = stored()
    expect(responses).toHaveLength(ITEMS)
    expect(responses.filter(({ reason }) => reason !== null)).toEqual([])
    const asked = responses.filter(({ isCached }) => isCached === 0)
    expect(asked).toHaveLength(prompts())
    const by = (url: string) => asked.filter(({ server }) => server === url).length
    // The victim did some, and what it had in hand was done by the other one, which was asked for each of its answers once.
    expect(by(victim.url)).toBeGreaterThan(20)
    expect(by(victim.url) + by(survivor.url)).toBe(asked.length)
    expect(answersAsked(survivor)).toHaveLength(by(survivor.url))
  })

  it('stop where no server is left, with what is done kept, and go on with what is not', async () => {
    const { common, write, stored, prompts } = manyItems()
    const servers = await Promise.all(
      [0, 1].map(() =>
        startServer({
          ...SLOW,
          answer: (request) => {
            if (answersAsked(...servers).length === 100) for (const server of servers) server.kill()
            return echo(request)
          },
        }),
      ),
    )
    const path = write(servers.map(({ url }) => url))
    const { code, err } = await chartsift('run', path, ...common)
    expect(code).toBe(2)
    expect(err).toMatch(/but no server answers any more: finished work is kept/)
    const done = stored()
    expect(done.length).toBeGreaterThan(50)
    expect(done.length).toBeLessThan(ITEMS)
    expect(done.every(({ reason }) => reason === null)).toBe(true)
    const back = await Promise.all(servers.map(({ port }) => startServer({ port })))
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(stored()).toHaveLength(ITEMS)
    const asked = done.filter(({ isCached }) => isCached === 0)
    expect(answersAsked(...back)).toHaveLength(prompts() - asked.length)
  })

  it('stop at Ctrl-C, and go on with what is not done', async () => {
    const { common, write, stored, prompts } = manyItems()
    const servers = [await startServer(SLOW), await startServer(SLOW)]
    const path = write(servers.map(({ url }) => url))
    const stop = { at: 'generate (ollama:tiny): 300 to do', afterMs: 400, signal: 'SIGINT' } as const
    const argv = ['run', path, ...common.filter((word) => word !== '--quiet')]
    const stopped = await chartsiftProcess(argv, stop)
    expect(stopped.err).toContain('stopped; run the same command again to resume')
    expect(stopped.err).not.toMatch(/Warning|failed/)
    expect(stopped.code).toBe(130)
    const done = stored()
    expect(done.length).toBeGreaterThan(0)
    expect(done.length).toBeLessThan(ITEMS)
    expect(done.every(({ reason }) => reason === null)).toBe(true)
    const asked = done.filter(({ isCached }) => isCached === 0)
    const before = answersAsked(...servers).length
    const again = await chartsiftProcess(argv)
    expect([again.code, again.err.match(/Warning|failed/)]).toEqual([0, null])
    expect(stored()).toHaveLength(ITEMS)
    expect(answersAsked(...servers).length - before).toBe(prompts() - asked.length)
  })
})
