import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCorpus } from '../../../corpus/formats/open-corpus.js'
import { readRecord } from '../../../corpus/medalign/records/read-record.js'
import { ProblemTally } from '../../../corpus/problem.js'
import { questionFiles } from '../../../corpus/questions/question-files.js'
import { readGoldAnswers } from '../../../corpus/questions/read-gold-answers.js'
import { readQrels } from '../../../corpus/questions/read-qrels.js'
import { alignEvidence } from '../../../evidence/align-evidence.js'

const shared = join(import.meta.dirname, '../../../../shared')
const sample = join(shared, 'medalign-sample')
const synthea = join(shared, 'cohorts/synthea-dev')
const prose = join(shared, 'cohorts/prose-dev')
const unless = (folder: string) => (existsSync(folder) ? '' : ` (skipped: ${folder} is not here)`)
const times = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

describe.skipIf(!existsSync(sample))(`MedAlign's public sample${unless(sample)}`, () => {
  // The body of a skipped group runs all the same, so what needs the folder stands in the tests.
  const open = () => openCorpus({ folder: sample, ehrs: null })

  it('is one record of the older dialect and 62 instructions', async () => {
    const problems = new ProblemTally()
    const { instructions } = (await open()).questions.instructions('required', problems)
    expect(instructions).toHaveLength(62)
    expect(new Set(instructions.map(({ patientId }) => patientId))).toEqual(new Set(['sample-ehr-clean']))
    expect(problems.list().map(({ kind, count }) => [kind, count])).toEqual([
      ['instruction without a patient, assigned to the only record', 62],
    ])
  })

  it('has as many notes, events and visits as its XML has elements', async () => {
    const { files, patientId } = (await open()).patients()[0]!
    const path = files[0]!
    const { record, problems } = await readRecord(path, patientId)
    const xml = readFileSync(path, 'utf8')
    expect([record.notes.length, record.encounters.length]).toEqual([
      times(xml, /<note /g),
      times(xml, /<visit /g),
    ])
    const events = record.events.filter(({ domain }) => domain !== 'person')
    expect(events).toHaveLength(times(xml, /<code>/g) + times(xml, /<visit /g))
    expect(problems.map(({ kind, count }) => [kind, count])).toEqual([
      ['note without a type', times(xml, /<note type="NULL"/g)],
    ])
    // '10/08/2018 20:00' of the visit and '10/08/2018 08:10 PM' of its note.
    expect([record.encounters[0]!.start, record.notes[0]!.time]).toEqual([
      '2018-10-08 20:00:00',
      '2018-10-08 20:10:00',
    ])
    expect(record.events).toContainEqual(
      expect.objectContaining({ name: 'Mean blood pressure', value: '122', unit: 'mm Hg' }),
    )
  })
})

describe.skipIf(!existsSync(synthea))(`synthea-dev${unless(synthea)}`, () => {
  it.each(existsSync(synthea) ? readdirSync(join(synthea, 'ehrs')) : [])(
    '%s has in both dialects what its XML has',
    async (file) => {
      const lumia = join(synthea, 'ehrs', file)
      const older = join(synthea, 'ehrs-record', `EHR_${file}`)
      const [a, b] = [(await readRecord(lumia, '1')).record, (await readRecord(older, '1')).record]
      const [xmlA, xmlB] = [readFileSync(lumia, 'utf8'), readFileSync(older, 'utf8')]
      const clinical = (record: typeof a) => record.events.filter(({ domain }) => domain !== 'person').length

      expect(a.notes).toHaveLength(times(xmlA, /<event type="note"/g))
      expect(clinical(a)).toBe(times(xmlA, /<event /g) - a.notes.length)
      expect(a.encounters).toHaveLength(times(xmlA, /<encounter /g))
      expect(b.notes).toHaveLength(times(xmlB, /<note /g))
      expect(clinical(b)).toBe(times(xmlB, /<code>/g) + times(xmlB, /<visit /g))
      // The older dialect indents the lines of its notes; the words are the same.
      const words = (record: typeof a) =>
        record.notes.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim()).sort()
      expect(words(b)).toEqual(words(a))
    },
  )

  it('has 84 instructions, of which 10 have two references, and 18 are asked as of an earlier time', async () => {
    const problems = new ProblemTally()
    const { questions } = await openCorpus({ folder: synthea, ehrs: null })
    const { instructions } = questions.instructions('required', problems)
    expect(instructions).toHaveLength(84)
    // 94 rows.
    expect(instructions.filter(({ references }) => references.length === 2)).toHaveLength(10)
    expect(instructions.every(({ asOf }) => asOf !== null)).toBe(true)
    expect(problems.list()).toEqual([])
  })
})

/** How the facts found from the evidence column compare with the judgements. */
async function compareWithQrels(folder: string) {
  const corpus = await openCorpus({ folder, ehrs: null })
  const { instructions } = corpus.questions.instructions('required', new ProblemTally())
  const qrels = readQrels(questionFiles(folder).qrels!, new ProblemTally()).filter(
    ({ relevance }) => relevance === 2,
  )
  const totals = {
    pieces: 0,
    unaligned: 0,
    elided: 0,
    facts: 0,
    proven: 0,
    events: 0,
    wrongEvents: 0,
    spans: 0,
  }
  for (const { patientId } of corpus.patients()) {
    const align = alignEvidence((await corpus.read(patientId)).record)
    for (const { instructionId, evidence, asOf } of instructions.filter((i) => i.patientId === patientId)) {
      const { facts, pieces, unaligned, elided } = align(evidence, asOf)
      const judged = qrels.filter((qrel) => qrel.instructionId === instructionId)
      const documents = new Set(judged.map(({ documentId }) => documentId))
      const events = facts
        .flatMap(({ places }) => places)
        .filter(({ documentId }) => documentId.startsWith('event:'))
      totals.pieces += pieces
      totals.unaligned += unaligned
      totals.elided += elided
      totals.facts += facts.length
      totals.proven += facts.filter(({ places }) =>
        places.some(({ documentId }) => documents.has(documentId)),
      ).length
      totals.events += events.length
      totals.wrongEvents += events.filter(({ documentId }) => !documents.has(documentId)).length
      totals.spans += judged.filter(({ documentId, start, end }) =>
        facts.some(({ places }) =>
          places.some((p) => p.documentId === documentId && p.start === start && p.end === end),
        ),
      ).length
    }
  }
  return totals
}

describe.skipIf(!existsSync(synthea))(`the evidence column of synthea-dev${unless(synthea)}`, () => {
  it('is found again piece by piece, each at an essential place, and no event is taken for another', async () => {
    expect(await compareWithQrels(synthea)).toMatchObject({
      pieces: 131,
      unaligned: 0,
      elided: 29,
      // 131 pieces, and 16 of the 29 that are only counted.
      facts: 147,
      proven: 147,
      wrongEvents: 0,
    })
  })
})

describe.skipIf(!existsSync(prose))(`the evidence column of prose-dev${unless(prose)}`, () => {
  it('is found again at the very span of each judgement', async () => {
    expect(await compareWithQrels(prose)).toMatchObject({
      pieces: 228,
      unaligned: 0,
      facts: 228,
      proven: 228,
      spans: 228,
    })
  })
})

describe.each([
  [synthea, 84],
  [prose, 228],
])('the machine-checkable answers of %s', (folder, count) => {
  it.skipIf(!existsSync(folder))(
    `are one for each instruction, at its as-of time${unless(folder)}`,
    async () => {
      const { questions } = await openCorpus({ folder, ehrs: null })
      const gold = readGoldAnswers(questionFiles(folder).gold!)
      const { instructions } = questions.instructions('required', new ProblemTally())
      expect(instructions).toHaveLength(count)
      expect(instructions.map(({ instructionId }) => gold.get(instructionId)?.asOf)).toEqual(
        instructions.map(({ asOf }) => asOf),
      )
      expect(new Set([...gold.values()].map(({ evidenceMode }) => evidenceMode))).toContain('any')
    },
  )
})
