import { expect, it } from 'vitest'
import type { RepeatRow } from '../../../../eval/compare/overall/repeats.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import {
  experimentFolders,
  reading,
  startServer,
  summaryOf,
  valueRows,
  writeModelExperiment,
} from '../../../fixtures/model-experiment.js'

it('shows with --repeat how far the answers to one question differ, while values.csv has their means', async () => {
  // The second seed of a question, which is its second repeat, never gets the reference's words.
  const seeds = new Set<number>()
  const server = await startServer({
    answer: reading(({ body }) => {
      const { seed } = body.options as { readonly seed?: number }
      seeds.add(seed ?? -1)
      return [...seeds].sort((a, b) => a - b).indexOf(seed ?? -1) === 0 ? 'The weight is 70 kg.' : 'Xyz.'
    }),
  })
  const place = fixtureFolder()
  const path = writeModelExperiment(place, [server.url], { measures: '[token-f1]' })
  const args = ['run', path, '--workspace', place.workspace, '--workers', '1']
  const once = await chartsift(...args)
  expect(once.code, once.err).toBe(0)
  const before = experimentFolders(place.workspace)
  expect(summaryOf(before[0]!).repeats).toBeNull()
  const { code, err } = await chartsift(...args, '--repeat', '2')
  expect(code, err).toBe(0)
  const [experiment] = experimentFolders(place.workspace)
  const { repeats, cells } = summaryOf(experiment!)
  expect([repeats.measure, repeats.repeats]).toEqual(['token-f1', 2])
  const rows: RepeatRow[] = repeats.rows
  expect(rows.map(({ strategy, budget }) => `${strategy} ${budget}`)).toEqual([
    'recent 150',
    'recent 400',
    'bm25 150',
    'bm25 400',
  ])
  for (const { strategy, budget, components, aa } of rows) {
    const cell = cells.find(
      (one: { strategy: string; budget: number; generator: string }) =>
        one.strategy === strategy && one.budget === budget && one.generator === repeats.generator,
    )
    expect(components.repeats).toBe(2)
    expect(components.mean).toBeCloseTo(cell.mean, 12)
    // The first repeat scores something and the second nothing: the difference is twice the mean.
    expect(Math.abs(aa.difference!.mean!)).toBeCloseTo(2 * components.mean!, 12)
    expect(components.mean).toBeGreaterThan(0)
  }
  expect(valueRows(experiment!)).toHaveLength(7 * 4 * 2)
})
