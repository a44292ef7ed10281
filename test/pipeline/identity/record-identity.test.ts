import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

const note = (id: string, day: string, text: string) =>
  `<encounter start_timestamp="${day} 10:00:00" end_timestamp="${day} 10:00:00"><events><entry timestamp="${day} 10:00:00">
  <event type="note" name="progress note" note_id="${id}">${text}</event></entry></events></encounter>`

function place() {
  const fixture = fixtureFolder()
  const common = [
    '--embedder',
    fixture.embedder,
    '--workspace',
    fixture.workspace,
    '--workers',
    '1',
    '--quiet',
  ]
  const write = (file: string, text: string) => writeFileSync(join(fixture.cohort, file), text)
  return { ...fixture, common, write }
}

describe('notes that share an id', () => {
  it('keep their own text and dates, and a judgement without a span is counted as ambiguous', async () => {
    const { cohort, common, write } = place()
    const notes = [
      note('n1#2', '2020-01-01', 'Metformin first.'),
      note('n1', '2021-01-02', 'Metformin second.'),
      note('n1', '2021-03-02', 'Metformin third.'),
    ]
    write('ehrs/9001.xml', `<eventstream person_id="9001">${notes.join('')}</eventstream>`)
    write(
      'qrels.tsv',
      'instruction_id\tdocument_id\trelevance\tstart\tend\n501\tnote:n1\t2\t\t\n501\tnote:n1\t2\t0\t9\n',
    )
    const selected = await chartsift(
      ...['select', cohort, '--strategies', 'oldest', '--budgets', '400', '--instructions', '501'],
      ...common,
    )
    const { passages } = JSON.parse(selected.out) as { passages: Record<string, unknown>[] }
    expect(passages.map(({ documentId, time, end }) => [documentId, time, end])).toEqual([
      ['note:n1#2', '2020-01-01 10:00:00', 16],
      ['note:n1', '2021-01-02 10:00:00', 17],
      ['note:n1#3', '2021-03-02 10:00:00', 16],
    ])
    const { out } = await chartsift('index', cohort, '--json', ...common)
    const { problems } = JSON.parse(out) as { problems: { kind: string; count: number }[] }
    const counts = Object.fromEntries(problems.map(({ kind, count }) => [kind, count]))
    expect(counts).toMatchObject({
      'note id used twice': 1,
      'judgment of a note id that several notes share, ambiguous': 1,
    })
  })
})

describe('a file whose person_id differs from its name', () => {
  it('is refused for that patient, named, and the others go on', async () => {
    const { cohort, common, write } = place()
    write(
      'ehrs/9002.xml',
      `<eventstream person_id="999">${note('1', '2020-01-01', 'Of another.')}</eventstream>`,
    )
    const { code, out, err } = await chartsift('index', cohort, '--json', ...common)
    expect(code).toBe(1)
    expect(err).toMatch(
      /^failed: patient 9002: 9002\.xml: expected person_id 9002, as the file is named, found 999/m,
    )
    expect(JSON.parse(out)).toMatchObject({ patients: 1 })
  })

  it.each(['9002.0', ' 9002 ', ''])('is read where it says %j', async (personId) => {
    const { cohort, common, write } = place()
    write(
      'ehrs/9002.xml',
      `<eventstream person_id="${personId}">${note('1', '2020-01-01', 'Own.')}</eventstream>`,
    )
    const { out } = await chartsift('index', cohort, '--json', ...common)
    expect(JSON.parse(out)).toMatchObject({ patients: 2, failed: [] })
  })
})

describe('a corpus whose tables have lone CR line ends', () => {
  it('is indexed as the same with LF', async () => {
    const { cohort, common, write } = place()
    const names = ['clinician-instruction-responses.tsv', 'asof.tsv', 'qrels.tsv']
    const lf = await chartsift('index', cohort, '--json', ...common)
    for (const name of names) write(name, readFileSync(join(cohort, name), 'utf8').replaceAll('\n', '\r'))
    write(
      'facts.jsonl',
      '{"instruction_id":"501","fact_id":"a","places":["note:14"]}\r{"instruction_id":503,"fact_id":"b","places":["note:14"]}\r',
    )
    const cr = await chartsift('index', cohort, '--json', ...common)
    expect([lf.code, cr.code]).toEqual([0, 0])
    const { instructions, problems } = JSON.parse(lf.out) as Record<string, unknown>
    expect(JSON.parse(cr.out)).toMatchObject({ instructions, problems, goldSource: 'facts.jsonl' })
    expect(instructions).toBe(7)
  })
})
