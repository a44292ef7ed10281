import type { DrugForm } from '../banks/coded.js'
import type { Course, Drug } from '../banks/courses.js'
import type { Piece, Visit } from '../chart/chart.js'
import type { Seconds } from '../chart/clock-of-day.js'
import type { ActiveDrug, PatientChart } from '../chart/made-chart.js'
import { isRunning } from './take-measurements.js'

type DrugAt = {
  readonly visit: Visit
  readonly at: Seconds
  readonly active: ActiveDrug
}

/** Makes at most one change to each disease's drugs, records it, and returns what the plan says about it. */
export function adjustDrugs(patient: PatientChart, visit: Visit, at: Seconds): Piece[] {
  const said: Piece[] = []
  for (const { course, onset } of patient.person.courses) {
    const mine = patient.active.filter((active) => active.course === course)
    if (!isRunning(course.days, onset, at)) {
      for (const active of mine) stop(patient, { visit, at, active })
      continue
    }
    if (!patient.diagnosed.has(course.condition.code)) continue
    const fresh = course.drugs.find((drug) => !patient.used.has(drug))
    const { random } = patient
    const chosen = mine.length > 0 ? random.pick(mine) : null
    const turn = random.next()
    if (fresh && (mine.length === 0 || (turn < 0.1 && mine.length < 3)))
      said.push(start(patient, { visit, at, drug: fresh, course }))
    else if (chosen && turn < 0.26 && chosen.dose + 1 < chosen.drug.forms.length)
      said.push(raise(patient, { visit, at, active: chosen }))
    else if (
      chosen &&
      turn > 0.9 &&
      Number(at) - Date.parse(`${chosen.since.replace(' ', 'T')}Z`) / 1000 > 86_400 * 90
    )
      said.push(giveUp(patient, { visit, at, active: chosen }))
    else if (chosen && turn > 0.75) renew(patient, { visit, at, active: chosen })
  }
  return said
}
type DrugStart = {
  readonly visit: Visit
  readonly at: Seconds
  readonly drug: Drug
  readonly course: Course
}

function start(patient: PatientChart, { visit, at, drug, course }: DrugStart): Piece {
  const given = dispense(patient, { visit, at, form: formOf(drug, 0), value: 'start' })
  patient.used.add(drug)
  patient.active.push({ drug, course, dose: 0, since: given.time })
  const wording = patient.random.pick(['Start', 'Begin', 'Rx today:', 'Adding', 'New:'])
  return { text: `${wording} ${drug.short} ${formOf(drug, 0).dose}.`, key: given.documentId }
}
function raise(patient: PatientChart, { visit, at, active }: DrugAt): Piece {
  dispense(patient, { visit, at, form: formOf(active.drug, active.dose), value: 'end' })
  active.dose += 1
  const next = formOf(active.drug, active.dose)
  const given = dispense(patient, { visit, at, form: next, value: 'start' })
  const wording = patient.random.pick([
    `Change ${active.drug.short} to`,
    `${active.drug.short} ->`,
    `Adjust ${active.drug.short}: now`,
    `Going to ${active.drug.short}`,
  ])
  return { text: `${wording} ${next.dose}.`, key: given.documentId }
}
function giveUp(patient: PatientChart, { visit, at, active }: DrugAt): Piece {
  stop(patient, { visit, at, active })
  const reason = patient.random.pick(active.drug.stops)
  const index = active.drug.stops.indexOf(reason)
  return {
    text: patient.say(patient.random.pick(reason.says), at),
    key: `stop:${formOf(active.drug, active.dose).code}:${index}`,
  }
}
function renew(patient: PatientChart, { visit, at, active }: DrugAt): void {
  const form = formOf(active.drug, active.dose)
  dispense(patient, { visit, at, form, value: 'end' })
  dispense(patient, { visit, at, form, value: 'start' })
}
function stop(patient: PatientChart, { visit, at, active }: DrugAt): void {
  dispense(patient, { visit, at, form: formOf(active.drug, active.dose), value: 'end' })
  patient.active.splice(patient.active.indexOf(active), 1)
}

type Dispensed = {
  readonly visit: Visit
  readonly at: Seconds
  readonly form: DrugForm
  readonly value: 'start' | 'end'
}

function dispense(patient: PatientChart, { visit, at, form, value }: Dispensed) {
  return patient.record(visit, at, { domain: 'drug_exposure', code: form.code, name: form.name, value })
}

/** The product of a drug with this dose. */
export function formOf(drug: Drug, dose: number): DrugForm {
  const form = drug.forms[dose]
  if (!form) throw new Error(`${drug.short} has no dose ${dose}`)
  return form
}
