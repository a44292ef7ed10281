import { imagingStudy } from '../banks/imaging.js'
import { usDate } from '../chart/clock-of-day.js'
import { fillTemplate } from '../draw/fill-template.js'
import { type Draft, type DrawQuestion, placesOfKey, spanPlace, type View } from './question.js'

type About = {
  readonly kind: string
  readonly category: string
  readonly subject: string
  readonly text: string
  readonly wording: Draft['wording']
}

const draft = ({ kind, category, subject, text, wording }: About, solve: Draft['solve']): Draft => ({
  kind,
  category,
  subject: `${kind}:${subject}`,
  text,
  wording,
  needsNotes: true,
  solve,
})

const states = (view: View, key: string): boolean => view.notes.some((note) => note.spans.has(key))

const factQuestion =
  (wording: 'lexical' | 'paraphrase'): DrawQuestion =>
  (patient, view, random) => {
    const stated = patient.plan.facts.filter((planned) => states(view, planned.key))
    if (stated.length === 0) return null
    const { key, fact, values } = random.pick(stated)
    const text = fillTemplate(random, random.pick(wording === 'lexical' ? fact.words : fact.meaning), values)
    return draft({ kind: 'note_fact', category: 'notes', subject: fact.topic, text, wording }, (seen) => {
      const places = placesOfKey(seen, key)
      if (places.length === 0) return null
      const answer = fillTemplate(random, fact.answer, values)
      return {
        answer: { topic: fact.topic, text: answer },
        responses: [answer, `${answer} (${usDate(places[0]!.time)} note)`],
        evidence: [{ relevance: 2, places }],
      }
    })
  }

/** A planted fact, asked for in its words. */
export const factInItsWords: DrawQuestion = factQuestion('lexical')
/** A planted fact, asked for in other words. */
export const factByMeaning: DrawQuestion = factQuestion('paraphrase')

/** A fact that changed in the course of the chart: the latest statement within the view counts. */
export const changingFact: DrawQuestion = (patient, view, random) => {
  const stated = patient.plan.changes.filter((change) =>
    change.states.some((state) => states(view, state.key)),
  )
  if (stated.length === 0) return null
  const change = random.pick(stated)
  const wording = random.chance(0.5) ? 'lexical' : 'paraphrase'
  const text = random.pick(wording === 'lexical' ? change.fact.words : change.fact.meaning)
  return draft(
    { kind: 'changing_fact', category: 'notes', subject: change.fact.topic, text, wording },
    (seen) => {
      const last = change.states.findLast((state) => states(seen, state.key))
      if (!last) return null
      const earlier = change.states
        .filter((state) => state.key < last.key)
        .flatMap((state) => placesOfKey(seen, state.key))
      const places = placesOfKey(seen, last.key)
      return {
        answer: { topic: change.fact.topic, text: last.answer },
        responses: [last.answer, `${last.answer} (as of ${usDate(places.at(-1)!.time)})`],
        evidence: [
          { relevance: 2, places },
          ...earlier.slice(-1).map((place) => ({ relevance: 1 as const, places: [place] })),
        ],
      }
    },
  )
}

const PARTS = ['reason', 'events', 'treatment', 'followUp'] as const

/** Needs several places of one stay: why, what happened, what was done, what comes next. */
export const staySummary: DrawQuestion = (_patient, view, random) => {
  const stays = view.notes.filter((note) => note.type.name === 'discharge summary')
  if (stays.length === 0) return null
  const { visit } = random.pick(stays)
  const start = view.events.find(
    (event) => event.visit === visit && event.value === 'start' && event.domain === 'visit',
  )
  if (!start) return null
  const date = usDate(start.time)
  const text = random.pick([
    `Summarize the hospital course of the admission on ${date}.`,
    `What happened during the inpatient stay that began ${date}?`,
    `Brief summary of the ${date} hospitalization: reason, course, treatment and follow-up.`,
  ])
  return draft(
    { kind: 'stay_summary', category: 'visits', subject: visit.visitId, text, wording: null },
    (seen) => {
      const found = PARTS.map((part) => placesOfKey(seen, `stay:${visit.visitId}:${part}`))
      if (found.some((places) => places.length === 0)) return null
      const told = found.map((places) => quoted(places[0]!.quote))
      return {
        answer: {
          date: start.time.slice(0, 10),
          key_facts: PARTS.map((part, index) => ({ what: part, text: told[index] })),
        },
        responses: [told.join(' '), `${told[0]} ${told[2]}\nFollow-up: ${told[3]}`],
        evidence: found.map((places) => ({ relevance: 2 as const, places })),
      }
    },
  )
}

const quoted = (quote: string): string => quote.slice(quote.indexOf('"') + 1, -1)

/** What the last study of a kind showed. */
export const lastImaging: DrawQuestion = (_patient, view, random) => {
  const kinds = new Set(
    view.notes.flatMap((note) => imagingKeys(note.spans)).map((key) => key.split(':')[1] ?? ''),
  )
  if (kinds.size === 0) return null
  const kind = random.pick([...kinds])
  const study = imagingStudy(kind)
  const text = random.pick([
    `What did the last ${study.spoken} show?`,
    `Impression of the most recent ${study.spoken}?`,
    `Latest ${study.spoken}: main finding and date?`,
  ])
  return draft({ kind: 'last_imaging', category: 'imaging', subject: kind, text, wording: null }, (seen) => {
    const report = seen.notes.findLast((note) =>
      imagingKeys(note.spans).some((key) => key.startsWith(`imaging:${kind}:`)),
    )
    const key = report && imagingKeys(report.spans)[0]
    const span = key && report.spans.get(key)
    const result = study.results[Number(key?.split(':')[2])]
    if (!report || !span || !result) return null
    return {
      answer: { text: result.answer, date: report.time.slice(0, 10), study: study.spoken },
      responses: [`${result.answer} (${usDate(report.time)})`, result.answer],
      evidence: [{ relevance: 2, places: [spanPlace(report, span)] }],
    }
  })
}

const imagingKeys = (spans: ReadonlyMap<string, unknown>): string[] =>
  [...spans.keys()].filter((key) => key.startsWith('imaging:'))
