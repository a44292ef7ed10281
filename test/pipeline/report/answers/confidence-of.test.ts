import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Confidence } from '../../../../eval/report/answers/confidence-section.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  reading,
  startServer,
  writeModelExperiment,
} from '../../../fixtures/model-experiment.js'
import { TINY } from '../../../stand-in/model.js'

it('asks for a confidence, stores it, and reports risk and coverage', async () => {
  const folder = fixtureFolder()
  const said: string[] = []
  const server = await startServer({
    models: [TINY],
    answer: reading(({ messages, body }) => {
      const prompt = messages.at(-1)?.content ?? ''
      if (!prompt.includes('"confidence"'))
        return JSON.stringify({ answer: 'asthma', citations: [], unanswerable: false })
      // The prompts that calibrate tokens ask for no JSON.
      if (body.format !== undefined) said.push(JSON.stringify(body.format))
      // 507 has a confidence that cannot be used.
      const question = prompt.slice(prompt.lastIndexOf('Instruction:'))
      const isGlucose = question.includes('glucose value')
      const confidence = isGlucose ? 0.9 : question.includes('weight') ? 7 : 0.4
      return JSON.stringify({
        answer: isGlucose ? '210 mg/dL on 05/05/2022' : 'Straw.',
        citations: [],
        unanswerable: false,
        confidence,
      })
    }),
  })
  const path = writeModelExperiment(folder, [server.url], {
    generators: `[${ollamaSpec([server.url])}]`,
    strategies: '[bm25]',
    budgets: '[400]',
    measures: '[token-f1]',
    prompt: 'structured-confidence',
  })
  const options = ['--workspace', folder.workspace, '--workers', '1', '--quiet']
  const { code, err } = await chartsift('run', path, ...options)
  expect([code, err]).toEqual([0, ''])
  expect(said).toHaveLength(7)
  for (const format of said) expect(format).toContain('"confidence"')
  const [experiment] = experimentFolders(folder.workspace)
  const read = (name: string) => readFileSync(join(experiment!, 'report', name), 'utf8')
  const { confidence } = JSON.parse(read('summary.json')) as { readonly confidence: Confidence }
  const [row] = confidence.rows
  // 501 and 502 ask for the glucose, and the answer to 501 alone is right. Of the five pairs of a right and a wrong answer one is tied.
  expect(row).toMatchObject({ strategy: 'bm25', answers: 6, auroc: 0.9 })
  expect(row!.curve).toEqual([
    { coverage: 2 / 6, risk: 0.5 },
    { coverage: 1, risk: 5 / 6 },
  ])
  expect(row!.aurc).toBeCloseTo((1 / 2 + 1 / 2 + 2 / 3 + 3 / 4 + 4 / 5 + 5 / 6) / 6, 12)
  expect(read('report.html')).toContain('<h2 id="confidence-title">')
})
