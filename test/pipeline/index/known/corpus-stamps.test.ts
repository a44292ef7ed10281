import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Corpus } from '../../../../corpus/corpus-format.js'
import { NO_QUESTIONS } from '../../../../corpus/corpus-questions.js'
import type { PatientResult } from '../../../../pipeline/index/index-patient.js'
import { changedMeanwhile, corpusStamps } from '../../../../pipeline/index/known/corpus-stamps.js'
import { seeFiles } from '../../../../pipeline/index/known/file-stamp.js'
import { temporaryFolder } from '../../../fixtures/command-line.js'

/** Two patients whose records are slices of one table. */
function sharedTable() {
  const path = join(temporaryFolder(), 'rows.tsv')
  writeFileSync(path, 'old')
  const patients = ['a', 'b'].map((patientId) => ({ patientId, bytes: 1, files: [path] }))
  const unread = () => Promise.reject(new Error('not read here'))
  const corpus: Corpus = {
    folder: '.',
    questions: NO_QUESTIONS,
    patients: () => patients,
    fingerprint: unread,
    read: unread,
    rawText: null,
  }
  const seenNow = (patientId: string) => ({ patientId, seen: seeFiles([path]) }) as PatientResult
  return { path, corpus, seenNow }
}

describe('a file that several patients share', () => {
  it('has changed if any of them was read before the change, in whatever order they ended', () => {
    const { path, corpus, seenNow } = sharedTable()
    const before = corpusStamps(corpus)
    const early = seenNow('a')
    writeFileSync(path, 'newer')
    const late = seenNow('b')
    expect(changedMeanwhile(corpus, before, [early, late])).toEqual([path])
    expect(changedMeanwhile(corpus, before, [late, early])).toEqual([path])
  })

  it('has not changed if all of them were read after the change', () => {
    const { path, corpus, seenNow } = sharedTable()
    const before = corpusStamps(corpus)
    writeFileSync(path, 'newer')
    expect(changedMeanwhile(corpus, before, [seenNow('a'), seenNow('b')])).toEqual([])
    expect(changedMeanwhile(corpus, before, [])).toEqual([path])
  })
})
