import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  query,
  summaryOf,
  valueRows,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { graded, gradesAsked, judgeSpec, type Says, startJuryServer } from './judged-experiment.js'

const MEASURES = '[token-f1, judge-accuracy, judge-completeness, judge-clarity, judge-correct]'

/** 7 instructions, 2 strategies, 2 generators. */
const CELLS = 7 * 2 * 2

async function place(says: Says) {
  const folder = fixtureFolder()
  const server = await startJuryServer(says)
  const fields = {
    generators: `[extractive, ${ollamaSpec([server.url], ', family: made-up')}]`,
    judges: `[${judgeSpec('llama3.1:8b', server.url)}, ${judgeSpec('qwen2.5:7b', server.url)}]`,
    measures: MEASURES,
    strategies: '[recent, bm25]',
    budgets: '[400]',
  }
  const write = (more: Readonly<Record<string, string>> = {}) =>
    writeModelExperiment(folder, [server.url], { ...fields, ...more })
  return { ...folder, server, write, common: ['--workspace', folder.workspace, '--workers', '1', '--quiet'] }
}

/** Value and reason of every row of a measure. */
function rowsOf(experiment: string, measure: string): [value: string, reason: string][] {
  return valueRows(experiment).flatMap((row) => {
    const fields = row.split(',')
    return fields[5] === measure ? [[fields[6]!, fields.slice(7).join(',')] as [string, string]] : []
  })
}

describe('an experiment with a jury', () => {
  it('grades every response by each criterion, and takes the mean of the judges', async () => {
    const { server, write, common, workspace } = await place(({ model, prompt }) =>
      graded(model.startsWith('llama') ? 5 : 4, prompt),
    )
    const { code, out, err } = await chartsift('run', write(), ...common)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('judge-accuracy')
    const [experiment] = experimentFolders(workspace)
    const distinct = query(
      experiment!,
      'SELECT count(*) AS count FROM (SELECT DISTINCT instruction_id, text FROM responses WHERE text IS NOT NULL)',
    )[0].count
    // Equal responses of several arms are graded once by each of two judges and four criteria.
    expect(gradesAsked(server)).toHaveLength(distinct * 2 * 4)
    expect(query(experiment!, 'SELECT * FROM grades')).toHaveLength(distinct * 2 * 4)
    const { agreement } = summaryOf(experiment!).provenance.judge
    expect(
      agreement.map(({ criterion, responses }: Record<string, unknown>) => [criterion, responses]),
    ).toEqual(['accuracy', 'completeness', 'clarity', 'correct'].map((criterion) => [criterion, distinct]))
    // Every response 5 and 4: they agree less than by chance. All correct: there is nothing to agree on.
    expect(agreement[0].alpha).toBeLessThan(0.1)
    expect(agreement[3]).toMatchObject({ alpha: null, reason: 'all ratings are the same value' })
    const accuracy = rowsOf(experiment!, 'judge-accuracy')
    // (5 + 4) / 2.
    expect(accuracy).toEqual(Array.from({ length: CELLS }, () => ['4.5', '']))
    expect(rowsOf(experiment!, 'judge-correct')).toEqual(Array.from({ length: CELLS }, () => ['1', '']))
  })

  it('shows judges the same evidence and references for all arms, and nothing of the arm', async () => {
    const { server, write, common } = await place(({ prompt }) => graded(3, prompt))
    await chartsift('run', write(), ...common)
    const prompts = gradesAsked(server).map(({ body }): string => body.messages[0].content)
    for (const prompt of prompts)
      expect(prompt).not.toMatch(/bm25|recent|\b150 tokens|\b400\b|tiny|extractive|ollama/)
    const stick = prompts.filter((prompt) => prompt.includes('Does the patient use a walking aid?'))
    expect(stick.length).toBeGreaterThan(0)
    for (const prompt of stick) {
      expect(prompt).toContain('(1) Yes, a stick.')
      expect(prompt).toMatch(/<<<BEGIN PATIENT RECORD>>>\n.*\nwalks with a stick\n<<<END PATIENT RECORD>>>/)
    }
    // The event of instruction 501.
    expect(
      prompts.some((prompt) =>
        /2022-05-05 10:00 [a-z ]+: Glucose \[Mass\/volume\] in Blood 210/.test(prompt),
      ),
    ).toBe(true)
  })

  it('asks nothing again, grades new criteria alone, and reports without a server', async () => {
    const { server, write, common, workspace } = await place(({ prompt }) => graded(3, prompt))
    const first = await chartsift('run', write({ measures: '[judge-accuracy]' }), ...common)
    expect(first.code).toBe(0)
    const asked = gradesAsked(server).length
    await chartsift('run', write({ measures: '[judge-accuracy]' }), ...common)
    expect(gradesAsked(server)).toHaveLength(asked)
    const path = write({ measures: '[judge-accuracy, judge-clarity]' })
    await chartsift('run', path, ...common)
    expect(gradesAsked(server)).toHaveLength(2 * asked)
    await server.close()
    const { code, err } = await chartsift('report', path, ...common)
    expect([code, err]).toEqual([0, ''])
    expect(rowsOf(experimentFolders(workspace)[0]!, 'judge-clarity')[0]).toEqual(['3', ''])
  })

  it('leaves what cannot be read without a value, with its reason, and asks for it again when it is told to', async () => {
    let isBroken = true
    const { write, common, workspace } = await place(({ model, prompt }) =>
      isBroken && model.startsWith('qwen') ? '{"explanation": "Fine.", "grade": 6}' : graded(2, prompt),
    )
    const path = write({ measures: '[judge-accuracy, judge-correct]' })
    await chartsift('run', path, ...common)
    const [experiment] = experimentFolders(workspace)
    const reason =
      'judge ollama:qwen2.5:7b: unparsable-answer: expected a grade of accuracy (1, 2, 3, 4, 5), found another'
    expect(rowsOf(experiment!, 'judge-accuracy')).toEqual(
      Array.from({ length: CELLS }, () => ['', `"${reason}"`]),
    )
    // One of two is no majority.
    for (const [value] of rowsOf(experiment!, 'judge-correct')) expect(value).toBe('')
    isBroken = false
    await chartsift('run', path, ...common)
    expect(rowsOf(experiment!, 'judge-accuracy')[0]![0]).toBe('')
    await chartsift('run', path, ...common, '--resume')
    expect(rowsOf(experiment!, 'judge-accuracy')).toEqual(Array.from({ length: CELLS }, () => ['2', '']))
  })

  it('gives no value where the judges are divided', async () => {
    const { write, common, workspace } = await place(({ model, prompt }) =>
      graded(model.startsWith('llama') ? 5 : 1, prompt),
    )
    await chartsift('run', write({ measures: '[judge-correct]' }), ...common)
    expect(rowsOf(experimentFolders(workspace)[0]!, 'judge-correct')[0]).toEqual([
      '',
      'the judges are divided',
    ])
  })

  it('keeps no text of a record with the grades', async () => {
    const { write, common, workspace } = await place(({ prompt }) => graded(3, prompt))
    await chartsift('run', write(), ...common)
    const [experiment] = experimentFolders(workspace)
    expect(JSON.stringify(query(experiment!, 'SELECT * FROM grades'))).not.toMatch(/stick|Because|glucose/i)
    expect(JSON.stringify(summaryOf(experiment!))).not.toMatch(/stick|Because/)
  })
})
