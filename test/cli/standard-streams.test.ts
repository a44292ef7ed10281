import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder, temporaryFolder } from '../fixtures/command-line.js'

const ENTRY = join(import.meta.dirname, '..', 'fixtures', 'run-cli.ts')

/** Runs the command line in a process of its own, with a text on standard input. */
function fed(input: string, ...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ENTRY, ...argv], {
    encoding: 'utf8',
    input,
  })
  return { status, out: stdout, err: stderr }
}

const ROW = '{"id":1,"candidate":"a b","references":["a b"]}\n'

describe("'-'", () => {
  it('is standard input and output of measure, whose table then goes to standard error', () => {
    const { status, out, err } = fed(ROW, 'measure', '-', '--measures', 'rougeL.f1', '--out', '-')
    expect(JSON.parse(out)).toEqual({ id: 1, measure: 'rougeL.f1', value: 1, reason: null })
    expect(err).toMatch(/│ measure +│ n │ unscored │/)
    expect(status).toBe(0)
  })

  it('is an experiment file, whose problems are reported with their lines', () => {
    expect(fed('name: a\nbudgets: 5\n', 'run', '-').err).toContain(
      'standard input:2: budgets: expected a list, found 5: write `budgets: [5]`',
    )
    expect(fed('name: [a\n', 'export', '-', '--format', 'csv').err).toContain(
      'has 1 problem:\n  standard input:1: the bracket [ is not closed',
    )
  })

  it('is told in the name of what cannot be read', () => {
    expect(fed('\u00ff', 'measure', '-').status).toBe(1)
    expect(fed('', 'measure', '--run', '-', '--qrels', '-')).toMatchObject({
      status: 2,
      err: "chartsift: expected '-' only once, found it twice: standard input can be read only once\n",
    })
  })

  it('is standard output of select and rank', async () => {
    const { cohort, embedder, workspace, folder } = fixtureFolder()
    const common = ['--embedder', embedder, '--workspace', workspace, '--quiet', '--out', '-']
    const select = ['select', cohort, '--workers', '1', '--strategies', 'bm25', '--budgets', '60']
    const lines = (await chartsift(...select, ...common)).out.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).strategy)).toContain('bm25')
    const set = join(folder, 'set')
    mkdirSync(join(set, 'qrels'), { recursive: true })
    writeFileSync(join(set, 'corpus.jsonl'), '{"_id":"d1","title":"","text":"metformin"}\n')
    writeFileSync(join(set, 'queries.jsonl'), '{"_id":"q1","text":"metformin"}\n')
    writeFileSync(join(set, 'qrels', 'test.tsv'), 'query-id\tcorpus-id\tscore\nq1\td1\t1\n')
    const ranked = await chartsift('rank', set, '--strategies', 'bm25', ...common)
    expect(ranked.out).toMatch(/^q1 Q0 d1 1 \S+ bm25\n$/)
    expect(ranked.err).toContain('nDCG@10')
  })
})

describe('a pipe, NO_COLOR and TERM=dumb', () => {
  it('get no escape sequence from any table, list or help', async () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    const printed = [
      await chartsift('index', cohort, '--embedder', embedder, '--workspace', workspace, '--workers', '1'),
      await chartsift('list', 'strategies'),
      await chartsift('--help'),
      await chartsift('run', join(temporaryFolder(), 'none.yaml')),
    ]
    for (const { out, err } of printed) expect(out + err).not.toContain('\u001b')
  })
})
