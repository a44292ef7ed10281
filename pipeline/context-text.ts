import Table from 'cli-table3'
import { type Context, isUnfit, type ShownPassage } from '../retrievers/strategy.js'
import type { TokenCounter } from '../retrievers/token-counter.js'
import type { SelectedContext } from './select-contexts.js'

/** One context for the terminal: the instruction, its passages with date, type, score and tokens, and the text. */
export function contextText(
  { instruction, strategy, budget, context }: SelectedContext,
  counter: TokenCounter,
): string {
  const head = [
    `instruction ${instruction.instructionId} of patient ${instruction.patientId}: ${oneLine(instruction.text)}`,
    `may see: ${instruction.asOf === null ? 'the whole record' : `up to ${instruction.asOf}`}`,
  ]
  if (isUnfit(context)) {
    return `${[...head, `${strategy} at ${budget} tokens: no context, ${context.reason}`].join('\n')}\n`
  }
  const share = ((100 * context.tokens) / budget).toFixed(1)
  const summary =
    `${strategy}: ${context.tokens} of ${budget} tokens (${share} %, ${counter.name}${counter.exact ? '' : ', an estimate'}), ` +
    `${context.passages.length} passages, ${context.dropped} ranked passages dropped for want of room, ${context.truncated} cut`
  const rule = '─'.repeat(100)
  return `${[...head, summary, passageTable(context.passages), rule, context.text, rule].join('\n')}\n`
}

function passageTable(passages: readonly ShownPassage[]): string {
  const table = new Table({
    head: ['rank', 'label', 'score', 'date', 'type', 'tokens', 'what'],
    colAligns: ['right', 'right', 'right', 'left', 'left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  })
  for (const passage of passages) {
    table.push([
      passage.rank,
      `[${passage.label}]`,
      passage.score === null ? '' : passage.score.toFixed(4),
      passage.time?.slice(0, 16) ?? 'undated',
      passage.type,
      passage.tokens,
      whatOf(passage),
    ])
  }
  return table.toString()
}

function whatOf({ kind, documentIds, start, end }: ShownPassage): string {
  if (kind === 'note') return `${documentIds[0]} ${start}–${end}`
  return documentIds.length === 1 ? documentIds[0]! : `${documentIds.length} events`
}

/** What each of two contexts shows that the other does not. */
export function differenceText(names: readonly string[], first: Context, second: Context): string {
  const one = placesOf(first)
  const other = placesOf(second)
  const only = (a: Set<string>, b: Set<string>) => [...a].filter((place) => !b.has(place))
  const lines = [
    `in both: ${[...one].filter((place) => other.has(place)).length} passages or events`,
    `only in ${names[0]}: ${only(one, other).join(', ') || 'nothing'}`,
    `only in ${names[1]}: ${only(other, one).join(', ') || 'nothing'}`,
  ]
  return `${lines.join('\n')}\n`
}

function placesOf({ passages }: Context): Set<string> {
  return new Set(
    passages.flatMap(({ kind, documentIds, start, end }) =>
      kind === 'note' ? [`${documentIds[0]} ${start}–${end}`] : documentIds,
    ),
  )
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
