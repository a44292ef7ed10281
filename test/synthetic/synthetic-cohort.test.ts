import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../base/errors/input-error.js'
import { writeSyntheticCohort } from '../../synthetic/write/write-cohort.js'
import {
  filesUnder,
  type Gold,
  jsonLines,
  tsvRows,
  type XmlEvent,
  xmlEvents,
} from './synthetic-cohort-files.js'

const PATIENTS = 4
let base: string
let files: Map<string, string>
let charts: Map<string, XmlEvent[]>
let golds: Gold[]
let qrels: Record<string, string>[]
let counts: Awaited<ReturnType<typeof writeSyntheticCohort>>

const file = (name: string): string => files.get(name) ?? ''

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'synthetic-'))
  counts = await writeSyntheticCohort({ patients: PATIENTS, seed: 5, out: join(base, 'cohort') })
  files = filesUnder(join(base, 'cohort'))
  charts = new Map(
    [...files]
      .filter(([name]) => name.endsWith('.xml'))
      .map(([name, xml]) => [name.slice('ehrs/'.length, -'.xml'.length), xmlEvents(xml)]),
  )
  golds = jsonLines<Gold>(file('gold.jsonl'))
  qrels = tsvRows(file('qrels.tsv'))
})

afterAll(() => rmSync(base, { recursive: true, force: true }))

const goldOf = (id: string | undefined): Gold =>
  golds.find((gold) => String(gold.instruction_id) === id) as Gold
const chartOf = (gold: Gold): XmlEvent[] => charts.get(String(gold.person_id)) as XmlEvent[]
const eventId = (event: XmlEvent): string => `event:${event.time}|${event.code}`

describe('writeSyntheticCohort', () => {
  it('writes the same bytes twice and other bytes for another seed', async () => {
    await writeSyntheticCohort({ patients: PATIENTS, seed: 5, out: join(base, 'again') })
    await writeSyntheticCohort({ patients: PATIENTS, seed: 6, out: join(base, 'other') })
    expect(filesUnder(join(base, 'again'))).toEqual(files)
    expect(filesUnder(join(base, 'other')).get('gold.jsonl')).not.toBe(file('gold.jsonl'))
  })

  it('makes a patient the same however many there are', async () => {
    await writeSyntheticCohort({ patients: 1, seed: 5, out: join(base, 'one') })
    const [name, xml] = [...filesUnder(join(base, 'one'))].find(([path]) => path.endsWith('.xml')) ?? ['', '']
    expect(file(name)).toBe(xml)
  })

  it('describes every other file in the manifest', () => {
    const manifest = JSON.parse(file('manifest.json')) as {
      files: Record<string, { sha256: string }>
      counts: unknown
      parameters: unknown
    }
    expect(Object.keys(manifest.files).sort()).toEqual(
      [...files.keys()].filter((name) => name !== 'manifest.json').sort(),
    )
    for (const [name, { sha256 }] of Object.entries(manifest.files)) {
      expect(createHash('sha256').update(file(name)).digest('hex')).toBe(sha256)
    }
    expect(manifest.counts).toEqual(counts)
    expect(manifest.parameters).toEqual({ patients: PATIENTS, seed: 5 })
  })

  it('counts what is in the XML', () => {
    const all = [...charts.values()].flat()
    expect(all.filter((event) => event.domain === 'note')).toHaveLength(counts.notes)
    expect(all.filter((event) => event.domain !== 'note')).toHaveLength(counts.events)
    expect(golds).toHaveLength(counts.instructions)
  })

  it('gives each patient a chart and a set of instructions of the promised size', () => {
    for (const [person, chart] of charts) {
      const notes = chart.filter((event) => event.domain === 'note')
      expect(notes.length).toBeGreaterThan(55)
      expect(notes.length).toBeLessThan(115)
      expect(chart.length - notes.length).toBeGreaterThan(1000)
      expect(new Set(notes.map((note) => note.code)).size).toBeGreaterThanOrEqual(8)
      const asked = golds.filter((gold) => String(gold.person_id) === person)
      expect(asked.length).toBeGreaterThanOrEqual(10)
      expect(asked.length).toBeLessThanOrEqual(14)
    }
  })

  it('points every judgement at an event or a note span that is there, never after the as-of time', () => {
    expect(qrels.length).toBeGreaterThan(PATIENTS * 10)
    for (const { instruction_id, document_id = '', relevance = '', start, end } of qrels) {
      const gold = goldOf(instruction_id)
      expect(['1', '2']).toContain(relevance)
      if (document_id.startsWith('event:')) {
        const event = chartOf(gold).find((candidate) => eventId(candidate) === document_id)
        expect(event, document_id).toBeDefined()
        expect((event as XmlEvent).time <= gold.as_of).toBe(true)
        expect([start, end]).toEqual(['', ''])
        continue
      }
      const note = chartOf(gold).find((candidate) => `note:${candidate.noteId}` === document_id) as XmlEvent
      expect(note.time <= gold.as_of).toBe(true)
      const text = note.value.slice(Number(start), Number(end))
      expect(text.length).toBe(Number(end) - Number(start))
      expect(text).toBe(text.trim())
      // A span is a whole statement: it is neither preceded nor followed by half a word.
      expect(note.value.slice(Number(start) - 1, Number(start))).toMatch(/^\s?$/)
      expect(note.value.slice(Number(end), Number(end) + 1)).toMatch(/^[\s,]?$/)
    }
  })

  it('lets facts name the places that the judgements name', () => {
    type Fact = {
      instruction_id: string
      relevance: number
      places: { document_id: string; start: number | null; end: number | null }[]
    }
    const key = (id: string, document: string, start: string | number | null | undefined): string =>
      `${id} ${document} ${start ?? ''}`
    const facts = jsonLines<Fact>(file('facts.jsonl'))
    const ofFacts = facts.flatMap((fact) =>
      fact.places.map((place) => key(fact.instruction_id, place.document_id, place.start)),
    )
    const ofQrels = qrels.map((qrel) => key(qrel.instruction_id ?? '', qrel.document_id ?? '', qrel.start))
    expect(new Set(ofFacts)).toEqual(new Set(ofQrels))
  })

  it('has an as-of time before the end of the record on about a third, each of which changes the answer', () => {
    const early = golds.filter((gold) => !gold.as_of_is_end_of_record)
    expect(early.length / golds.length).toBeGreaterThan(0.2)
    expect(early.length / golds.length).toBeLessThan(0.45)
    for (const gold of early) expect(gold.answer_if_as_of_ignored).not.toEqual(gold.answer)
    const rows = tsvRows(file('asof.tsv'))
    expect(rows.map((row) => [row.instruction_id, row.as_of])).toEqual(
      golds.map((gold) => [String(gold.instruction_id), gold.as_of]),
    )
  })

  it('shows the quirks of the release in the XML', () => {
    const xml = [...files]
      .filter(([name]) => name.endsWith('.xml'))
      .map(([, text]) => text)
      .join('')
    const all = [...charts.values()].flat()
    const notes = all.filter((event) => event.domain === 'note')
    expect(notes.some((note) => note.name === 'NULL')).toBe(true)
    expect(all.some((event) => event.domain === 'visit_detail' && event.name === 'NULL')).toBe(true)
    expect(all.some((event) => event.visitId === '')).toBe(true)
    expect(xml).toMatch(/<encounter start_timestamp="[^"]*">/)
    const conditions = all.filter((event) => event.domain === 'condition')
    expect(conditions.every((event) => event.time.endsWith(' 23:59:00'))).toBe(true)
    for (const sign of ['<', '&', '’', 'µ'])
      expect(
        notes.some((note) => note.value.includes(sign)),
        sign,
      ).toBe(true)
  })

  it('carries text forward: some notes hold a long paragraph of an earlier one', () => {
    for (const chart of charts.values()) {
      const lines = chart
        .filter((event) => event.domain === 'note')
        .map((note) => new Set(note.value.split('\n').filter((line) => line.length > 80)))
      const repeats = lines.filter((set, index) =>
        [...set].some((line) => lines.slice(0, index).some((earlier) => earlier.has(line))),
      )
      expect(repeats.length).toBeGreaterThan(5)
    }
  })

  it('shows the quirks of the release in the instruction file', () => {
    const text = file('clinician-instruction-responses.tsv')
    expect(text).toMatch(/\t"[^"\t]*\n[^"\t]*"\t/)
    expect(text).toContain('""')
    const rows = tsvRows(text)
    expect(new Set(rows.map((row) => row.instruction_id)).size).toBe(golds.length)
    expect(rows.some((row) => row.annotator_num === 'Annotator_2')).toBe(true)
    expect(
      rows.every(
        (row) =>
          row.filename === `${row.person_id}.xml` && row.question !== '' && row.clinician_response !== '',
      ),
    ).toBe(true)
  })
})

describe('the folder of a synthetic cohort', () => {
  it('is replaced when it is an earlier cohort', async () => {
    const out = join(base, 'replaced')
    await writeSyntheticCohort({ patients: 2, seed: 1, out })
    await writeSyntheticCohort({ patients: 1, seed: 2, out })
    expect([...filesUnder(out).keys()].filter((name) => name.endsWith('.xml'))).toHaveLength(1)
  })

  it('is refused when it holds anything else, which stays', async () => {
    const foreign = join(base, 'foreign')
    mkdirSync(foreign)
    writeFileSync(join(foreign, 'thesis.txt'), 'precious')
    await expect(writeSyntheticCohort({ patients: 1, seed: 1, out: foreign })).rejects.toThrow(InputError)
    const mixed = join(base, 'mixed')
    await writeSyntheticCohort({ patients: 1, seed: 1, out: mixed })
    writeFileSync(join(mixed, 'ehrs', 'notes.txt'), 'precious')
    await expect(writeSyntheticCohort({ patients: 1, seed: 1, out: mixed })).rejects.toThrow(
      /ehrs\/notes\.txt/,
    )
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('precious')
    expect(readFileSync(join(mixed, 'ehrs', 'notes.txt'), 'utf8')).toBe('precious')
  })

  it('is refused when it is a file, and so are counts that are none', async () => {
    const out = join(base, 'plain-file')
    writeFileSync(out, '')
    await expect(writeSyntheticCohort({ patients: 1, seed: 1, out })).rejects.toThrow(InputError)
    for (const bad of [0, -1, 1.5, Number.NaN]) {
      await expect(
        writeSyntheticCohort({ patients: bad, seed: 1, out: join(base, 'never') }),
      ).rejects.toThrow(InputError)
      if (bad !== 0)
        await expect(
          writeSyntheticCohort({ patients: 1, seed: bad, out: join(base, 'never') }),
        ).rejects.toThrow(InputError)
    }
  })
})
