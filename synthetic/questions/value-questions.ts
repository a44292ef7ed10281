import { once } from '../../base/remember.js'
import { amount } from '../banks/clinical-units.js'
import { type Lab, labs, vitals } from '../banks/measurements.js'
import type { ChartEvent } from '../chart/chart.js'
import { usDate } from '../chart/clock-of-day.js'
import { capitalised } from '../draw/fill-template.js'
import type { Random } from '../draw/synthetic-random.js'
import { type Draft, type DrawQuestion, eventEvidence, type View } from './question.js'

const questioned = once((): readonly Lab[] => {
  const { systolic, weight, pulse } = vitals()
  return [...Object.values(labs()), systolic, weight, pulse]
})

const series = (view: View, lab: Lab): ChartEvent[] => view.events.filter((event) => event.code === lab.code)

const number = (event: ChartEvent): number => Number(event.value)

function drawLab(view: View, random: Random, points: number): Lab | null {
  const fitting = questioned().filter((lab) => series(view, lab).length >= points)
  return fitting.length > 0 ? random.pick(fitting) : null
}

const told = (event: ChartEvent): string => amount(event.value, event.unit)

type About = {
  readonly kind: string
  readonly lab: Lab
  readonly text: string
}

const draft = ({ kind, lab, text }: About, solve: Draft['solve']): Draft => ({
  kind,
  category: 'labs and vitals',
  subject: `${kind}:${lab.code}`,
  text,
  wording: null,
  needsNotes: false,
  solve,
})

/** The last value of a lab. */
export const lastValue: DrawQuestion = (_patient, view, random) => {
  const lab = drawLab(view, random, 4)
  if (!lab) return null
  const text = random.pick([
    `What is the most recent ${lab.spoken}?`,
    `Last ${lab.short} and when?`,
    `Please give me the latest ${lab.spoken} with its date.`,
    `What was the patient's ${lab.spoken} when last checked?`,
    `Where does the ${lab.spoken} stand right now?`,
  ])
  return draft({ kind: 'last_value', lab, text }, (seen) => {
    const points = series(seen, lab)
    const last = points.at(-1)
    if (!last || points.filter((point) => point.time === last.time).length > 1) return null
    return {
      answer: { value: number(last), unit: last.unit, time: last.time, codes: [lab.code] },
      responses: [
        `The most recent ${lab.spoken} was ${told(last)} on ${usDate(last.time)}.`,
        `${told(last)} (${usDate(last.time)})`,
      ],
      evidence: [
        eventEvidence(seen, last, 2),
        ...points.slice(-4, -1).map((point) => eventEvidence(seen, point, 1)),
      ],
    }
  })
}

/** The value of a lab on a day. */
export const valueOnDate: DrawQuestion = (_patient, view, random) => {
  const lab = drawLab(view, random, 5)
  if (!lab) return null
  const day = random.pick(series(view, lab)).time.slice(0, 10)
  const date = usDate(day)
  const text = random.pick([
    `What was the ${lab.spoken} on ${date}?`,
    `${lab.short} result from ${date}?`,
    `On ${date}, how high was the ${lab.spoken}?`,
  ])
  return draft({ kind: 'value_on_date', lab, text }, (seen) => {
    const points = series(seen, lab).filter((point) => point.time.startsWith(day))
    const only = points[0]
    if (!only || points.length !== 1) return null
    return {
      answer: { value: number(only), unit: only.unit, time: only.time, codes: [lab.code] },
      responses: [`On ${date} the ${lab.spoken} was ${told(only)}.`, told(only)],
      evidence: [eventEvidence(seen, only, 2)],
    }
  })
}

/** The highest or lowest value of a lab. */
export const extremeValue: DrawQuestion = (_patient, view, random) => {
  const lab = drawLab(view, random, 6)
  if (!lab) return null
  const highest = random.chance(0.6)
  const year = random.chance(0.4) ? random.pick(series(view, lab)).time.slice(0, 4) : null
  const word = highest
    ? random.pick(['highest', 'maximum', 'peak'])
    : random.pick(['lowest', 'minimum', 'nadir'])
  const when = year === null ? random.pick(['on record', 'so far', 'ever documented']) : `in ${year}`
  const text = random.pick([
    `What is the ${word} ${lab.spoken} ${when}?`,
    `${word} ${lab.short} ${when}, with date?`,
    `Find the ${word} value of the ${lab.spoken} ${when}.`,
  ])
  return draft({ kind: highest ? 'max_value' : 'min_value', lab, text: capitalised(text) }, (seen) => {
    const points = series(seen, lab).filter((point) => year === null || point.time.startsWith(year))
    const ordered = [...points].sort((a, b) => (highest ? number(b) - number(a) : number(a) - number(b)))
    const [first, second] = ordered
    if (!first || !second || number(first) === number(second)) return null
    const window = year === null ? [null, seen.asOf] : [`${year}-01-01 00:00:00`, `${year}-12-31 23:59:59`]
    return {
      answer: { value: number(first), unit: first.unit, times: [first.time], window, codes: [lab.code] },
      responses: [
        `The ${word} ${lab.spoken} ${when} was ${told(first)}, recorded on ${usDate(first.time)}.`,
        `${told(first)} on ${usDate(first.time)}`,
      ],
      evidence: [eventEvidence(seen, first, 2)],
    }
  })
}

/** How the values of a lab changed. */
export const trend: DrawQuestion = (_patient, view, random) => {
  const lab = drawLab(view, random, 8)
  if (!lab) return null
  const points = series(view, lab)
  const year = random.pick(points.slice(0, -3)).time.slice(0, 4)
  const text = random.pick([
    `How has the ${lab.spoken} changed since ${year}?`,
    `Trend of ${lab.short} from ${year} on?`,
    `Since ${year}, is the ${lab.spoken} rising, falling or steady?`,
  ])
  return draft({ kind: 'trend', lab, text }, (seen) => {
    const inside = series(seen, lab).filter((point) => point.time >= `${year}-01-01`)
    const first = inside[0]
    const last = inside.at(-1)
    if (!first || !last || inside.length < 3) return null
    const change = Number((number(last) - number(first)).toFixed(lab.decimals))
    const direction = Math.abs(change) <= lab.spread * 0.5 ? 'stable' : change > 0 ? 'increased' : 'decreased'
    return {
      answer: {
        first: { value: number(first), time: first.time },
        last: { value: number(last), time: last.time },
        change,
        direction,
        unit: first.unit,
        n: inside.length,
        window: [`${year}-01-01 00:00:00`, seen.asOf],
        codes: [lab.code],
      },
      responses: [
        `The ${lab.spoken} ${direction === 'stable' ? 'has been stable' : `has ${direction}`}: ${told(first)} on ${usDate(first.time)}, ${told(last)} on ${usDate(last.time)}.`,
        `${direction}, ${first.value} -> ${last.value} over ${inside.length} readings`,
      ],
      evidence: [
        eventEvidence(seen, first, 2),
        eventEvidence(seen, last, 2),
        ...inside
          .slice(1, -1)
          .slice(-6)
          .map((point) => eventEvidence(seen, point, 1)),
      ],
    }
  })
}
