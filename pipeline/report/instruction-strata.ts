import type { Fact, Instruction } from '../../corpus/instruction.js'
import type { ChartTime } from '../../corpus/record.js'
import { latestOf } from '../../corpus/time-order.js'
import { isVisible } from '../../corpus/visibility.js'
import type { Trait } from '../../eval/compare/strata.js'
import type { DocumentTimes } from '../../indexes/store/document-times.js'
import type { StoredCharts } from '../charts/stored-chart.js'
import type { Experiment } from '../experiment/experiment.js'

const AGES = ['up to 30 days', '31 days to 1 year', '1 to 5 years', 'over 5 years'] as const
const AGE_ENDS = [30, 365, 5 * 365.25]
const THIRDS = ['first third', 'middle third', 'last third'] as const
const MS_PER_DAY = 86_400_000

type LevelOf = (instruction: Instruction) => string | null

/**
 * The traits that divide the instructions of an experiment into strata. Only essential evidence counts. A fact is as old as its
 * newest place, and an instruction as old as its oldest fact, which is the hardest to reach.
 */
export function traitsOf({ indexed, instructions, charts }: Experiment): Trait[] {
  const essential = (id: string) => (indexed.facts.get(id) ?? []).filter(({ relevance }) => relevance >= 2)
  const oldest = oldestEvidence(charts, instructions, essential)
  const notes = tercileOf(new Map(indexed.patients.map((patient) => [patient.patientId, patient.notes])))
  const judged = (level: (facts: readonly Fact[]) => string | null): LevelOf => {
    return ({ instructionId: id }) => (essential(id).length === 0 ? null : level(essential(id)))
  }
  const trait = (
    [name, definition]: readonly [string, string],
    levels: readonly string[] | null,
    levelOf: LevelOf,
  ) => {
    const found = new Map(
      instructions.flatMap((one) => {
        const level = levelOf(one)
        return level === null ? [] : [[one.instructionId, level] as const]
      }),
    )
    return { name, definition, levels: levels ?? [...new Set(found.values())].toSorted(), levelOf: found }
  }
  const traits = [
    trait(
      [
        'category',
        'What is asked for: the category in the instructions table, or the kind that a synthetic cohort gives.',
      ],
      null,
      ({ instructionId, category }) => category ?? indexed.kinds.get(instructionId) ?? null,
    ),
    trait(
      ['evidence', 'Whether the essential facts are in notes, in structured events, or in both.'],
      ['notes', 'events', 'both'],
      judged(kindOf),
    ),
    trait(
      ['documents', 'Whether one document contains every essential fact.'],
      ['one is enough', 'several are needed'],
      judged((facts) => (isInOne(facts) ? 'one is enough' : 'several are needed')),
    ),
    trait(
      [
        'age of evidence',
        'Time from the evidence to the as-of time, or to the end of the record. The newest place of each essential fact counts, and of those the oldest.',
      ],
      AGES,
      ({ instructionId }) => oldest.get(instructionId)?.age ?? null,
    ),
    trait(
      [
        'place in the record',
        'The share of the record’s visible documents that are older than that evidence.',
      ],
      THIRDS,
      ({ instructionId }) => oldest.get(instructionId)?.third ?? null,
    ),
    trait(
      ['length of the record', 'Number of notes of the patient, in thirds of the patients.'],
      notes.levels,
      (one) => notes.levelOf(one.patientId),
    ),
    trait(
      [
        'answerable',
        'Whether anything is judged essential. Absences and questions without an answer have no evidence.',
      ],
      ['evidence is judged essential', 'no essential evidence'],
      ({ instructionId }) =>
        essential(instructionId).length > 0 ? 'evidence is judged essential' : 'no essential evidence',
    ),
  ]
  const isJudged = indexed.goldSource !== 'none'
  return traits.filter(({ name, levelOf }) => levelOf.size > 0 && (isJudged || name !== 'answerable'))
}

function kindOf(facts: readonly Fact[]): string {
  const isEvent = facts.flatMap(({ places }) =>
    places.map(({ documentId }) => documentId.startsWith('event:')),
  )
  if (isEvent.every(Boolean)) return 'events'
  return isEvent.some(Boolean) ? 'both' : 'notes'
}

function isInOne(facts: readonly Fact[]): boolean {
  const documents = facts.map(({ places }) => new Set(places.map(({ documentId }) => documentId)))
  return [...documents[0]!].some((id) => documents.every((others) => others.has(id)))
}

type Evidence = { readonly age: string; readonly third: string }

/** The time of the oldest fact, by instruction; no entry if no place of a fact has a time. */
function oldestEvidence(
  charts: StoredCharts,
  instructions: readonly Instruction[],
  essential: (instructionId: string) => readonly Fact[],
): Map<string, Evidence> {
  const found = new Map<string, Evidence>()
  for (const patientId of new Set(instructions.map((one) => one.patientId))) {
    const { times } = charts.of(patientId)
    const dated = [...times.notes.values(), ...times.events.values()].filter((time) => time !== null).sort()
    for (const { instructionId, asOf } of instructions.filter((one) => one.patientId === patientId)) {
      const newest = essential(instructionId).map((fact) => newestPlace(fact, times))
      const oldest = newest.toSorted()[0] ?? null
      if (oldest === null || newest.includes(null)) continue
      const visible = dated.filter((time) => isVisible(time, asOf))
      const days = (msOf(asOf ?? visible.at(-1)!) - msOf(oldest)) / MS_PER_DAY
      const share = visible.filter((time) => time < oldest).length / visible.length
      const beyond = AGE_ENDS.findIndex((end) => days <= end)
      found.set(instructionId, {
        age: AGES[beyond < 0 ? AGES.length - 1 : beyond]!,
        third: THIRDS[Math.min(2, Math.floor(share * 3))]!,
      })
    }
  }
  return found
}

function newestPlace({ places }: Fact, { notes, events }: DocumentTimes): ChartTime | null {
  return latestOf(places.map(({ documentId }) => notes.get(documentId) ?? events.get(documentId) ?? null))
}

/** Milliseconds for differences: both ends use the same zone, so the zone does not matter. */
function msOf(time: ChartTime): number {
  return Date.parse(`${time.replace(' ', 'T')}Z`)
}

/** Divides patients by a count into three parts of equal size; equal counts stay together. */
function tercileOf(counts: ReadonlyMap<string, number>) {
  const ascending = [...counts.values()].toSorted((a, b) => a - b)
  const ends = [1, 2, 3].map((third) => ascending[Math.ceil((third * ascending.length) / 3) - 1] ?? 0)
  const distinct = [...new Set(ends)]
  const levels = distinct.map((end, i) =>
    i === 0 ? `up to ${end} notes` : `${distinct[i - 1]! + 1} to ${end} notes`,
  )
  return {
    levels,
    levelOf: (patientId: string) => {
      const count = counts.get(patientId)
      return count === undefined ? null : levels[distinct.findIndex((end) => count <= end)]!
    },
  }
}
