import type { Fact } from '../../corpus/instruction.js'
import type { ChartTime } from '../../corpus/record.js'
import type { GoldFact, MeasuredItem } from '../../eval/measured/measured-item.js'
import { needs } from '../../eval/measures/measure-needs.js'
import type { StoredChart } from '../charts/stored-chart.js'
import type { Experiment } from '../experiment/experiment.js'

/**
 * The judged evidence of an instruction. `evidence`: null without judgements. `asOf`: if the instruction has no as-of time, the
 * end of the record; null if the record was not read.
 */
export type GoldEvidence = Pick<MeasuredItem, 'evidence'> & { readonly asOf: ChartTime | null }

/**
 * The judged evidence of every instruction, with times of places and texts of their spans if a measure of the file needs them.
 * @throws InputError if a record is needed but no longer indexed
 */
export function goldPlaces({ file, indexed, instructions, charts }: Experiment): Map<string, GoldEvidence> {
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
    const chart = isRead ? charts.of(patientId) : null
    const withTimes = chart === null ? null : placesOf(chart)
    const end = chart?.end ?? null
    for (const { instructionId, evidence, asOf } of own) {
      gold.set(instructionId, {
        evidence: withTimes === null ? evidence : (evidence?.map(withTimes) ?? null),
        asOf: asOf ?? end,
      })
    }
  }
  return gold
}

function placesOf(chart: StoredChart): (fact: Fact) => GoldFact {
  return (fact) => ({
    ...fact,
    places: fact.places.map((place) => {
      const note = chart.note(place.documentId)
      const text =
        note === null || place.start === null || place.end === null
          ? null
          : note.text.slice(place.start, place.end)
      return { ...place, time: note?.time ?? chart.times.events.get(place.documentId) ?? null, text }
    }),
  })
}
