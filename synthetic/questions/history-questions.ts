import { neverSeen, vaccines } from '../banks/minor-problems.js'
import type { ChartEvent } from '../chart/chart.js'
import { usDate } from '../chart/clock-of-day.js'
import { type Draft, type DrawQuestion, eventEvidence, type View } from './question.js'

type About = {
  readonly kind: string
  readonly category: string
  readonly subject: string
  readonly text: string
}

const draft = ({ kind, category, subject, text }: About, solve: Draft['solve']): Draft => ({
  kind,
  category,
  subject: `${kind}:${subject}`,
  text,
  wording: null,
  needsNotes: false,
  solve,
})

const coded = (view: View, code: string): ChartEvent[] => view.events.filter((event) => event.code === code)

const spoken = (name: string): string =>
  /^[A-Z][a-z]/.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name

/** When a condition was first diagnosed. */
export const firstDate: DrawQuestion = (patient, view, random) => {
  const conditions = [...patient.diagnosed.values()].filter(
    (condition) => coded(view, condition.code).length > 0,
  )
  if (conditions.length === 0) return null
  const condition = random.pick(conditions)
  const name = spoken(condition.name)
  const text = random.pick([
    `When was ${name} first documented?`,
    `Date of first diagnosis of ${name}?`,
    `Since when does the patient carry a diagnosis of ${name}?`,
  ])
  return draft({ kind: 'first_date', category: 'diagnoses', subject: condition.code, text }, (seen) => {
    const [first, ...later] = coded(seen, condition.code)
    if (!first) return null
    const date = usDate(first.time)
    return {
      answer: { date: first.time.slice(0, 10), code: condition.code, name: condition.name },
      responses: [
        `${condition.name} was first documented on ${date}.`,
        `First entry ${date} (${later.length + 1} in all).`,
      ],
      evidence: [
        eventEvidence(seen, first, 2),
        ...later.slice(0, 2).map((event) => eventEvidence(seen, event, 1)),
      ],
    }
  })
}

const COUNTED = [
  {
    code: 'Visit/ER',
    spoken: ['ED visits', 'trips to the emergency room'],
    said: 'emergency department visits',
    one: 'emergency department visit',
  },
  {
    code: 'Visit/IP',
    spoken: ['hospital admissions', 'inpatient stays'],
    said: 'hospital admissions',
    one: 'hospital admission',
  },
  {
    code: 'Visit/TELE',
    spoken: ['telephone encounters', 'phone contacts'],
    said: 'telephone encounters',
    one: 'telephone encounter',
  },
] as const

/** How often something happened. */
export const visitCount: DrawQuestion = (_patient, view, random) => {
  const what = random.pick(COUNTED)
  const starts = coded(view, what.code).filter((event) => event.value === 'start')
  if (starts.length === 0) return null
  const year = random.pick(starts).time.slice(0, 4)
  const visits = random.pick<string>(what.spoken)
  const text = random.pick([
    `How many ${visits} have there been since ${year}?`,
    `Count the ${visits} from ${year} on.`,
    `Number of ${visits} since the start of ${year}?`,
  ])
  return draft({ kind: 'count_in_window', category: 'visits', subject: what.code, text }, (seen) => {
    const counted = coded(seen, what.code).filter(
      (event) => event.value === 'start' && event.time >= `${year}-01-01`,
    )
    if (counted.length === 0 || counted.length > 7) return null
    const dates = counted.map((event) => usDate(event.time)).join(', ')
    return {
      answer: {
        count: counted.length,
        window: [`${year}-01-01 00:00:00`, seen.asOf],
        code: what.code,
        dates: counted.map((event) => event.time.slice(0, 10)),
      },
      responses: [
        `${counted.length} ${counted.length === 1 ? what.one : what.said} since ${year} (${dates}).`,
        `${counted.length}: ${dates}`,
      ],
      evidence: counted.map((event) => eventEvidence(seen, event, 2)),
    }
  })
}

/** When a vaccine was given last. */
export const lastVaccine: DrawQuestion = (_patient, view, random) => {
  const given = vaccines().filter((vaccine) => coded(view, vaccine.event.code).length > 0)
  if (given.length === 0) return null
  const vaccine = random.pick(given)
  const text = random.pick([
    `When did the patient last get the ${vaccine.spoken}?`,
    `Date of the most recent ${vaccine.spoken}?`,
    `Last ${vaccine.spoken} given when?`,
  ])
  return draft(
    { kind: 'last_date', category: 'immunisations', subject: vaccine.event.code, text },
    (seen) => {
      const doses = coded(seen, vaccine.event.code)
      const last = doses.at(-1)
      if (!last) return null
      return {
        answer: { date: last.time.slice(0, 10), code: last.code },
        responses: [`The last ${vaccine.spoken} was given on ${usDate(last.time)}.`, usDate(last.time)],
        evidence: [
          eventEvidence(seen, last, 2),
          ...doses.slice(-3, -1).map((event) => eventEvidence(seen, event, 1)),
        ],
      }
    },
  )
}

/** Yes by an entry, or no because the as-of time is before the first one. */
export const everHad: DrawQuestion = (patient, _view, random) => {
  const condition = random.pick([...patient.diagnosed.values()])
  const name = spoken(condition.name)
  const text = random.pick([
    `Has the patient ever been diagnosed with ${name}?`,
    `Is there any record of ${name}?`,
    `Any history of ${name}?`,
  ])
  return draft({ kind: 'ever_had', category: 'diagnoses', subject: condition.code, text }, (seen) => {
    const entries = coded(seen, condition.code)
    const first = entries[0]
    if (!first) {
      if (seen.notes.some((note) => note.text.toLowerCase().includes(name.toLowerCase()))) return null
      return {
        answer: { answer: false, name: condition.name, what: 'condition' },
        responses: ['No, it does not appear in the record.', 'No.'],
        evidence: [],
      }
    }
    return {
      answer: { answer: true, name: condition.name, what: 'condition', first_date: first.time.slice(0, 10) },
      responses: [`Yes, first documented on ${usDate(first.time)}.`, 'Yes.'],
      evidence: [{ relevance: 2, places: entries.flatMap((event) => eventEvidence(seen, event, 2).places) }],
    }
  })
}

/** Whether the patient had something that the chart does not have. */
export const neverHad: DrawQuestion = (patient, _view, random) => {
  const { events, notes } = patient.chart
  const absent = neverSeen().filter(({ name }) => {
    const word = name.toLowerCase()
    return (
      !events.some((event) => event.name.toLowerCase().includes(word)) &&
      !notes.some((note) => note.text.toLowerCase().includes(word))
    )
  })
  if (absent.length === 0) return null
  const { name, kind } = random.pick(absent)
  const text =
    kind === 'drug'
      ? random.pick([`Has the patient ever been prescribed ${name}?`, `Any past treatment with ${name}?`])
      : random.pick([`Does the patient have a history of ${name}?`, `Was ${name} ever diagnosed?`])
  return draft(
    { kind: 'never_had', category: kind === 'drug' ? 'medications' : 'diagnoses', subject: name, text },
    () => ({
      answer: { answer: false, name, what: kind },
      responses: [`No, ${name} does not appear in the record.`, 'No.'],
      evidence: [],
    }),
  )
}
