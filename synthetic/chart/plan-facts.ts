import { type ChangingFact, changingFacts, type Fact, type FactPlace, facts } from '../banks/facts.js'
import { fillTemplate, type Slots } from '../draw/fill-template.js'
import type { Random } from '../draw/synthetic-random.js'
import { DAY, type Seconds } from './clock-of-day.js'
import type { Person } from './person.js'

/** A sentence waiting for a note: the first note after `due` that has a `place` for it takes it. */
export type PlannedSentence = {
  readonly key: string
  readonly place: FactPlace
  readonly text: string
  readonly due: Seconds
  /** The key of the fact that this sentence makes untrue. */
  readonly replaces: string | null
}

/** A fact that the chart will state. */
export type PlannedFact = { readonly key: string; readonly fact: Fact; readonly values: Slots }
/** A changing fact with its states, the first one first. */
export type PlannedChange = {
  readonly fact: ChangingFact
  readonly states: readonly { readonly key: string; readonly answer: string }[]
}

/** The facts that a chart will state, and when. */
export type FactPlan = {
  readonly facts: readonly PlannedFact[]
  readonly changes: readonly PlannedChange[]
  readonly queue: PlannedSentence[]
}

/** Topics whose later states take years to come. */
const NOT_FOR_THE_YOUNG = new Set(['living', 'mobility', 'work', 'code'])

/** Draws the facts of a chart. */
export function planFacts(random: Random, person: Person, slots: Slots): FactPlan {
  const queue: PlannedSentence[] = []
  const planned = random.sample(facts(), 20).map((fact) => {
    const values: Record<string, string> = { ...slots }
    for (const [name, options] of Object.entries(fact.values)) values[name] = random.pick(options)
    const key = `fact:${fact.topic}`
    queue.push({
      key,
      place: fact.place,
      text: fillTemplate(random, random.pick(fact.says), values),
      due: moment(random, { person, from: 0.03, to: 0.9 }),
      replaces: null,
    })
    return { key, fact, values }
  })
  const young = person.first - person.born < 40 * 365 * DAY
  const topics = changingFacts().filter((fact) => !(young && NOT_FOR_THE_YOUNG.has(fact.topic)))
  const changes = random.sample(topics, 3).map((fact) => {
    const count = Math.min(fact.states.length, random.int(2, 3))
    const states = fact.states.slice(0, count).map((state, index) => {
      const key = `state:${fact.topic}:${index}`
      queue.push({
        key,
        place: fact.place,
        text: fillTemplate(random, random.pick(state.says), slots),
        due: moment(random, { person, from: index / count, to: (index + 0.6) / count }),
        replaces: index === 0 ? null : `state:${fact.topic}:${index - 1}`,
      })
      return { key, answer: fillTemplate(random, state.answer, slots) }
    })
    return { fact, states }
  })
  queue.sort((a, b) => a.due - b.due)
  return { facts: planned, changes, queue }
}
type Stretch = {
  readonly person: Person
  readonly from: number
  readonly to: number
}

function moment(random: Random, { person, from, to }: Stretch): Seconds {
  return person.first + Math.floor((person.last - person.first) * (from + (to - from) * random.next()))
}
