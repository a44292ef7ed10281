import { counted, formatCount } from '../../base/text/format-count.js'
import type { TokenCounter } from '../../base/token-counter.js'
import type { Fact } from '../../corpus/instruction.js'
import { reasonLabel } from '../../eval/report/stored-labels.js'
import { wrapText } from '../../eval/report/tables/wrap-text.js'
import { MARKS_LEGEND } from '../../pipeline/report/drill-down/evidence-mark.js'
import type { SelectedContext } from '../../pipeline/select/select-contexts.js'
import { type Context, isUnfit } from '../../retrievers/packing/context.js'
import { oneLine, passageTable, wholePassage } from './passage-table.js'

/** `width`: of the terminal, in characters. */
export type ContextTextSettings = {
  readonly counter: TokenCounter
  readonly facts: readonly Fact[]
  readonly width: number
}

/**
 * One context for the terminal: the instruction, the passages that are shown and those that were dropped, each with date,
 * type, score and tokens, and the text.
 */
export function contextText(
  { instruction, strategy, budget, context }: SelectedContext,
  { counter, facts, width }: ContextTextSettings,
): string {
  const head = [
    `instruction ${instruction.instructionId} of patient ${instruction.patientId}: ${oneLine(instruction.text)}`,
    `visible: ${instruction.asOf === null ? 'the whole record' : `record through ${instruction.asOf}`}`,
  ]
  if (isUnfit(context)) {
    return `${[...head, `${strategy} at ${formatCount(budget)} tokens: no context, ${reasonLabel(context.reason)}`].join('\n')}\n`
  }
  const share = ((100 * context.tokens) / budget).toFixed(1)
  const summary =
    `${strategy}: ${formatCount(context.tokens)} of ${formatCount(budget)} tokens (${share}%, ${counter.name}${counter.exact ? '' : ', an estimate'}), ` +
    `${counted(context.passages.length, 'passage')}; ${fitText(context)}`
  const legend = facts.length === 0 ? 'no evidence was judged for this instruction' : MARKS_LEGEND
  const shown = passageTable(context.passages.map(wholePassage), facts, width)
  const rule = '─'.repeat(100)
  return `${[...[...head, summary, legend].map((line) => wrapText(line, width)), shown, ...droppedText(context, facts, width), rule, context.text, rule].join('\n')}\n`
}

function fitText({ dropped, truncated }: Context): string {
  const dropText = dropped === 0 ? 'all passages fit' : `${counted(dropped, 'ranked passage')} did not fit`
  return `${dropText}; ${truncated === 0 ? 'none' : formatCount(truncated)} cut`
}

function droppedText({ dropped, droppedFirst }: Context, facts: readonly Fact[], width: number): string[] {
  if (dropped === 0) return []
  const title =
    dropped > droppedFirst.length
      ? `dropped, the ${droppedFirst.length} best-ranked of ${dropped}:`
      : 'dropped:'
  return [title, passageTable(droppedFirst.map(wholePassage), facts, width)]
}
