import { counted, formatCount } from '../../../../base/text/format-count.js'
import { budgetColumns, budgetHead } from '../../../compare/arms/budget-text.js'
import { indexLine, isOfIndex } from '../../parameter-name.js'
import type { PaperFacts } from '../paper-facts.js'
import type { MethodsPart } from './methods-part.js'
import { gap, listed } from './methods-part.js'

/** Which records and instructions were read, and who judged evidence. */
export function dataPart({ provenance, cohort, flow }: PaperFacts): MethodsPart {
  const { corpus, problems } = provenance
  const { counts } = corpus
  const unreadable =
    counts.unreadable === 0 ? '' : `; ${counted(counts.unreadable, 'more record')} could not be read`
  const anomalies = Object.entries(problems)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${kind} (${formatCount(count)})`)
  return {
    part: 'data',
    title: 'Data',
    paragraphs: [
      `The corpus ${corpus.name} (content hash ${corpus.hash}) has records of ${counted(counts.patients, 'patient')} with ${counted(counts.notes, 'note')} and ${counted(counts.events, 'structured event')}${unreadable}. Its tables have ${counted(counts.instructions, 'instruction')}, of which ${formatCount(flow.usable.instructions)} about ${counted(flow.usable.patients, 'patient')} are usable. ${gap('where, when and from whom the records were collected, how they were de-identified, and who wrote the instructions')}`,
      `${visibility(cohort)} Relevance judgments: ${counts.judgedBy}; ${counted(counts.judged, 'instruction')} ${counts.judged === 1 ? 'has' : 'have'} judged evidence that is visible.`,
      ...(anomalies.length === 0
        ? []
        : [`Anomalies of the input, counted while it was read: ${anomalies.join('; ')}.`]),
    ],
  }
}

function visibility({ withAsOf, usableInstructions }: PaperFacts['cohort']): string {
  if (withAsOf === 0) return 'No instruction has an as-of time: each sees the whole record of its patient.'
  const others = usableInstructions - withAsOf
  const rest = others === 0 ? '' : ` The other ${counted(others, 'instruction')} see the whole record.`
  return `${counted(withAsOf, 'instruction')} ${withAsOf === 1 ? 'has' : 'have'} an as-of time: nothing that was recorded later was visible to any strategy, and it influenced no ranking.${rest}`
}

/** How contexts were selected, under which budgets, from which index. */
export function selectionPart({ summary, provenance }: PaperFacts): MethodsPart {
  const { arms, counter, windows = [], index, indexes } = provenance
  const budgets = budgetColumns(summary.cells).map(budgetHead)
  const shares = windows.map(
    ({ generator, window, isNominal, tokens }) =>
      `${formatCount(tokens)} of ${formatCount(window)} tokens for ${generator}${isNominal ? ' (a nominal window, because this generator has none)' : ''}`,
  )
  const window =
    shares.length === 0
      ? ''
      : ` The budget window is what the window of the generator leaves after the answer, the prompt template and the longest instruction: ${listed(shares)}.`
  return {
    part: 'selection',
    title: 'Context selection',
    paragraphs: [
      `Each strategy chose the parts of the record that were read, under budgets of ${listed(budgets)} tokens, counted by ${counter}. An arm is a strategy at a budget; all arms were given the same instructions.${window}`,
      ...arms.map(({ strategy, sentences }) => `${strategy}: ${sentences.join(' ')}`),
      indexText(index, indexes),
    ],
  }
}

function indexText(
  index: PaperFacts['provenance']['index'],
  indexes: PaperFacts['provenance']['indexes'],
): string {
  if (indexes === undefined) {
    const own = Object.fromEntries(Object.entries(index).filter(([key]) => isOfIndex(key)))
    return `The index: ${indexLine(own)}.`
  }
  const lines = indexes.map(({ name, ...entries }) => `${name} (${indexLine(entries)})`)
  return `The indexes: ${lines.join('; ')}.`
}
