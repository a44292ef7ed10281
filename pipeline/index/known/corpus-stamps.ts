import type { Corpus } from '../../../corpus/corpus-format.js'
import type { PatientResult } from '../index-patient.js'
import { seeFile } from './file-stamp.js'

/** Stamps of the files of a corpus, records and questions, by path. */
export function corpusStamps(corpus: Corpus): Map<string, string> {
  const paths = [
    ...corpus.questions.files.map(({ path }) => path),
    ...corpus.patients().flatMap(({ files }) => files),
  ]
  return new Map([...new Set(paths)].map((path) => [path, seeFile(path).stamp]))
}

/**
 * Files of a corpus that have changed since they were read, or that are new or gone.
 * @param before stamps from before anything was read
 */
export function changedMeanwhile(
  now: Corpus,
  before: ReadonlyMap<string, string>,
  patients: readonly PatientResult[],
): string[] {
  // A patient that was read has its own, later stamps; the file of one that failed may have been half written.
  const seen = new Map(patients.map(({ patientId, seen }) => [patientId, seen.stamps]))
  const read = new Map<string, Set<string>>()
  for (const { patientId, files } of now.patients()) {
    seen.get(patientId)?.forEach((stamp, i) => {
      const path = files[i]
      if (path !== undefined && before.has(path)) read.set(path, (read.get(path) ?? new Set()).add(stamp))
    })
  }
  const current = corpusStamps(now)
  return [...new Set([...before.keys(), ...current.keys()])].filter((path) => {
    const then = [...(read.get(path) ?? [before.get(path)])]
    return then.some((stamp) => stamp !== current.get(path))
  })
}
