import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

const ORPHAN = '599\tWhat now?\t7777\t7777.xml\tAnnotator_1\tNothing.\t\tSurgery\n'

/** A cohort with an instruction of a patient that is not there, and a record that cannot be read. */
function damaged() {
  const place = fixtureFolder()
  appendFileSync(join(place.cohort, 'clinician-instruction-responses.tsv'), ORPHAN)
  writeFileSync(join(place.cohort, 'ehrs', '9002.xml'), '<eventstream person_id="9002"><encounter>')
  const path = join(place.folder, 'e.yaml')
  const write = (measures: string) =>
    writeFileSync(
      path,
      `name: e\ncorpus: ${place.cohort}\nindex: {embedder: ${place.embedder}}\nstrategies: [recent, bm25]\nbudgets: [100]\nmeasures: [${measures}]\n`,
    )
  write('evidence-recall')
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  return { ...place, path, write, common }
}

describe('failed items', () => {
  it('keep their rows, with a reason in every arm, and are listed even where all is quiet', async () => {
    const { path, common, workspace } = damaged()
    const { code, err, out } = await chartsift('run', path, ...common)
    expect(code).toBe(1)
    // 505, 506 and 507 ask of 9002, and of the qrels four rows are about them.
    expect(err).toMatch(
      /^failed: patient 9002: 9002\.xml:1: expected a MedAlign record.*; 3 instructions and 4 judgments of it are unusable\nfailed: instruction 599: the corpus has no record of the patient\n$/,
    )
    const [experiment] = readdirSync(join(workspace, 'experiments'))
    const rows = readFileSync(join(workspace, 'experiments', experiment!, 'report', 'values.csv'), 'utf8')
      .trimEnd()
      .split('\n')
    // Instructions 501 to 507 and 599, two strategies.
    expect(rows).toHaveLength(1 + 8 * 2)
    expect(rows.filter((row) => row.startsWith('599,7777,'))).toEqual([
      '599,7777,recent,100,extractive,evidence-recall,,the corpus has no record of the patient,',
      '599,7777,bm25,100,extractive,evidence-recall,,the corpus has no record of the patient,',
    ])
    expect(rows.filter((row) => row.includes("the patient's record could not be read"))).toHaveLength(3 * 2)
    expect(out).toContain('[n=4]')
    expect(await chartsift('report', path, ...common)).toMatchObject({ code: 1, out })
  })

  it('have their lines among the contexts', async () => {
    const { cohort, embedder, common } = damaged()
    const { code, out } = await chartsift(
      'select',
      cohort,
      '--embedder',
      embedder,
      '--strategies',
      'bm25',
      '--budgets',
      '50,100',
      ...common,
    )
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { instructionId: string; reason?: string; text: string })
    expect([code, lines.length]).toEqual([1, 8 * 2])
    expect(lines.filter(({ instructionId }) => instructionId === '599')).toMatchObject([
      { text: '', reason: 'the corpus has no record of the patient' },
      { text: '', reason: 'the corpus has no record of the patient' },
    ])
    const only = await chartsift(
      'select',
      cohort,
      '--embedder',
      embedder,
      '--strategies',
      'bm25',
      '--budgets',
      '50',
      '--instructions',
      '599',
      ...common,
    )
    expect(only).toMatchObject({ code: 2, out: '' })
    expect(only.err).toContain(
      'nothing can be selected for instruction 599 of patient 7777: the corpus has no record of the patient',
    )
  })

  it('and all else are measured again without a new response when the measures change', async () => {
    const { path, write, common, workspace } = damaged()
    await chartsift('run', path, ...common)
    const stored = () => readdirSync(join(workspace, 'experiments'))
    const before = stored()
    write('rouge-l, chrf')
    const { out } = await chartsift('report', path, ...common)
    expect(out).toMatch(/rouge-l \(generator extractive\)[\s\S]*chrf \(generator extractive\)/)
    expect(stored()).toEqual(before)
  })
})
