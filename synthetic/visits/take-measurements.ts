import { type Lab, labOf, panels, vitals } from '../banks/measurements.js'
import type { ChartEvent, Visit } from '../chart/chart.js'
import { DAY, type Seconds } from '../chart/clock-of-day.js'
import type { PatientChart } from '../chart/made-chart.js'

/** Labs drawn at a visit; `share` is the probability, 0 to 1, of the metabolic panel, and scales those of the others. */
export type LabsAt = {
  readonly visit: Visit
  readonly at: Seconds
  readonly share: number
}

/** Draws the panels that a visit would draw; every code occurs once at `at`. */
export function takeLabs(patient: PatientChart, { visit, at, share }: LabsAt): ChartEvent[] {
  const { random } = patient
  const wanted = new Set<string>()
  const add = (keys: readonly string[]) => {
    for (const key of keys) wanted.add(key)
  }
  if (random.chance(share)) add(panels().metabolic)
  if (random.chance(share * 0.8)) add(panels().bloodCount)
  if (random.chance(share * 0.35)) add(panels().liver)
  if (random.chance(share * 0.25)) add(panels().lipids)
  for (const { course, onset } of patient.person.courses) {
    if (!isRunning(course.days, onset, at)) continue
    add(course.drift.filter(() => random.chance(0.75)).map((drift) => drift.lab))
  }
  return [...wanted].map((key) => measure(patient, { visit, at, key, lab: labOf(key) }))
}

/** Measures the vital signs at a visit. */
export function takeVitals(patient: PatientChart, visit: Visit, at: Seconds): ChartEvent[] {
  return Object.entries(vitals())
    .filter(([key]) => key === 'systolic' || key === 'diastolic' || patient.random.chance(0.85))
    .map(([key, vital]) => measure(patient, { visit, at, key, lab: vital }))
}

/** Whether a course is active at a time. @param days how long it lasts; null: it never ends */
export function isRunning(days: number | null, onset: Seconds, at: Seconds): boolean {
  return at >= onset && (days === null || at < onset + days * DAY)
}

type LabAt = {
  readonly visit: Visit
  readonly at: Seconds
  readonly key: string
  readonly lab: Lab
}

/** The level a disease has brought a lab to, plus a slow wander that each measurement carries on. */
function measure(patient: PatientChart, { visit, at, key, lab }: LabAt): ChartEvent {
  const { random, person } = patient
  let level = lab.usual * (key === 'weight' ? weightFactor(patient) : 1)
  let spread = lab.spread
  for (const { course, onset } of person.courses) {
    const drift = course.drift.find((candidate) => candidate.lab === key)
    if (!drift || !isRunning(course.days, onset, at)) continue
    const until = course.days === null ? person.last : onset + course.days * DAY
    level = drift.from + ((drift.to - drift.from) * (at - onset)) / (until - onset)
    spread = drift.spread
    break
  }
  const wander = 0.45 * (patient.noise.get(key) ?? 0) + 0.85 * spread * random.wobble()
  patient.noise.set(key, wander)
  const ceiling =
    key === 'saturation' ? 100 : key === 'phq9' ? 27 : key === 'pain' ? 10 : Number.POSITIVE_INFINITY
  const floor = key === 'pain' || key === 'phq9' ? 0 : lab.usual * 0.1
  const value = Math.min(ceiling, Math.max(floor, level + wander))
  return patient.record(visit, at, {
    domain: 'measurement',
    code: lab.code,
    name: lab.name,
    unit: lab.unit,
    value: value.toFixed(lab.decimals),
  })
}

/** People differ in weight far more than a person's weight does over the years. */
function weightFactor(patient: PatientChart): number {
  return 0.7 + (Number(patient.person.personId.slice(-2)) / 99) * 0.7
}
