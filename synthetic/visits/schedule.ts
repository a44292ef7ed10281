import { DAY, type Seconds } from '../chart/clock-of-day.js'
import type { Person } from '../chart/person.js'
import type { Random } from '../draw/synthetic-random.js'

/** A kind of visit. */
export type VisitKind =
  | 'clinic'
  | 'annual'
  | 'consult'
  | 'minor'
  | 'emergency'
  | 'phone'
  | 'imaging'
  | 'pharmacy'
  | 'procedure'
  | 'social'
  | 'admission'

/** A visit to write. */
export type Appointment = { readonly kind: VisitKind; readonly at: Seconds }

const WEIGHTS: readonly (readonly [VisitKind, number])[] = [
  ['clinic', 0.4],
  ['minor', 0.1],
  ['consult', 0.1],
  ['phone', 0.12],
  ['imaging', 0.09],
  ['emergency', 0.06],
  ['pharmacy', 0.05],
  ['procedure', 0.05],
  ['social', 0.03],
]

/** Contacts from the first day to the last: always weeks apart, two or three hospital stays, one check-up per year. */
export function drawSchedule(random: Random, person: Person): Appointment[] {
  const days: Seconds[] = []
  for (let day = person.first; day < person.last; day += random.int(34, 63) * DAY) days.push(day)
  const stays = new Set<number>()
  const third = Math.floor(days.length / 3)
  for (let i = 0; i < 3; i++) stays.add(random.int(i * third + (i === 0 ? 8 : 2), (i + 1) * third - 2))
  return days.map((day, index) => {
    const at = day + random.int(8 * 3600, 15 * 3600)
    if (stays.has(index)) return { kind: 'admission', at }
    if (index % 9 === 0) return { kind: 'annual', at }
    return { kind: drawKind(random), at }
  })
}

function drawKind(random: Random): VisitKind {
  let left = random.next()
  for (const [kind, weight] of WEIGHTS) {
    left -= weight
    if (left < 0) return kind
  }
  return 'clinic'
}
