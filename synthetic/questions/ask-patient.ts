import { chartTime, DAY, midnight, usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import type { Random } from '../draw/synthetic-random.js'
import {
  askCurrentDose,
  askCurrentMedications,
  askDrugStart,
  askStillOn,
  askWhyStopped,
} from './ask-drugs.js'
import { askCount, askEverHad, askFirstDate, askLastVaccine, askNeverHad } from './ask-history.js'
import {
  askChangingFact,
  askFactByMeaning,
  askFactInItsWords,
  askLastImaging,
  askStaySummary,
} from './ask-notes.js'
import { askExtreme, askLastValue, askTrend, askValueOnDate } from './ask-values.js'
import { type Answer, type Ask, type Draft, type Solved, type View, viewUntil } from './question.js'

export type PosedQuestion = {
  readonly draft: Draft
  readonly text: string
  readonly solved: Solved
  /** null: the whole record may be used. */
  readonly asOf: string | null
  readonly endOfRecord: string
  readonly answerIfAsOfIgnored: Answer | null
}

/** Every patient gets these; `early`: how often an as-of time before contradicting data is tried. */
const ALWAYS: readonly (readonly [Ask, number])[] = [
  [askLastValue, 0.7],
  [askWhyStopped, 0],
  [askFactByMeaning, 0],
  [askFactByMeaning, 0],
  [askFactInItsWords, 0],
  [askChangingFact, 0.7],
  [askCurrentDose, 0.7],
]

const SOMETIMES: readonly (readonly [Ask, number])[] = [
  [askLastValue, 0.7],
  [askValueOnDate, 0],
  [askExtreme, 0.7],
  [askTrend, 0.45],
  [askCount, 0.45],
  [askFirstDate, 0],
  [askCurrentMedications, 0.7],
  [askStillOn, 0.7],
  [askDrugStart, 0],
  [askLastVaccine, 0.45],
  [askEverHad, 0.45],
  [askNeverHad, 0],
  [askStaySummary, 0],
  [askStaySummary, 0],
  [askLastImaging, 0.7],
  [askFactInItsWords, 0],
  [askChangingFact, 0.7],
]

const TRIES = 12

/** Ten to fourteen instructions about one chart, none asking the same thing twice. */
export function askPatient(patient: PatientChart, random: Random): PosedQuestion[] {
  const { chart } = patient
  const times = [...chart.events, ...chart.notes].map((item) => item.time).sort()
  const endOfRecord = times.at(-1) ?? ''
  const whole = viewUntil(chart, endOfRecord)
  const asked: PosedQuestion[] = []
  const subjects = new Set<string>()
  const wanted = random.int(12, 14)
  for (const [ask, early] of [...ALWAYS, ...random.sample(SOMETIMES, SOMETIMES.length)]) {
    if (asked.length === wanted) break
    const found = tryToAsk(patient, whole, random, ask, random.chance(early), subjects)
    if (!found) continue
    subjects.add(found.draft.subject)
    asked.push(found)
  }
  return random.sample(asked, asked.length)
}

function tryToAsk(
  patient: PatientChart,
  whole: View,
  random: Random,
  ask: Ask,
  early: boolean,
  subjects: ReadonlySet<string>,
): PosedQuestion | null {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const asOf = early && attempt < TRIES - 3 ? drawAsOf(patient, random) : null
    const view = asOf === null ? whole : viewUntil(patient.chart, asOf)
    const draft = ask(patient, view, random)
    if (!draft || subjects.has(draft.subject)) continue
    const solved = draft.solve(view)
    if (!solved) continue
    const ignored = asOf === null ? null : draft.solve(whole)
    if (asOf !== null && (!ignored || said(ignored) === said(solved))) continue
    refuseFuture(solved, view.asOf)
    const text = asOf !== null && random.chance(0.5) ? `As of ${usDate(asOf)}: ${draft.text}` : draft.text
    return {
      draft,
      text,
      solved,
      asOf,
      endOfRecord: whole.asOf,
      answerIfAsOfIgnored: ignored?.answer ?? null,
    }
  }
  return null
}

/** What a reader would see of an answer; the end of an open window is no part of it. */
const said = (solved: Solved): string => JSON.stringify({ ...solved.answer, window: null })

/** The end of the day of some visit in the middle of the record. */
function drawAsOf(patient: PatientChart, random: Random): string {
  const { visits } = patient.chart
  const visit = visits[random.int(Math.floor(visits.length * 0.2), Math.floor(visits.length * 0.85))]
  if (!visit) throw new Error('a chart has no visits')
  return chartTime(midnight(visit.end) + DAY - 1)
}

function refuseFuture(solved: Solved, asOf: string): void {
  for (const { places } of solved.evidence) {
    if (places.some((place) => place.time > asOf))
      throw new Error(`evidence lies after its as-of time ${asOf}`)
  }
}
