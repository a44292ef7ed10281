import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../base/errors/input-error.js'
import { parseChartTime } from '../../corpus/chart-time.js'
import type { Corpus, CorpusFormat } from '../../corpus/corpus-format.js'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import { isPatientId } from '../../corpus/patient-id.js'
import { ProblemTally } from '../../corpus/problem.js'
import { type ChartTime, eventDocumentId } from '../../corpus/record.js'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { madeFolder } from './made-folder.js'
import type { Change, SampleCorpus } from './sample-corpus.js'

/** What every corpus format keeps to, whatever its files are. */
export function corpusContract(format: CorpusFormat, sample: SampleCorpus): void {
  const folder = (change: Change | null = null) => madeFolder({ ...sample.files, ...change?.files })
  const open = (change: Change | null = null) => openCorpus({ folder: folder(change), ehrs: null })
  const ids = (corpus: Corpus) => corpus.patients().map(({ patientId }) => patientId)

  describe('a folder of it', () => {
    it('is recognized, and one without its records is not', () => {
      const folders = { folder: folder(), records: null }
      expect(format.recognizes(folders)).toBe(true)
      const empty = { folder: madeFolder({ 'readme.txt': 'x' }), records: null }
      expect(format.recognizes(empty)).toBe(false)
      expect(format.expects(empty)).toContain(empty.folder)
    })

    it('has patients in order of their ids, each once, fit for the name of a folder', async () => {
      const corpus = await open()
      expect(ids(corpus).length).toBeGreaterThan(1)
      expect(ids(corpus)).toEqual([...new Set(ids(corpus))].sort())
      for (const { patientId, bytes, files } of corpus.patients()) {
        expect(isPatientId(patientId), patientId).toBe(true)
        expect(bytes).toBeGreaterThan(0)
        expect(files.length).toBeGreaterThan(0)
      }
    })
  })

  describe('a record', () => {
    it('is read for every patient that is named, and for no other', async () => {
      const corpus = await open()
      for (const patientId of ids(corpus)) {
        const { record, problems } = await corpus.read(patientId)
        expect(record.patientId).toBe(patientId)
        expect(record.notes.length, patientId).toBeGreaterThan(0)
        expect(record.events.length, patientId).toBeGreaterThan(0)
        expect(problems).toEqual([])
      }
      for (const wrong of [() => corpus.read('nobody'), () => corpus.fingerprint('nobody')])
        await expect(wrong()).rejects.toBeInstanceOf(InputError)
    })

    it('is the same when it is read twice, in any order, and so is its fingerprint', async () => {
      const place = { folder: folder(), ehrs: null }
      const [one, other] = [await openCorpus(place), await openCorpus(place)]
      const read = async (corpus: Corpus, order: readonly string[]) => {
        const all: Record<string, unknown> = {}
        for (const id of order)
          all[id] = [await corpus.fingerprint(id), await corpus.read(id), corpus.rawText?.(id)]
        return all
      }
      expect(await read(one, ids(one).reverse())).toEqual(await read(other, ids(other)))
    })

    it('has documents of different ids, and times of the chart or none', async () => {
      const corpus = await open()
      for (const patientId of ids(corpus)) {
        const { notes, events, encounters } = (await corpus.read(patientId)).record
        const noteIds = notes.map(({ documentId }) => documentId)
        expect(new Set(noteIds).size).toBe(noteIds.length)
        for (const id of noteIds) expect(id).toMatch(/^note:./)
        for (const { documentId, time, code } of events) expect(documentId).toBe(eventDocumentId(time, code))
        const times: (ChartTime | null)[] = [
          ...[...notes, ...events].map(({ time }) => time),
          ...encounters.flatMap(({ start, end }) => [start, end]),
        ]
        for (const time of times) if (time !== null) expect(parseChartTime(time)?.time).toBe(time)
      }
    })

    it('has another fingerprint once it says something else, and no other patient has', async () => {
      const [before, after] = [await open(), await open(sample.edited)]
      expect(ids(after)).toEqual(ids(before))
      for (const id of ids(before)) {
        const isSame = (await before.fingerprint(id)) === (await after.fingerprint(id))
        expect(isSame, id).toBe(id !== sample.edited.patientId)
      }
      const record = async (corpus: Corpus) => (await corpus.read(sample.edited.patientId)).record
      expect(await record(after)).not.toEqual(await record(before))
    })

    it('names the files that decide it', async () => {
      const place = folder()
      const corpus = await openCorpus({ folder: place, ehrs: null })
      const { files } = corpus.patients().find(({ patientId }) => patientId === sample.edited.patientId)!
      for (const path of Object.keys(sample.edited.files)) expect(files).toContain(join(place, path))
    })

    it('that is odd is read, and what is odd is counted', async () => {
      const { patientId, kinds } = sample.odd
      const { problems } = await (await open(sample.odd)).read(patientId)
      expect(problems.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...kinds]))
      for (const { count, first } of problems) {
        expect(count).toBeGreaterThan(0)
        expect(first).not.toBe('')
      }
    })

    it('that is broken is refused with its place and without its text, and the others are read', async () => {
      const { patientId, message } = sample.broken
      const corpus = await open(sample.broken)
      const error = await corpus.read(patientId).then(
        () => null,
        (reason: unknown) => reason,
      )
      expect(error).toBeInstanceOf(InputError)
      expect((error as Error).message).toMatch(message)
      expect((error as Error).message).not.toContain('SECRET')
      for (const id of ids(corpus).filter((one) => one !== patientId))
        expect((await corpus.read(id)).record.notes.length, id).toBeGreaterThan(0)
    })
  })

  describe('a raw text', () => {
    it('is there if the format says so, and only then', async () => {
      expect((await open()).rawText === null).toBe(format.rawText === null)
    })

    it.skipIf(format.rawText === null)(
      'is read by the format in entries and, cut anywhere, in pieces',
      async () => {
        const corpus = await open()
        const reader = format.rawText!
        for (const patientId of ids(corpus)) {
          const text = corpus.rawText!(patientId)
          expect(reader.isOwn(text)).toBe(true)
          const entries = reader.entries(text)
          expect(entries.length).toBeGreaterThan(0)
          let last = 0
          for (const { start, end, time } of entries) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(text.length)
            if (time !== null) expect(parseChartTime(time)?.time).toBe(time)
            last = end
          }
          expect(reader.pieces(text).some(({ isEvent }) => isEvent)).toBe(true)
          for (let from = 0; from < text.length; from += 7) reader.pieces(text.slice(from))
        }
      },
    )
  })

  describe.skipIf(format.rawText === null)('the places of a raw text', () => {
    it('are one for each note, from whose beginning and end the text of the note is known, and some for each event', async () => {
      const corpus = await open()
      const reader = format.rawText!
      for (const patientId of ids(corpus)) {
        const text = corpus.rawText!(patientId)
        const places = reader.places(text)
        const { notes, events } = (await corpus.read(patientId)).record
        const inOrder = <T>(of: readonly T[]) => of.map((_, position) => position)
        const positions = (kind: 'note' | 'event') =>
          places.filter((place) => place.kind === kind).map(({ position }) => position)
        expect(positions('note').toSorted((a, b) => a - b)).toEqual(inOrder(notes))
        expect([...new Set(positions('event'))].sort((a, b) => a - b)).toEqual(inOrder(events))
        for (const { kind, position, start, end } of places) {
          expect(end).toBeGreaterThanOrEqual(start)
          if (kind === 'event') continue
          const written = text.slice(start, end)
          expect(reader.noteOffset(written, 0)).toBe(0)
          expect(reader.noteOffset(written, written.length)).toBe(notes[position]!.text.length)
        }
      }
    })
  })

  describe('what is asked', () => {
    it('is about patients of the corpus, each instruction once, at times of the chart', async () => {
      const corpus = await open()
      const tally = new ProblemTally()
      const { instructions } = corpus.questions.instructions('required', tally)
      const asked = instructions.map(({ instructionId }) => instructionId)
      expect(asked.length).toBeGreaterThan(0)
      expect(new Set(asked).size).toBe(asked.length)
      for (const { patientId, asOf } of instructions) {
        expect(ids(corpus)).toContain(patientId)
        if (asOf !== null) expect(parseChartTime(asOf)?.time).toBe(asOf)
      }
      const { source, facts } = corpus.questions.judgements(instructions, tally)
      expect(source).toBe(corpus.questions.goldSource(instructions))
      for (const [id] of facts ?? []) expect(asked).toContain(id)
      expect(tally.list()).toEqual([])
    })
  })

  describe('the command line', () => {
    const common = () => {
      const { embedder, workspace } = fixtureFolder()
      return ['--embedder', embedder, '--workspace', workspace, '--quiet', '--workers', '1']
    }
    const linesOf = (out: string) =>
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { strategy: string; text: string; reason?: string })

    it('selects from it; recent-tokens is unfit without a raw text', async () => {
      const strategies = ['--strategies', 'recent,recent-tokens', '--budgets', '300']
      const { out } = await chartsift('select', folder(), ...common(), ...strategies)
      const lines = linesOf(out)
      expect(lines.length).toBeGreaterThan(1)
      for (const { strategy, text, reason } of lines) {
        const isUnfit = strategy === 'recent-tokens' && format.rawText === null
        expect(reason).toBe(isUnfit ? 'this corpus format has no raw text' : undefined)
        expect(text === '').toBe(isUnfit)
      }
    })

    it('indexes the others if a record is broken, and reads a record again once it is edited', async () => {
      const place = folder()
      const options = common()
      const index = async () => {
        const { code, out } = await chartsift('index', place, ...options, '--json')
        return { code, summary: JSON.parse(out) as { built: number; failed: { patientId: string }[] } }
      }
      const write = (files: Readonly<Record<string, string>>) => {
        for (const [path, text] of Object.entries(files)) {
          rmSync(join(place, path), { force: true })
          writeFileSync(join(place, path), text)
        }
      }
      const whole = await index()
      expect(whole).toMatchObject({ code: 0, summary: { failed: [] } })
      expect((await index()).summary.built).toBe(0)
      write(sample.edited.files)
      expect((await index()).summary.built).toBe(1)
      write(sample.broken.files)
      const broken = await index()
      expect(broken.code).toBe(1)
      expect(broken.summary.failed.map(({ patientId }) => patientId)).toEqual([sample.broken.patientId])
    })
  })
}
