import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import type { FrontierArm } from '../../../../eval/compare/overall/frontier.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import {
  experimentFolders,
  query,
  startServer,
  summaryOf,
  writeModelExperiment,
} from '../../../fixtures/model-experiment.js'
import { ranExperiment } from '../../../fixtures/stored-experiment.js'

it('ranks arms, places them by the tokens of their contexts and compares strategies over the budgets', async () => {
  const { workspace } = await ranExperiment(
    'strategies: [none, recent, bm25, oracle]\nbudgets: [40, 600]\nmeasures: [evidence-recall]\ncompare: {baseline: recent}',
  )
  const [folder] = readdirSync(join(workspace, 'experiments'))
  const experiment = join(workspace, 'experiments', folder!)
  const { frontier, ranks, curves, cells, execution } = summaryOf(experiment)
  const arm = (strategy: string, budget: number): FrontierArm =>
    frontier.arms.find((one: FrontierArm) => one.strategy === strategy && one.budget === budget)
  // none shows nothing: it is the cheapest arm, and its two budgets are alike. The oracle bounds the others.
  expect([arm('none', 40).cost, arm('none', 40).place, arm('none', 600).place]).toEqual([0, 'front', 'front'])
  expect(arm('oracle', 600)).toMatchObject({ place: 'unplaced', reason: 'sees the judged evidence' })
  const [{ tokens }] = query(
    experiment,
    `SELECT avg(tokens) AS tokens FROM contexts WHERE strategy = 'recent' AND budget = 600`,
  )
  expect(arm('recent', 600).cost).toBeCloseTo(tokens, 9)
  // Nothing takes seconds that no model was asked.
  expect(execution).not.toHaveProperty('frontier')
  expect(ranks.arms).toHaveLength(6)
  expect(ranks.arms.reduce((sum: number, { first }: { first: number }) => sum + first, 0)).toBeCloseTo(1, 9)
  expect(curves.reference).toBe('recent')
  const mean = (strategy: string, budget: number) =>
    cells.find((cell: FrontierArm) => cell.strategy === strategy && cell.budget === budget).mean
  const [none] = curves.rows
  // Two budgets weigh one half each.
  expect(none.area.mean).toBeCloseTo(-(mean('recent', 40) + mean('recent', 600)) / 2, 9)
})

it('has quality against seconds in the section Execution alone, and prompt tokens as the server counted them', async () => {
  const server = await startServer()
  const place = fixtureFolder()
  const path = writeModelExperiment(place, [server.url])
  const { code, err } = await chartsift('run', path, '--workspace', place.workspace, '--workers', '1')
  expect(code, err).toBe(0)
  const [experiment] = experimentFolders(place.workspace)
  const { frontier, execution } = summaryOf(experiment!)
  const page = readFileSync(join(experiment!, 'report', 'report.html'), 'utf8')
  const { document } = parseHTML(page)
  const [{ tokens, seconds }] = query(
    experiment!,
    `SELECT avg(prompt_tokens) AS tokens, avg(milliseconds) / 1000 AS seconds FROM responses
     WHERE strategy = 'bm25' AND budget = 400 AND prompt_tokens IS NOT NULL`,
  )
  const of = (arms: readonly FrontierArm[]) =>
    arms.find(({ strategy, budget }) => strategy === 'bm25' && budget === 400)!
  expect(frontier.generator).toContain('tiny')
  expect(of(frontier.arms).cost).toBeCloseTo(tokens, 9)
  expect(of(execution.frontier.arms).cost).toBeCloseTo(seconds, 9)
  expect(document.querySelector('#execution h3')!.textContent).toContain('Quality against seconds')
  expect(document.querySelector('#frontier')!.textContent).not.toContain('seconds')
})
