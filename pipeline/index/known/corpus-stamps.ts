import type { CorpusFolder } from '../../../corpus/medalign/open-corpus.js'
import type { PatientResult } from '../index-patient.js'
import { seeFile } from './file-stamp.js'

/** Stamps of the tables of a corpus, by path. */
export function tableStamps({ tables }: CorpusFolder): Map<string, string> {
  const paths = Object.values(tables).filter((path) => path !== null)
  return new Map(paths.map((path) => [path, seeFile(path).stamp]))
}

/** Stamps of the records of a corpus, by path. */
export function recordStamps({ records }: CorpusFolder): Map<string, string> {
  return new Map(records.map(({ path }) => [path, seeFile(path).stamp]))
}

/**
 * Files of a corpus that are not what they were when they were read, or were not there then.
 * @param before stamps of tables and records from before any was read
 */
export function changedMeanwhile(
  now: CorpusFolder,
  before: ReadonlyMap<string, string>,
  patients: readonly PatientResult[],
): string[] {
  // A patient that was read knows best when; one that failed may have been read while its file was half written.
  const seen = new Map(patients.map(({ patientId, seen }) => [patientId, seen.stamp]))
  const then = new Map(before)
  for (const { patientId, path } of now.records) {
    const stamp = seen.get(patientId)
    if (stamp !== undefined && then.has(path)) then.set(path, stamp)
  }
  const current = new Map([...tableStamps(now), ...recordStamps(now)])
  return [...new Set([...then.keys(), ...current.keys()])].filter(
    (path) => then.get(path) !== current.get(path),
  )
}
