import type { Coded, DrugForm } from './coded.js'
import type { ImagingKey } from './imaging.js'
import type { LabKey } from './labs.js'

/** Why a drug was given up: what the note says, and the short answer. */
export type StopReason = { readonly says: readonly string[]; readonly answer: string }

/** `forms` in order of rising dose. `lay` is how a colleague would circumscribe it without its name. */
export type Drug = {
  readonly short: string
  readonly lay: string
  readonly forms: readonly DrugForm[]
  readonly stops: readonly StopReason[]
}

/** What a stay in hospital for this disease looks like. */
export type Admission = {
  readonly condition: Coded
  readonly reason: readonly string[]
  readonly events: readonly string[]
  readonly treatment: readonly string[]
  readonly followUp: readonly string[]
  readonly procedure: Coded
}

/** A disease as it runs through a chart. `drift` moves a lab from one level to another over the course. */
export type Course = {
  readonly key: string
  readonly sex: 'any' | 'F'
  readonly ages: readonly [number, number]
  /** How long it lasts; null: for good. */
  readonly days: number | null
  readonly condition: Coded
  readonly nick: readonly string[]
  readonly later: readonly Coded[]
  readonly specialty: string
  readonly drift: readonly {
    readonly lab: LabKey
    readonly from: number
    readonly to: number
    readonly spread: number
  }[]
  readonly drugs: readonly Drug[]
  readonly procedures: readonly Coded[]
  readonly imaging: readonly ImagingKey[]
  readonly complaints: readonly string[]
  readonly history: readonly string[]
  readonly exam: readonly string[]
  readonly plan: readonly string[]
  readonly admission: Admission
}
