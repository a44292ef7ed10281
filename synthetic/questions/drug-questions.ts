import { once } from '../../base/remember.js'
import type { Drug } from '../banks/courses.js'
import { vaccines } from '../banks/minor-problems.js'
import type { ChartEvent } from '../chart/chart.js'
import { usDate } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'
import {
  type Draft,
  type DrawQuestion,
  eventEvidence,
  eventPlace,
  placesOfKey,
  type View,
} from './question.js'

type About = {
  readonly kind: string
  readonly subject: string
  readonly text: string
}

const draft = ({ kind, subject, text }: About, solve: Draft['solve']): Draft => ({
  kind,
  category: 'medications',
  subject: `${kind}:${subject}`,
  text,
  wording: null,
  needsNotes: false,
  solve,
})

const vaccineCodes = once(() => new Set(vaccines().map((vaccine) => vaccine.event.code)))

/** The latest start of every drug whose last entry is a start: an end and a start at one minute are a renewal. */
function activeStarts(view: View): ChartEvent[] {
  const latest = new Map<string, ChartEvent>()
  for (const event of view.events) {
    if (event.domain === 'drug_exposure' && !vaccineCodes().has(event.code)) latest.set(event.code, event)
  }
  return [...latest.values()].filter((event) => event.value === 'start')
}

const ofDrug = (view: View, drug: Drug): ChartEvent[] =>
  view.events.filter((event) => drug.forms.some((form) => form.code === event.code))

function drawDrug(patient: PatientChart, view: View, pick: (drugs: Drug[]) => Drug): Drug | null {
  const seen = [...patient.used].filter((drug) => ofDrug(view, drug).length > 0)
  return seen.length > 0 ? pick(seen) : null
}

/** What the patient takes at the end. */
export const currentMedications: DrawQuestion = (_patient, view, random) => {
  if (activeStarts(view).length < 2) return null
  const text = random.pick([
    'What medications is the patient on?',
    'List the active prescriptions.',
    'Which drugs is the patient currently taking?',
    'Current medication list per orders, please.',
  ])
  return draft({ kind: 'current_medications', subject: 'all', text }, (seen) => {
    const active = activeStarts(seen)
    if (active.length === 0 || active.length > 9) return null
    const names = active.map((event) => event.name)
    return {
      answer: {
        medications: active.map((event) => ({ code: event.code, name: event.name, last_start: event.time })),
      },
      responses: [`Active: ${names.join('; ')}.`, names.join(', ')],
      evidence: active.map((event) => eventEvidence(seen, event, 2)),
    }
  })
}

/** The dose of a drug at the end. */
export const currentDose: DrawQuestion = (patient, view, random) => {
  const drug = drawDrug(patient, view, (drugs) => random.pick(drugs))
  if (!drug) return null
  const text = random.pick([
    `What dose of ${drug.short} is the patient on?`,
    `Current ${drug.short} dose?`,
    `How much ${drug.short} does the patient take now?`,
  ])
  return draft({ kind: 'current_dose', subject: drug.short, text }, (seen) => {
    const active = activeStarts(seen).filter((event) => drug.forms.some((form) => form.code === event.code))
    const event = active[0]
    const form = drug.forms.find((candidate) => candidate.code === event?.code)
    if (!event || !form || active.length !== 1) return null
    return {
      answer: { drug: drug.short, dose: form.dose, code: form.code, name: form.name, time: event.time },
      responses: [`${drug.short}, ${form.dose} (since ${usDate(event.time)}).`, form.dose],
      evidence: [eventEvidence(seen, event, 2)],
    }
  })
}

/** Whether the patient still takes a drug. */
export const stillOn: DrawQuestion = (patient, view, random) => {
  const drug = drawDrug(patient, view, (drugs) => random.pick(drugs))
  if (!drug) return null
  const text = random.pick([
    `Is the patient still on ${drug.short}?`,
    `Is ${drug.short} an active prescription?`,
    `Does the patient currently take ${drug.short}?`,
  ])
  return draft({ kind: 'currently_on', subject: drug.short, text }, (seen) => {
    const entries = ofDrug(seen, drug)
    const active = activeStarts(seen).find((event) => entries.includes(event))
    const last = active ?? entries.at(-1)
    if (!last) return null
    return {
      answer: { answer: active !== undefined, drug: drug.short, code: last.code, time: last.time },
      responses: active
        ? [`Yes, last started on ${usDate(last.time)}.`, 'Yes.']
        : [`No, it ended on ${usDate(last.time)}.`, 'No.'],
      evidence: [eventEvidence(seen, last, 2)],
    }
  })
}

/** When a drug was begun. */
export const drugStart: DrawQuestion = (patient, view, random) => {
  const drug = drawDrug(patient, view, (drugs) => random.pick(drugs))
  if (!drug) return null
  const text = random.pick([
    `When was ${drug.short} first prescribed?`,
    `Start date of ${drug.short}?`,
    `When did treatment with ${drug.short} begin?`,
  ])
  return draft({ kind: 'med_start', subject: drug.short, text }, (seen) => {
    const first = ofDrug(seen, drug)[0]
    if (!first) return null
    return {
      answer: { date: first.time.slice(0, 10), drug: drug.short, code: first.code },
      responses: [`${drug.short} was first prescribed on ${usDate(first.time)}.`, usDate(first.time)],
      evidence: [eventEvidence(seen, first, 2)],
    }
  })
}

/** The reason is in a note only; the end of the drug is an event and only supports it. */
export const whyStopped: DrawQuestion = (patient, view, random) => {
  const keys = new Set(
    view.notes.flatMap((note) => [...note.spans.keys()].filter((key) => key.startsWith('stop:'))),
  )
  if (keys.size === 0) return null
  const key = random.pick([...keys])
  const { code, index } = partsOfStop(key)
  const drug = [...patient.used].find((used) => used.forms.some((form) => form.code === code))
  const reason = drug?.stops[index]
  if (!drug || !reason) return null
  const lay = random.chance(0.35)
  const text = lay
    ? random.pick([
        `Why is the patient no longer on the ${drug.lay}?`,
        `For what reason was the ${drug.lay} taken away?`,
      ])
    : random.pick([
        `Why was ${drug.short} stopped?`,
        `What was the reason for discontinuing ${drug.short}?`,
        `Why did the patient come off ${drug.short}?`,
      ])
  return {
    ...draft({ kind: 'why_stopped', subject: drug.short, text }, (seen) => {
      const places = placesOfKey(seen, key)
      const ended = ofDrug(seen, drug).filter(
        (event) => event.value === 'end' && event.time.slice(0, 10) === places[0]?.time.slice(0, 10),
      )
      if (places.length === 0) return null
      return {
        answer: { text: reason.answer, drug: drug.short },
        responses: [
          reason.answer,
          `${drug.short} was stopped: ${reason.answer.slice(0, 1).toLowerCase()}${reason.answer.slice(1)}`,
        ],
        evidence: [
          { relevance: 2, places },
          ...ended.slice(-1).map((event) => ({ relevance: 1 as const, places: [eventPlace(event)] })),
        ],
      }
    }),
    wording: lay ? 'paraphrase' : 'lexical',
    needsNotes: true,
  }
}

/** Keys read 'stop:RxNorm/861007:0'. */
function partsOfStop(key: string): { code: string; index: number } {
  const [, code, index] = key.split(':')
  return { code: code ?? '', index: Number(index) }
}
