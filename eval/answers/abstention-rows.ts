import { groupBy } from '../../base/group-by.js'
import { type BootstrapSettings, bootstrapMeans, type Estimate } from '../statistics/resampling/bootstrap.js'
import { abstains } from '../text/abstention.js'

/** The stored answers of one instruction in one arm: one text per repeat that has an answer. */
export type ArmAnswers = {
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string
  readonly patientId: string
  readonly isAnswerable: boolean | null
  readonly texts: readonly string[]
}

/**
 * How often an arm abstains. answers: how many instructions it answered or abstained on; abstained: the number of abstentions, a
 * repeat counting as its share. right: share of unanswerable instructions on which it abstains; wrong: share of answerable ones.
 */
export type AbstentionRow = Pick<ArmAnswers, 'strategy' | 'budget' | 'generator'> & {
  readonly answers: number
  readonly abstained: number
  readonly right: Estimate
  readonly wrong: Estimate
}

/** One row per arm, in the order in which arms first occur, with intervals over patients. */
export function abstentionRows(answers: readonly ArmAnswers[], settings: BootstrapSettings): AbstentionRow[] {
  const arms = [...groupBy(answers, armOf).values()]
  const shares = arms.map((arm) =>
    arm
      .filter(({ texts }) => texts.length > 0)
      .map(({ patientId, isAnswerable, texts }) => ({
        cluster: patientId,
        isAnswerable,
        value: texts.filter(abstains).length / texts.length,
      })),
  )
  const estimates = bootstrapMeans(
    shares.flatMap((own) => [false, true].map((kind) => own.filter((one) => one.isAnswerable === kind))),
    settings,
  )
  return arms.map(([first], i) => ({
    strategy: first!.strategy,
    budget: first!.budget,
    generator: first!.generator,
    answers: shares[i]!.length,
    abstained: shares[i]!.reduce((sum, { value }) => sum + value, 0),
    right: estimates[2 * i]!,
    wrong: estimates[2 * i + 1]!,
  }))
}

function armOf({ strategy, budget, generator }: ArmAnswers): string {
  return JSON.stringify([strategy, budget, generator])
}
