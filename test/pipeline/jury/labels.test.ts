import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLabels } from '../../../pipeline/jury/labels/read-labels.js'
import { chartsift, fixtureFolder, temporaryFolder } from '../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  summaryOf,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { graded, gradesAsked, judgeSpec, type Says, startJuryServer } from './judged-experiment.js'

function table(...rows: readonly (readonly string[])[]): string {
  const path = join(temporaryFolder(), 'labels.tsv')
  writeFileSync(path, `${rows.map((row) => row.join('\t')).join('\n')}\n`)
  return path
}

describe('readLabels', () => {
  it('reads the release’s columns, and counts what it leaves out', () => {
    const path = table(
      ['instruction_id', 'model_name', 'model_response', 'binary_correct', 'rank'],
      ['501', 'gpt', '210 mg/dL', '1', '1'],
      ['502', 'gpt', '99 mg/dL', 'False', '2'],
      ['503', 'gpt', 'x', '', ''],
      ['', 'gpt', 'x', '1', ''],
    )
    const { labels, leftOut } = readLabels(path)
    expect(
      labels.map(({ instructionId, name, text, grades }) => [instructionId, name, text, grades]),
    ).toEqual([
      ['501', 'gpt', '210 mg/dL', { correct: 1 }],
      ['502', 'gpt', '99 mg/dL', { correct: 0 }],
    ])
    expect(leftOut).toEqual({
      'row without a label that could be read': 1,
      'row without an instruction or a name': 1,
    })
  })

  it('reads grades of an arm', () => {
    const path = table(
      ['instruction_id', 'strategy', 'budget', 'generator', 'accuracy', 'clarity'],
      ['501', 'bm25', '400', 'extractive', '4', '6'],
    )
    expect(readLabels(path).labels[0]).toMatchObject({
      name: 'bm25',
      budget: 400,
      generator: 'extractive',
      text: null,
      grades: { accuracy: 4 },
    })
  })

  it('refuses a table that labels nothing', () => {
    expect(() => readLabels(table(['instruction_id', 'model'], ['501', 'gpt']))).toThrow('expected a column')
  })
})

async function place(says: Says, measures: string) {
  const folder = fixtureFolder()
  const server = await startJuryServer(says)
  const write = (more: Readonly<Record<string, string>> = {}) =>
    writeModelExperiment(folder, [server.url], {
      strategies: '[bm25]',
      budgets: '[150, 400]',
      generators: '[extractive]',
      judges: `[${judgeSpec('llama3.1:8b', server.url)}]`,
      measures,
      ...more,
    })
  return { ...folder, server, write, common: ['--workspace', folder.workspace, '--workers', '1', '--quiet'] }
}

function htmlOf(experiment: string): string {
  return readFileSync(join(experiment, 'report', 'report.html'), 'utf8')
}

describe('judges and people', () => {
  it('are compared over responses of the table, which the judges grade too', async () => {
    // The judge takes whatever holds 'right' for correct, and errs on one of six.
    const { server, write, common, workspace } = await place(
      ({ prompt }) => graded(/<<<BEGIN RESPONSE>>>\n.*right/.test(prompt) ? 5 : 1, prompt),
      '[judge-correct]',
    )
    const labels = table(
      ['instruction_id', 'model', 'response', 'label'],
      ['501', 'gpt', 'right 1', 'yes'],
      ['502', 'gpt', 'wrong 2', 'no'],
      ['503', 'gpt', 'right 3', 'no'],
      ['505', 'gpt', 'right 5', 'yes'],
      ['506', 'gpt', 'wrong 6', 'no'],
      ['507', 'gpt', 'right 7', 'yes'],
      ['999', 'gpt', 'right', 'yes'],
    )
    const { code, err } = await chartsift('run', write({ labels }), ...common)
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(
        /^warning: 1 of \d+ labels in \S+ cannot be read or match nothing in this experiment, and are left out \(1: instruction that is not in the corpus\)\n$/,
      ),
    ])
    const [experiment] = experimentFolders(workspace)
    const { judge, warnings } = summaryOf(experiment!).provenance
    expect(judge.calibrated).toBe(true)
    expect(warnings.join()).not.toContain('uncalibrated')
    const [people] = judge.people
    // Both say yes 3 times, no 2 times, once the judge alone says yes: observed 5/6, expected (3*4 + 3*2)/36 = 1/2.
    expect(people).toMatchObject({ criterion: 'correct', n: 6, patients: 2 })
    expect(people.kappa.value).toBeCloseTo((5 / 6 - 1 / 2) / (1 / 2), 12)
    expect(judge.labelsLeftOut).toEqual({ 'instruction that is not in the corpus': 1 })
    expect(htmlOf(experiment!)).toContain('0.67 (')
    expect(htmlOf(experiment!)).not.toMatch(/right 1|wrong 2/)
    const asked = gradesAsked(server).length
    await chartsift('run', write({ labels }), ...common)
    expect(gradesAsked(server)).toHaveLength(asked)
  })

  it('are compared by the rank of responses to one instruction, where that is what people gave', async () => {
    const { write, common, workspace } = await place(
      ({ prompt }) => graded(/<<<BEGIN RESPONSE>>>\n.*good/.test(prompt) ? 5 : 2, prompt),
      '[judge-accuracy]',
    )
    const labels = table(
      ['instruction_id', 'model', 'response', 'rank'],
      ['501', 'a', 'good', '1'],
      ['501', 'b', 'bad', '2'],
      ['505', 'a', 'good', '2'],
      ['505', 'b', 'bad', '1'],
      ['506', 'a', 'good', '1'],
      ['506', 'b', 'bad', '2'],
    )
    await chartsift('run', write({ labels }), ...common)
    const [experiment] = experimentFolders(workspace)
    const { judge } = summaryOf(experiment!).provenance
    expect(judge).toMatchObject({ calibrated: true, people: [] })
    // 1, -1 and 1.
    expect(judge.ranking).toMatchObject([{ criterion: 'accuracy', instructions: 3, patients: 2 }])
    expect(judge.ranking[0].tau.value).toBeCloseTo(1 / 3, 12)
    expect(htmlOf(experiment!)).toContain('0.33 (')
  })

  it('are compared over the responses of an arm, where it is clear which is meant', async () => {
    const { server, write, common, workspace } = await place(
      ({ prompt }) => graded(4, prompt),
      '[judge-accuracy]',
    )
    const labels = table(
      ['instruction_id', 'strategy', 'budget', 'generator', 'accuracy'],
      ['501', 'bm25', '400', 'ollama:tiny', '4'],
      ['502', 'bm25', '400', 'ollama:tiny', '2'],
      ['502', 'bm25', '', '', '2'],
      ['503', 'dense', '400', 'ollama:tiny', '2'],
    )
    const generators = `[extractive, ${ollamaSpec([server.url], ', family: made-up')}]`
    await chartsift('run', write({ labels, generators }), ...common)
    const { judge } = summaryOf(experimentFolders(workspace)[0]!).provenance
    expect(judge.people[0]).toMatchObject({ criterion: 'accuracy', n: 2 })
    expect(judge.labelsLeftOut).toEqual({
      'several matching responses: name budget and generator': 1,
      'name without a response, and no strategy of this experiment': 1,
    })
  })

  it('are distinguished in the report if there are no labels', async () => {
    const { write, common, workspace } = await place(({ prompt }) => graded(4, prompt), '[judge-accuracy]')
    const { code, out } = await chartsift('run', write(), ...common)
    expect([code, out]).toEqual([0, expect.stringContaining('judge ollama:llama3.1:8b')])
    const [experiment] = experimentFolders(workspace)
    const { provenance, execution } = summaryOf(experiment!)
    const { judge, warnings } = provenance
    expect(judge).toMatchObject({ calibrated: false, uncalibrated: ['accuracy'], people: [] })
    expect(judge.judges).toMatchObject([{ name: 'judge ollama:llama3.1:8b', family: 'llama' }])
    expect(warnings.join()).toContain('The judges are uncalibrated for accuracy')
    expect(
      execution.cost.find(({ generator }: { generator: string }) => generator.startsWith('judge')).calls,
    ).toBeGreaterThan(0)
    expect(htmlOf(experiment!)).toContain('Uncalibrated')
  })
})

it('a dry run tells what judges would be asked, and asks nothing', async () => {
  const { server, write, common } = await place(
    ({ prompt }) => graded(4, prompt),
    '[judge-accuracy, judge-correct]',
  )
  const { code, out } = await chartsift('run', write(), ...common, '--dry-run')
  expect(code).toBe(0)
  // 7 instructions, 2 cells, 2 criteria.
  expect(out).toMatch(
    /^judge ollama:llama3\.1:8b: 28 calls at most, [\d,]+ prompt tokens and 2,688 answer tokens/m,
  )
  expect(server.requests).toHaveLength(0)
})
