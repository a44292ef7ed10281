import { counted } from '../../../base/text/format-count.js'
import type { Summary } from '../../compare/summarise.js'
import { changeText, type DeclaredPlan } from './declared-plan.js'

/** How many changes a sentence lists; the section has all of them. */
const MOST_LISTED = 3

/**
 * Whether the comparisons of a report were declared before the first answer, and what was changed since; empty if there is
 * nothing to declare.
 * @param time of the seal, as words; null leaves it out
 */
export function planSentence(
  plan: DeclaredPlan | null,
  { primary }: Pick<Summary, 'primary'>,
  time: string | null,
): string {
  if (plan === null)
    return primary === null ? '' : 'Not declared before the run: no plan was sealed before the first answer.'
  return `Declared ${time === null ? '' : `on ${time}, `}${sealedWhen(plan)}. ${changedSince(plan)}`
}

/** 'before the first answer', 'after the first answer, when 42 answers were stored'. */
export function sealedWhen({ answers, contexts }: DeclaredPlan): string {
  if (answers > 0) return `after the first answer, when ${counted(answers, 'answer')} were stored`
  return contexts > 0
    ? `before the first answer, when ${counted(contexts, 'context')} were stored`
    : 'before the first answer'
}

function changedSince({ changes }: DeclaredPlan): string {
  if (changes.length === 0) return 'Nothing that was declared has changed since.'
  const listed = changes.slice(0, MOST_LISTED).map(changeText)
  const rest = changes.length - listed.length
  return `Changed since: ${[...listed, ...(rest === 0 ? [] : [`and ${rest} more`])].join('; ')}.`
}

/** '2026-12-01 14:03 UTC' from ISO 8601. */
export function sealTime(sealed: string): string {
  return `${sealed.slice(0, 10)} ${sealed.slice(11, 16)} UTC`
}
