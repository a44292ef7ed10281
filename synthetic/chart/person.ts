import { type Course, courses } from '../banks/courses.js'
import { people } from '../banks/people.js'
import type { Random } from '../draw/synthetic-random.js'
import { DAY, dayStart, type Seconds } from './clock-of-day.js'

/** A made-up person. */
export type Person = {
  readonly personId: string
  readonly female: boolean
  readonly surname: string
  readonly born: Seconds
  readonly race: string
  readonly ethnicity: string
  readonly payer: string
  readonly clinicians: readonly string[]
  readonly courses: readonly { readonly course: Course; readonly onset: Seconds }[]
  readonly first: Seconds
  readonly last: Seconds
}

/** A made-up person whose main disease is the `turn`-th, so that a small cohort already shows many. */
export function makePerson(random: Random, personId: string, turn: number): Person {
  const main = courses()[turn % courses().length]!
  const female = main.sex === 'F' || random.chance(0.5)
  const first = dayStart(random.int(2013, 2017), random.int(1, 12), random.int(1, 28))
  const last = first + random.int(2300, 2900) * DAY
  const age = random.int(main.ages[0], main.ages[1])
  const others = courses().filter(
    (course) =>
      course !== main &&
      (course.sex === 'any' || female) &&
      age + 7 >= course.ages[0] &&
      age <= course.ages[1],
  )
  const chosen = [main, ...random.sample(others, random.int(1, 2))]
  return {
    personId,
    female,
    surname: random.pick(people().surnames),
    born: first - Math.round(age * 365.25) * DAY - random.int(0, 364) * DAY,
    race: random.pick(people().races),
    ethnicity: random.pick(people().ethnicities),
    payer: random.pick(people().payers),
    clinicians: random.sample(people().clinicians, 6),
    courses: chosen.map((course, index) => ({
      course,
      onset: first + random.int(index === 0 ? 20 : 200, index === 0 ? 260 : 1300) * DAY,
    })),
    first,
    last,
  }
}
