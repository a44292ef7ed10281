import { allergies } from '../banks/minor-problems.js'
import type { Visit } from '../chart/chart.js'
import type { Seconds } from '../chart/clock-of-day.js'
import { PatientChart, personSlots } from '../chart/made-chart.js'
import type { Person } from '../chart/person.js'
import { planFacts } from '../chart/plan-facts.js'
import type { Random } from '../draw/synthetic-random.js'
import { drawSchedule, type VisitKind } from './schedule.js'
import { admission } from './visit-admission.js'
import {
  emergencyVisit,
  imagingVisit,
  pharmacyVisit,
  phoneVisit,
  procedureVisit,
  socialVisit,
} from './visit-brief.js'
import { clinicVisit, minorVisit } from './visit-clinic.js'

const VISITS: Readonly<Record<VisitKind, (patient: PatientChart, at: Seconds) => void>> = {
  clinic: (patient, at) => clinicVisit(patient, at, 'clinic'),
  annual: (patient, at) => clinicVisit(patient, at, 'annual'),
  consult: (patient, at) => clinicVisit(patient, at, 'consult'),
  minor: minorVisit,
  emergency: emergencyVisit,
  phone: phoneVisit,
  imaging: imagingVisit,
  pharmacy: pharmacyVisit,
  procedure: procedureVisit,
  social: socialVisit,
  admission,
}

/** Simulates one person's years and returns the chart that they produce. */
export function simulatePatient(random: Random, person: Person, nextId: () => string): PatientChart {
  const plan = planFacts(random, person, personSlots(random, person))
  const patient = new PatientChart(random, { person, plan }, nextId)
  drawSchedule(random, person).forEach(({ kind, at }, index) => {
    VISITS[kind](patient, at)
    if (index === 1) recordAllergies(patient, patient.chart.visits[0]!)
  })
  patient.chart.events.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  patient.chart.notes.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  return patient
}

function recordAllergies(patient: PatientChart, visit: Visit): void {
  for (const allergy of patient.random.sample(allergies(), patient.random.int(0, 2))) {
    patient.record(visit, visit.start + 600, {
      domain: 'observation',
      ...allergy.event,
      value: allergy.reaction,
    })
    patient.allergies.push({ text: `${allergy.agent} (${allergy.reaction})`, key: null })
  }
}
