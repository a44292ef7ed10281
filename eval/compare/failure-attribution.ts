import { groupBy } from '../../base/group-by.js'
import { squadTokens } from '../text/squad.js'

/** How far one essential fact got. 'not shown': it is not in the context, and it was not stored whether it was ranked. */
export type FactReach = 'shown' | 'dropped' | 'not ranked' | 'not shown'

/**
 * One answer and what became of its evidence. value: by the measure that decides what is right, 1 is right; null: unscored.
 * answer: null if it says that the record does not tell. likeness: token F1 to the best reference, 0 to 1; null without a
 * reference. reach: of each essential fact; null if none is judged. isContextKnown: false if the context does not name what it
 * shows. citesEvidence: null if the context has no labels, so that nothing can be cited.
 */
export type AttributedAnswer = {
  readonly instructionId: string
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string
  readonly value: number | null
  readonly answer: string | null
  readonly likeness: number | null
  readonly reach: readonly FactReach[] | null
  readonly isContextKnown: boolean
  readonly citesEvidence: boolean | null
}

/** Why an answer failed, in the order in which causes are checked, or whether a right answer cites its evidence. */
export const CAUSES = {
  right: 'right, and cites judged evidence (or none is judged, or the context has no labels to cite)',
  uncited: 'right, but cites no judged evidence',
  'not retrieved': 'wrong: the strategy did not rank an essential fact',
  'not packed': 'wrong: every essential fact was ranked, but one did not fit the budget',
  'not shown': 'wrong: an essential fact is not in the context; whether it was ranked is not stored',
  'reference suspect':
    'wrong and unlike the reference (token F1 below 0.5), but given by at least 3 strategies that show all evidence, and by more than half of them',
  'not used':
    'wrong: all essential evidence is in the context and the answer cites none of it (or the context has no labels to cite)',
  'used wrongly': 'wrong: all essential evidence is in the context and the answer cites some of it',
  'no evidence judged': 'wrong, and no evidence is judged essential',
  'context not known':
    'wrong, and the context (text written by a model, or raw text that an older version stored) does not identify its sources',
  unscored: 'no answer, or no answer that can be scored',
} as const

/** Why an answer was right, wrong or missing. */
export type Cause = keyof typeof CAUSES

/** How many answers of one arm there are for each cause. */
export type AttributionRow = {
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string
  readonly n: number
  readonly causes: Readonly<Record<Cause, number>>
}

// Two strategies that agree may share one mistake of the generator.
const FEWEST_AGREEING = 3
// An answer with at least this token F1 may be the reference in other words.
const ALIKE = 0.5

/** A row for each strategy, budget and generator, in the order of their first answers. */
export function attribute(answers: readonly AttributedAnswer[]): AttributionRow[] {
  const found = causesOf(answers)
  const arms = groupBy(answers, ({ strategy, budget, generator }) =>
    JSON.stringify([strategy, budget, generator]),
  )
  return [...arms.values()].map((own) => {
    const causes = Object.fromEntries(Object.keys(CAUSES).map((cause) => [cause, 0])) as Record<Cause, number>
    for (const answer of own) causes[found.get(answer)!] += 1
    const { strategy, budget, generator } = own[0]!
    return { strategy, budget, generator, n: own.length, causes }
  })
}

/**
 * The cause for each answer. It needs all answers of an experiment: whether a reference is suspect depends on what other
 * strategies answer.
 */
export function causesOf(answers: readonly AttributedAnswer[]): ReadonlyMap<AttributedAnswer, Cause> {
  const suspect = suspects(answers)
  return new Map(answers.map((answer) => [answer, causeOf(answer, suspect.has(answer))]))
}

function causeOf(answer: AttributedAnswer, isSuspect: boolean): Cause {
  const { value, reach, isContextKnown, citesEvidence } = answer
  if (value === null) return 'unscored'
  if (value >= 1) return reach === null || citesEvidence !== false ? 'right' : 'uncited'
  if (reach === null) return 'no evidence judged'
  if (!isContextKnown) return 'context not known'
  if (reach.includes('not ranked')) return 'not retrieved'
  if (reach.includes('not shown')) return 'not shown'
  if (reach.includes('dropped')) return 'not packed'
  if (isSuspect) return 'reference suspect'
  return citesEvidence === true ? 'used wrongly' : 'not used'
}

/** Wrong answers on which most strategies agree that were shown all evidence: the reference itself may be wrong. */
function suspects(answers: readonly AttributedAnswer[]): Set<AttributedAnswer> {
  const informed = answers.filter(
    ({ reach, isContextKnown }) => isContextKnown && reach?.every((one) => one === 'shown'),
  )
  const items = groupBy(informed, ({ instructionId, budget, generator }) =>
    JSON.stringify([instructionId, budget, generator]),
  )
  const found = [...items.values()].flatMap((item) => {
    const strategies = strategiesOf(item)
    const wrong = item.filter(
      ({ value, answer, likeness }) =>
        value !== null && value < 1 && answer !== null && likeness !== null && likeness < ALIKE,
    )
    return [...groupBy(wrong, ({ answer }) => squadTokens(answer!).join(' ')).values()].filter((alike) => {
      const agreeing = strategiesOf(alike)
      return agreeing >= FEWEST_AGREEING && 2 * agreeing > strategies
    })
  })
  return new Set(found.flat())
}

function strategiesOf(answers: readonly AttributedAnswer[]): number {
  return new Set(answers.map(({ strategy }) => strategy)).size
}
