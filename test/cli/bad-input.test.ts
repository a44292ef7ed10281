import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Workspace } from '../../pipeline/workspace/workspace.js'
import { chartsift, fixtureFolder, type Outcome, temporaryFolder } from '../fixtures/command-line.js'

/** One clear sentence on stderr, exit code 2, nothing on stdout, no stack. */
function refused({ code, out, err }: Outcome, sentence: string | RegExp): void {
  expect(err).toMatch(sentence)
  expect(err).not.toMatch(/\n\s+at |Error:|undefined|\[object/)
  expect(out).toBe('')
  expect(code).toBe(2)
}

const place = () => {
  const fixture = fixtureFolder()
  const index = (corpus = fixture.cohort, ...more: string[]) =>
    chartsift(
      'index',
      corpus,
      '--embedder',
      fixture.embedder,
      '--workspace',
      fixture.workspace,
      '--workers',
      '1',
      ...more,
    )
  return { ...fixture, index }
}

describe('bad input', () => {
  it('refuses a folder that is missing, empty, or a file', async () => {
    const { folder, index } = place()
    refused(await index(join(folder, 'nowhere')), /expected a corpus folder at .*nowhere, found nothing/)
    mkdirSync(join(folder, 'empty'))
    refused(await index(join(folder, 'empty')), /expected <id>\.xml or EHR_<id>\.xml in .*found no such file/)
    writeFileSync(join(folder, 'file'), 'x')
    refused(await index(join(folder, 'file')), /expected a corpus folder at .*file, found a file/)
  })

  it('names every source of evidence that a corpus could have', async () => {
    const { cohort, index } = place()
    rmSync(join(cohort, 'qrels.tsv'))
    const table = join(cohort, 'clinician-instruction-responses.tsv')
    const rows = readFileSync(table, 'utf8').trimEnd().split('\n')
    writeFileSync(table, `${rows.map((row) => row.split('\t').toSpliced(6, 1).join('\t')).join('\n')}\n`)
    expect((await index()).out.replace(/\s+/g, ' ')).toContain(
      'evidence: none (no qrels.tsv, no facts.jsonl, no evidence column): evidence measures will be unscored',
    )
  })

  it('does not announce an index of what is no corpus', async () => {
    const { folder, workspace, index } = place()
    mkdirSync(join(folder, 'empty'))
    const select = [
      'select',
      join(folder, 'empty'),
      '--strategies',
      'recent',
      '--budgets',
      '40',
      '--workspace',
      workspace,
    ]
    for (const { code, err } of [await index(join(folder, 'empty')), await chartsift(...select)])
      expect([code, err]).toEqual([2, expect.stringMatching(/^chartsift: expected [^\n]*\n$/)])
  })

  it('lists a record that cannot be read with file, line and reason, and keeps the others', async () => {
    const { cohort, index } = place()
    const good = readFileSync(join(cohort, 'ehrs', '9001.xml'), 'utf8')
    const bomb = `<!DOCTYPE eventstream [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<eventstream person_id="1">&b;</eventstream>`
    const broken: [string, string | Buffer, RegExp][] = [
      ['9101', good.slice(0, 1500), /9101\.xml:\d+: expected a MedAlign record in XML, found malformed XML/],
      [
        '9102',
        good.replace('</entry>', '</entryy>'),
        /9102\.xml:\d+: expected a MedAlign record in XML, found malformed XML/,
      ],
      [
        '9103',
        Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 73 + 128) % 256)),
        /9103\.xml:1: expected a MedAlign record in XML/,
      ],
      ['9104', bomb, /9104\.xml:\d+: .*declares entities, which are not expanded/],
      ['9105', '', /9105\.xml:1: .*found no element at all|9105\.xml:1: .*malformed XML/],
      ['9106', '<html><body/></html>', /9106\.xml:1: .*root element <html>/],
    ]
    for (const [id, content] of broken) writeFileSync(join(cohort, 'ehrs', `${id}.xml`), content)
    const { code, out, err } = await index()
    expect(code).toBe(1)
    expect(out).toMatch(/cohort: 2 patients \(2 built/)
    for (const [id, , reason] of broken) {
      const line = err.split('\n').find((text) => text.startsWith(`failed: patient ${id}: `))
      expect(line, id).toMatch(reason)
    }
    expect(out + err).not.toMatch(/metformin|thirst|\n\s+at /)
  })

  it('refuses a corpus none of whose records can be read', async () => {
    const { folder, index } = place()
    mkdirSync(join(folder, 'bad'))
    writeFileSync(join(folder, 'bad', '1.xml'), 'no XML')
    refused(
      await index(join(folder, 'bad')),
      /none of the 1 records of .* could be read; the first: 1\.xml:1: /,
    )
  })

  it('refuses an unknown command, flag, strategy, budget and number of workers', async () => {
    const { cohort, workspace } = place()
    const select = (...more: string[]) => chartsift('select', cohort, '--workspace', workspace, ...more)
    refused(await chartsift('frobnicate'), /unknown command 'frobnicate'/)
    refused(await select('--strategies', 'bm25', '--budgets', '100', '--frob'), /unknown option '--frob'/)
    refused(
      await select('--strategies', 'bm26', '--budgets', '100'),
      /unknown strategy 'bm26': did you mean 'bm25'\?/,
    )
    for (const budget of ['0', '-5', 'many', '1.5', '']) {
      refused(
        await select('--strategies', 'bm25', '--budgets', budget),
        /expected a positive whole number|argument missing/,
      )
    }
    refused(await select('--budgets', '100'), /required option '--strategies <names>' not specified/)
    refused(await chartsift('index', cohort, '--workers', '0'), /expected a positive whole number/)
  })

  it('refuses an unknown instruction, counter and embedder', async () => {
    const { cohort, embedder, workspace } = place()
    const inspect = (instruction: string, ...more: string[]) =>
      chartsift(
        'inspect',
        cohort,
        '--instruction',
        instruction,
        '--strategy',
        'bm25',
        '--budget',
        '100',
        '--workspace',
        workspace,
        '--workers',
        '1',
        '--quiet',
        ...more,
      )
    refused(
      await inspect('999', '--embedder', embedder),
      /corpus cohort has no instruction 999 \(of 7; the first are 501, 502/,
    )
    refused(
      await inspect('501', '--embedder', embedder, '--counter', 'gpt'),
      /expected a token counter .*, found 'gpt'/,
    )
    refused(await inspect('501', '--embedder', 'word2vec'), /expected an embedder .*, found 'word2vec'/)
  })

  it('counts and lists an instruction for a patient that is not there', async () => {
    const { cohort, index } = place()
    appendFileSync(
      join(cohort, 'clinician-instruction-responses.tsv'),
      '599\tWhat now?\t7777\t7777.xml\tAnnotator_1\tNothing.\t\tSurgery\n',
    )
    const { code, out, err } = await index()
    expect(code).toBe(1)
    expect(err).toContain('failed: instruction 599: the corpus has no record of the patient')
    expect(out).toMatch(/instruction for a patient without a record\s*│\s*1/)
    expect(out).toMatch(/7 instructions/)
  })

  it('says every problem of an experiment file at once, each with its line', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'wrong.yaml')
    writeFileSync(path, 'name: a b\ncorpus: x\nstrategies: [bm26]\nbudgets: [100, -1]\nseeds: 3\n')
    const outcome = await chartsift('run', path, '--workspace', join(folder, 'w'))
    refused(outcome, /the experiment file has 5 problems:/)
    expect(outcome.err).toMatch(/wrong\.yaml:1: name: /)
    expect(outcome.err).toMatch(/wrong\.yaml:3: strategies\.0: unknown strategy 'bm26'/)
    expect(outcome.err).toMatch(/wrong\.yaml:4: budgets\.1: /)
    expect(outcome.err).toMatch(/seeds/)
    writeFileSync(path, 'name: [unclosed\n')
    refused(
      await chartsift('run', path, '--workspace', join(folder, 'w')),
      /the experiment file has 1 problem:\n {2}.*wrong\.yaml:1: the bracket \[ is not closed/,
    )
    refused(
      await chartsift('run', join(folder, 'none.yaml'), '--workspace', join(folder, 'w')),
      /cannot read the experiment file .*none\.yaml: no such file/,
    )
    writeFileSync(path, 'name: a\ncorpus: nowhere\nstrategies: [bm25]\nbudgets: [100]\n')
    refused(
      await chartsift('run', path, '--workspace', join(folder, 'w')),
      /corpus: expected a folder, found nothing at/,
    )
  })

  it('refuses to report on what was never run', async () => {
    const { folder, cohort, embedder, workspace } = place()
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${cohort}\nindex: {embedder: ${embedder}}\nstrategies: [bm25]\nbudgets: [100]\n`,
    )
    refused(
      await chartsift('report', path, '--workspace', workspace, '--quiet', '--workers', '1'),
      /experiment e has no stored results/,
    )
  })

  it('refuses a workspace that is a file, and one that another process uses', async () => {
    const { folder, cohort, workspace } = place()
    writeFileSync(join(folder, 'file'), '')
    refused(
      await chartsift('index', cohort, '--workspace', join(folder, 'file')),
      /expected a folder for the workspace, found a file at/,
    )
    refused(
      await chartsift('index', cohort, '--workspace', join(folder, 'file', 'below')),
      /cannot create the workspace folder/,
    )
    const other = new Workspace(workspace)
    other.lock()
    refused(
      await chartsift('index', cohort, '--workspace', workspace),
      /another chartsift process is using the workspace/,
    )
    other.unlock()
  })

  it('refuses to forget whom it does not know, and ids that are paths', async () => {
    const { workspace, index } = place()
    refused(
      await chartsift('forget', '--patient', '1', '--workspace', workspace),
      /expected a workspace at .*, found nothing/,
    )
    await index()
    refused(
      await chartsift('forget', '--patient', '1', '--workspace', workspace),
      /has no data for patient 1/,
    )
    refused(await chartsift('forget', '--patient', '../x', '--workspace', workspace), /expected a patient id/)
  })

  it('builds a damaged index anew', async () => {
    const { workspace, index } = place()
    await index()
    const [corpus] = readdirSync(join(workspace, 'corpora'))
    const patient = join(workspace, 'corpora', corpus!, 'patients', '9001')
    for (const suffix of ['.f32', '.hnsw', '.db']) {
      const file = join(
        patient,
        readdirSync(patient).find((name) => name.endsWith(suffix) && name !== 'record.db')!,
      )
      const bytes = readFileSync(file)
      bytes.fill(255, 0, 8)
      writeFileSync(file, bytes)
      expect((await index()).out, suffix).toMatch(/1 built, 1 unchanged/)
      expect((await index()).out, suffix).toMatch(/0 built, 2 unchanged/)
    }
  })
})
