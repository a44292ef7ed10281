import { join } from 'node:path'
import type { Fact } from '../../corpus/instruction.js'
import type { ChartTime, PatientRecord } from '../../corpus/record.js'
import { latestOf } from '../../corpus/time-order.js'
import type { GoldFact, MeasuredItem } from '../../eval/measured/measured-item.js'
import { needs } from '../../eval/measures/measure-needs.js'
import { readStoredRecord } from '../../indexes/store/record-store.js'
import type { Experiment } from '../experiment/experiment.js'

/** evidence: null without judgements. asOf: where the instruction names none, the end of the record, null where it was not read. */
export type GoldEvidence = Pick<MeasuredItem, 'evidence'> & { readonly asOf: ChartTime | null }

/**
 * The judged evidence of every instruction, with times of places and texts of their spans if a measure of the file needs them.
 * @throws InputError if a record is needed and is no longer indexed
 */
export function goldPlaces({ file, indexed, instructions }: Experiment): Map<string, GoldEvidence> {
  const needsRecord = file.measures.some(
    (measure) => needs(measure, 'evidence-times') || needs(measure, 'evidence-texts'),
  )
  const gold = new Map<string, GoldEvidence>()
  for (const patientId of new Set(instructions.map((one) => one.patientId))) {
    const own = instructions
      .filter((one) => one.patientId === patientId)
      .map(({ instructionId, asOf }) => {
        const evidence = indexed.goldSource === 'none' ? null : (indexed.facts.get(instructionId) ?? [])
        return { instructionId, evidence, asOf }
      })
    const isRead = needsRecord && own.some(({ evidence }) => (evidence ?? []).length > 0)
    const record = isRead ? recordOf(indexed.patientFolder(patientId), patientId) : null
    const told = record === null ? null : placesOf(record)
    const end = record === null ? null : endOf(record)
    for (const { instructionId, evidence, asOf } of own) {
      gold.set(instructionId, {
        evidence: told === null ? evidence : (evidence?.map(told) ?? null),
        asOf: asOf ?? end,
      })
    }
  }
  return gold
}

function recordOf(folder: string, patientId: string): PatientRecord {
  return readStoredRecord(join(folder, 'record.db'), patientId).record
}

function endOf({ notes, events }: PatientRecord): ChartTime | null {
  return latestOf([...notes, ...events].map(({ time }) => time))
}

function placesOf({ notes, events }: PatientRecord): (fact: Fact) => GoldFact {
  const byId = new Map(notes.map((note) => [note.documentId, note]))
  const times = new Map(events.map((event) => [event.documentId, event.time]))
  return (fact) => ({
    ...fact,
    places: fact.places.map((place) => {
      const note = byId.get(place.documentId)
      const text =
        note === undefined || place.start === null || place.end === null
          ? null
          : note.text.slice(place.start, place.end)
      return { ...place, time: note?.time ?? times.get(place.documentId) ?? null, text }
    }),
  })
}
