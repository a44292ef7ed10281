import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

const REASON = 'asof.tsv has no row for it (asOf: optional would let it see the whole record)'

/** The fixture cohort, of which asof.tsv leaves out instruction 503 and spells 502 as pandas does. */
function cohort() {
  const place = fixtureFolder()
  const path = join(place.cohort, 'asof.tsv')
  const rows = readFileSync(path, 'utf8')
    .replace(/^503\t.*\n/m, '')
    .replace(/^502\t/m, '502.0\t')
  writeFileSync(path, rows)
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  const select = async (...more: string[]) => {
    const { code, out, err } = await chartsift(
      ...['select', place.cohort, '--embedder', place.embedder, '--strategies', 'bm25', '--budgets', '200'],
      ...common,
      ...more,
    )
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    return { code, err, of: (id: string) => lines.find((line) => line['instructionId'] === id) }
  }
  return { ...place, common, select }
}

describe('an instruction whose time in asof.tsv cannot be read', () => {
  it('is unusable under either rule, with its line, and the others are selected for', async () => {
    const made = cohort()
    const path = join(made.cohort, 'asof.tsv')
    const rows = `${readFileSync(path, 'utf8').replace(/^504\t.*\n/m, '504\tsoon\n')}503\t2022-05-06\n`
    writeFileSync(path, rows)
    const line = rows.split('\n').indexOf('504\tsoon') + 1
    const reason = `asof.tsv:${line}: as_of: expected a time such as 2022-03-30 06:06:23, found something else`
    for (const rule of ['required', 'optional']) {
      const { code, err, of } = await made.select('--asof', rule)
      expect([code, err]).toEqual([1, `failed: instruction 504: ${reason}\n`])
      expect(of('504')).toMatchObject({ text: '', passages: [], reason })
      expect(of('503')?.['text']).not.toBe('')
    }
    const { out } = await chartsift(
      'index',
      made.cohort,
      '--embedder',
      made.embedder,
      ...made.common,
      '--json',
    )
    expect(JSON.parse(out)).toMatchObject({
      instructions: 6,
      unusable: [{ instructionId: '504', reason }],
      problems: expect.arrayContaining([
        {
          kind: 'as-of time that cannot be read, its instruction is unusable',
          count: 1,
          first: `asof.tsv:${line}`,
        },
      ]),
    })
  })
})

describe('an instruction without a row in asof.tsv', () => {
  it('sees nothing, with the reason, and another spelling of an id is no missing row', async () => {
    const { code, err, of } = await cohort().select()
    expect(code).toBe(1)
    expect(err).toBe(`failed: instruction 503: ${REASON}\n`)
    expect(of('503')).toMatchObject({ text: '', passages: [], reason: REASON })
    expect(of('502')).toMatchObject({ asOf: '2020-03-01 09:00:00' })
  })

  it('sees the whole record where that is allowed', async () => {
    const { code, of } = await cohort().select('--asof', 'optional')
    expect(code).toBe(0)
    expect(of('503')).toMatchObject({ asOf: null })
    expect(of('503')?.['text']).toMatch(/metformin/i)
  })

  it('has rows with the reason in an experiment, and values where the file allows it', async () => {
    const { folder, cohort: corpus, embedder, workspace, common } = cohort()
    const run = async (name: string, more: string) => {
      const path = join(folder, `${name}.yaml`)
      writeFileSync(
        path,
        `name: ${name}\ncorpus: ${corpus}\nindex: {embedder: ${embedder}}\nstrategies: [bm25]\nbudgets: [100]\nmeasures: [evidence-recall]\n${more}`,
      )
      const { code } = await chartsift('run', path, ...common)
      const made = readdirSync(join(workspace, 'experiments')).find((one) => one.startsWith(name))!
      const rows = readFileSync(join(workspace, 'experiments', made, 'report', 'values.csv'), 'utf8').split(
        '\n',
      )
      return { code, rows: rows.filter((row) => row.startsWith('503,')) }
    }
    expect(await run('strict', '')).toEqual({
      code: 1,
      rows: [`503,9001,bm25,100,extractive,evidence-recall,,${REASON},`],
    })
    const open = await run('open', 'asOf: optional\n')
    expect(open.code).toBe(0)
    expect(open.rows).toEqual([expect.stringMatching(/^503,9001,bm25,100,extractive,evidence-recall,[01]/)])
  })
})
