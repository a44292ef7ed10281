import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, it, vi } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  startServer,
  summaryOf,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'

/** Runs the experiment of one day on the given servers; gives its report, without the execution and as it is. */
async function reportOn(
  place: ReturnType<typeof fixtureFolder>,
  { day, urls, budgets }: { day: string; urls: readonly string[]; budgets: readonly string[] },
) {
  vi.stubEnv('SOURCE_DATE_EPOCH', String(Date.parse(`${day}T12:00:00Z`) / 1000))
  // A run with fewer budgets first stores the answers in another order.
  for (const list of budgets) {
    const path = writeModelExperiment(place, urls, {
      budgets: list,
      generators: `[${ollamaSpec(urls)}, extractive]`,
      compare: '{baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 400}}',
    })
    const { code, err } = await chartsift(
      ...['run', path, '--workspace', place.workspace, '--workers', '1', '--quiet'],
    )
    expect([code, err]).toEqual([0, ''])
  }
  vi.unstubAllEnvs()
  const [folder] = experimentFolders(place.workspace)
  const read = (file: string) => readFileSync(join(folder!, 'report', file), 'utf8')
  const { execution, ...figures } = summaryOf(folder!)
  const { document } = parseHTML(read('report.html'))
  const section = document.getElementById('execution')!
  const shown = section.textContent!
  section.remove()
  return {
    values: read('values.csv'),
    execution,
    figures: JSON.stringify(figures),
    shown,
    page: document.toString(),
  }
}

describe('the same answers', () => {
  it('give the same report but for the execution: another day, other servers, another order', async () => {
    const place = fixtureFolder()
    const [first, second, third] = [
      await startServer({ version: '0.24.0' }),
      await startServer({ version: '0.33.0' }),
      await startServer({ version: '0.33.0' }),
    ]
    const one = await reportOn(
      { ...place, workspace: join(place.folder, 'one') },
      { day: '2026-03-04', urls: [first.url], budgets: ['[150, 400]'] },
    )
    const other = await reportOn(
      { ...place, workspace: join(place.folder, 'other') },
      { day: '2026-05-06', urls: [second.url, third.url], budgets: ['[400]', '[150, 400]'] },
    )
    expect(other.values).toBe(one.values)
    expect(other.figures).toBe(one.figures)
    expect(other.page).toBe(one.page)
    // What differs, and only in the execution.
    expect(one.execution.sessions).toMatchObject([{ day: '2026-03-04' }])
    expect(other.execution.sessions).toMatchObject([{ day: '2026-05-06' }])
    expect(one.execution.servers.map(hostOf)).toEqual([first.url])
    expect(other.execution.servers.map(hostOf).sort()).toEqual([second.url, third.url].sort())
    for (const text of ['2026-03-04 (UTC) by', `Ollama 0.24.0 at ${first.url}`, 'version chartsift'])
      expect(one.shown).toContain(text)
    for (const text of ['2026-03-04', '2026-05-06', '127.0.0.1', process.versions.node]) {
      expect(one.page).not.toContain(text)
      expect(one.figures).not.toContain(text)
    }
  })
})

function hostOf({ host }: { readonly host: string }): string {
  return host
}
