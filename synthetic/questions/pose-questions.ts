import { chartTime, DAY, midnight, usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import type { Random } from '../draw/synthetic-random.js'
import { currentDose, currentMedications, drugStart, stillOn, whyStopped } from './drug-questions.js'
import { everHad, firstDate, lastVaccine, neverHad, visitCount } from './history-questions.js'
import { changingFact, factByMeaning, factInItsWords, lastImaging, staySummary } from './note-questions.js'
import { type Answer, type Draft, type DrawQuestion, type Solved, type View, viewUntil } from './question.js'
import { extremeValue, lastValue, trend, valueOnDate } from './value-questions.js'

/** A question with its text and its solution. */
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
const ALWAYS: readonly (readonly [DrawQuestion, number])[] = [
  [lastValue, 0.7],
  [whyStopped, 0],
  [factByMeaning, 0],
  [factByMeaning, 0],
  [factInItsWords, 0],
  [changingFact, 0.7],
  [currentDose, 0.7],
]

const SOMETIMES: readonly (readonly [DrawQuestion, number])[] = [
  [lastValue, 0.7],
  [valueOnDate, 0],
  [extremeValue, 0.7],
  [trend, 0.45],
  [visitCount, 0.45],
  [firstDate, 0],
  [currentMedications, 0.7],
  [stillOn, 0.7],
  [drugStart, 0],
  [lastVaccine, 0.45],
  [everHad, 0.45],
  [neverHad, 0],
  [staySummary, 0],
  [staySummary, 0],
  [lastImaging, 0.7],
  [factInItsWords, 0],
  [changingFact, 0.7],
]

const TRIES = 12

/** Ten to fourteen distinct instructions about one chart. */
export function poseQuestions(patient: PatientChart, random: Random): PosedQuestion[] {
  const { chart } = patient
  const times = [...chart.events, ...chart.notes].map((item) => item.time).sort()
  const endOfRecord = times.at(-1) ?? ''
  const whole = viewUntil(chart, endOfRecord)
  const posed: PosedQuestion[] = []
  const subjects = new Set<string>()
  const wanted = random.int(12, 14)
  for (const [draw, early] of [...ALWAYS, ...random.sample(SOMETIMES, SOMETIMES.length)]) {
    if (posed.length === wanted) break
    const found = tryToPose(patient, { whole, random, draw, early: random.chance(early), subjects })
    if (!found) continue
    subjects.add(found.draft.subject)
    posed.push(found)
  }
  return random.sample(posed, posed.length)
}
type PosedTo = {
  readonly whole: View
  readonly random: Random
  readonly draw: DrawQuestion
  readonly early: boolean
  readonly subjects: ReadonlySet<string>
}

function tryToPose(
  patient: PatientChart,
  { whole, random, draw, early, subjects }: PosedTo,
): PosedQuestion | null {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const asOf = early && attempt < TRIES - 3 ? drawAsOf(patient, random) : null
    const view = asOf === null ? whole : viewUntil(patient.chart, asOf)
    const draft = draw(patient, view, random)
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

/** The answer as a reader sees it, without the end of an open window. */
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
