import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder, type Outcome } from '../../fixtures/command-line.js'

/** Opens a sequence in many terminals, turns what follows round, hides. ESC is no character of XML. */
const IN_NOTE = '\u009b31mRED\u202etxet\u2066\u2028\u200b'
const IN_TABLE = `\u001b[2J${IN_NOTE}`
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/

/** The fixture cohort with hidden characters in a note, in a name of notes and events, in a question and in ids. */
function hostile() {
  const place = fixtureFolder()
  const edit = (name: string, change: (text: string) => string) => {
    const path = join(place.cohort, name)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
  edit('ehrs/9001.xml', (xml) =>
    xml
      .replaceAll(/(type="note"[^>]*name=")/g, `$1${IN_NOTE}`)
      .replaceAll('Metformin', `${IN_NOTE}Metformin`)
      .replaceAll('note_id="14"', `note_id="14${IN_NOTE}"`),
  )
  for (const name of ['clinician-instruction-responses.tsv', 'asof.tsv', 'qrels.tsv']) {
    edit(name, (text) =>
      text.replaceAll(/^503/gm, `503${IN_TABLE}`).replaceAll('Why was', `Why ${IN_TABLE} was`),
    )
  }
  const common = ['--workspace', place.workspace, '--workers', '1']
  const embedder = ['--embedder', place.embedder]
  return { ...place, id: `503${IN_TABLE}`, common, embedder }
}

function expectVisible(what: string, { out, err }: Outcome): void {
  expect(HIDDEN.exec(out), `${what}: stdout`).toBeNull()
  expect(HIDDEN.exec(err), `${what}: stderr`).toBeNull()
}

describe('hidden characters of notes, names and ids', () => {
  it('reach no terminal, whatever the command', async () => {
    const { cohort, id, common, embedder } = hostile()
    const inspected = await chartsift(
      ...[
        'inspect',
        cohort,
        '--instruction',
        id,
        '--strategy',
        'bm25',
        '--budget',
        '400',
        '--versus',
        'recent',
      ],
      ...embedder,
      ...common,
    )
    expectVisible('inspect', inspected)
    expect(inspected.out).toContain('<U+009B>31mRED<U+202E>txet<U+2066>')
    expect(inspected.out).toContain('503<U+001B>[2J')
    expectVisible('index', await chartsift('index', cohort, ...embedder, ...common))
    const unknown = await chartsift(
      ...['inspect', cohort, '--instruction', `x${IN_TABLE}`, '--strategy', 'bm25', '--budget', '9'],
      ...embedder,
      ...common,
    )
    expectVisible('an id that is not there', unknown)
    expect(unknown.err).toContain('x<U+001B>[2J<U+009B>31m')
    expectVisible('usage', await chartsift('inspect', cohort, '--strategy', `bm${IN_TABLE}`))
    expectVisible('a folder', await chartsift('index', `nowhere${IN_TABLE}`, ...common))
  })

  it('are escaped in JSON, which gives the same values, and stay in the file of contexts', async () => {
    const { cohort, id, folder, common, embedder } = hostile()
    const select = ['select', cohort, '--strategies', 'oldest', '--budgets', '4000', '--instructions', id]
    const piped = await chartsift(...select, ...embedder, ...common, '--quiet')
    expectVisible('select', piped)
    const line = JSON.parse(piped.out) as { instructionId: string; text: string }
    expect(line.instructionId).toBe(id)
    expect(line.text).toContain(IN_NOTE)
    const path = join(folder, 'contexts.jsonl')
    await chartsift(...select, '--out', path, ...embedder, ...common, '--quiet')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(line)
  })

  it('are shown as codes on every page of a report', async () => {
    const { cohort, embedder, folder, workspace, common } = hostile()
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${cohort}\nindex: {embedder: ${embedder[1]}}\nstrategies: [oldest, bm25]\nbudgets: [400]\nmeasures: [evidence-recall]\ncompare: {baseline: oldest}\n`,
    )
    expectVisible('run', await chartsift('run', path, ...common))
    expectVisible('report', await chartsift('report', path, '--with-text', ...common))
    const report = join(workspace, 'experiments', readdirSync(join(workspace, 'experiments'))[0]!, 'report')
    const pages = readdirSync(report).filter((name) => name.endsWith('.html'))
    expect(pages).toEqual(expect.arrayContaining(['items.html', 'report.html']))
    for (const page of pages) expect(HIDDEN.exec(readFileSync(join(report, page), 'utf8')), page).toBeNull()
    expect(readFileSync(join(report, 'items.html'), 'utf8')).toContain(
      '&lt;U+009B&gt;31mRED&lt;U+202E&gt;txet',
    )
  })
})
