import { counted, formatCount } from '../../base/text/format-count.js'
import { budgetText } from '../../eval/compare/arms/budget-text.js'
import type { WantedFinding } from '../../eval/statistics/design/sample-size.js'
import type { ExperimentPlan, ResolvedContrast } from '../../pipeline/experiment/plan/experiment-plan.js'

/** What a plan declares, what it can detect and what it would need, in lines. */
export function planText(plan: ExperimentPlan): string {
  const { experiment, primary, secondary, questions, assumed, hash } = plan
  return [
    `${experiment}: ${counted(questions.instructions, 'instruction')} of ${counted(questions.patients, 'patient')}`,
    `primary comparison: ${contrastText(primary)}`,
    ...secondary.map((contrast) => `secondary comparison: ${contrastText(contrast)}`),
    `${assumed.from === null ? 'assumed' : `as in ${assumed.from}`}: paired differences with a standard deviation of ${assumed.sd} points and an intraclass correlation of ${assumed.icc} within a patient`,
    detectableLine(plan),
    ...neededLines(plan),
    `hash: ${hash}`,
    '',
  ].join('\n')
}

function contrastText({ measure, baseline, generator, margin, ...arm }: ResolvedContrast): string {
  const own = armText(arm.strategy, arm.budget, arm.tokens)
  const other = armText(baseline.strategy, baseline.budget, arm.baselineTokens)
  const by = margin === null ? 'no margin' : `margin ${margin} points`
  return `${own} against ${other} on ${measure}, answers of ${generator}, ${by}`
}

function armText(strategy: string, budget: number | string, tokens: number): string {
  return `${strategy} at ${budgetText({ budget: tokens, ...(typeof budget === 'string' ? { budgetName: budget } : {}) })}`
}

function detectableLine({ sizes }: ExperimentPlan): string {
  const texts = sizes.map(
    ({ power, detectable }) =>
      `${detectable === null ? 'none' : `${detectable.toFixed(1)} points`} with ${power * 100}% power`,
  )
  return `detectable difference: ${texts.join(', ')}, at the 5% level, two-sided`
}

const FINDINGS: Readonly<Record<WantedFinding, (size: string) => string>> = {
  difference: (size) => `to find a difference of ${size}`,
  'non-inferiority': (size) => `to show non-inferiority by ${size} if both are equally good`,
  equivalence: (size) => `to show equivalence within ${size} if both are equally good`,
}

function neededLines({ sizes }: ExperimentPlan): string[] {
  const wanted = sizes[0]!.needed
  if (wanted.length === 0)
    return [
      'needed: not known; declare a margin, or give the smallest difference of interest with --difference',
    ]
  return wanted.map(({ finding, size }, i) => {
    const texts = sizes.map(({ power, needed }) => {
      const { instructions, patients } = needed[i]!
      const size = patients === null ? 'more than a million patients' : sizeText(instructions!, patients)
      return `${size} with ${power * 100}% power`
    })
    return `needed ${FINDINGS[finding](`${size} points`)}: ${texts.join(', ')}`
  })
}

function sizeText(instructions: number, patients: number): string {
  return `${counted(instructions, 'instruction')} of ${formatCount(patients)} patients`
}
