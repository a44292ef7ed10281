import { contentWords } from './content-words.js'
import { type ContextLine, readContextLines } from './context-lines.js'
import { type Generator, type Prompt, RECORD_DOES_NOT_TELL } from './generator.js'
import { type InstructionCue, readCue } from './instruction-cue.js'
import { type LineValue, readLineValue } from './line-value.js'
import { rankLines } from './rank-lines.js'

const MOST_DATES_SHOWN = 10
const NEGATION = /\b(?:no|not|nil|denies|denied|without|never|negative|none)\b/i

type Answer = { readonly text: string; readonly lines: readonly ContextLine[] }

/**
 * An honest lower bound without a model: answers with the lines of the context that share most rare words with the
 * instruction, chosen by time or value where it asks for the first, last, highest or lowest, and cites their documents.
 */
export function extractiveGenerator(): Generator {
  return {
    name: 'extractive',
    identity: {},
    window: Number.POSITIVE_INFINITY,
    async generate(prompt, signal) {
      signal.throwIfAborted()
      const started = performance.now()
      const answer = extractAnswer(prompt)
      return {
        text: answer.text,
        citations: [...new Set(answer.lines.flatMap((line) => line.documentIds))],
        unknownCitations: 0,
        promptTokens: null,
        responseTokens: null,
        milliseconds: performance.now() - started,
        model: 'extractive',
      }
    },
    async close() {},
  }
}

function extractAnswer(prompt: Prompt): Answer {
  const cue = readCue(prompt.instruction)
  const topic = new Set(contentWords(cue.topic))
  const readValue = (line: ContextLine) => measuredIn(line, topic)
  const good = rankLines(readContextLines(prompt), cue)
  const line = chooseLine(good, cue, readValue)
  if (line === undefined) return { text: RECORD_DOES_NOT_TELL, lines: [] }
  switch (cue.kind) {
    case 'how-many':
      return countLines(good)
    case 'when':
      return { text: dated(line), lines: [line] }
    case 'value': {
      const value = readValue(line)
      return { text: value === null ? stated(line) : withDate(value.shown, line), lines: [line] }
    }
    case 'yes-no':
      return { text: NEGATION.test(line.text) ? stated(line) : `Yes. ${stated(line)}`, lines: [line] }
    case 'text': {
      const second = good.find((other) => other !== line && other.text !== line.text)
      const lines = second === undefined ? [line] : [line, second]
      return { text: lines.map(stated).join('\n'), lines }
    }
  }
}

function chooseLine(
  good: readonly ContextLine[],
  { kind, prefer }: InstructionCue,
  readValue: (line: ContextLine) => LineValue | null,
): ContextLine | undefined {
  const valued = kind === 'value' ? good.filter((line) => readValue(line) !== null) : []
  const lines = valued.length > 0 ? valued : good
  if (prefer === null) return lines[0]
  if (prefer === 'highest' || prefer === 'lowest') {
    return extreme(lines, (line) => readValue(line)?.number ?? null, prefer === 'highest' ? 1 : -1)
  }
  // Whoever asks for a day gets the best line of it, not the one that was written a minute earlier.
  const timeOf = ({ time }: ContextLine) => (kind === 'when' ? (time?.slice(0, 10) ?? null) : time)
  return extreme(lines, timeOf, prefer === 'latest' ? 1 : -1)
}

/** The line with the greatest key (sign 1) or the least (sign -1); the better ranked of equals; any before one without a key. */
function extreme<Key extends string | number>(
  lines: readonly ContextLine[],
  keyOf: (line: ContextLine) => Key | null,
  sign: 1 | -1,
): ContextLine | undefined {
  let best = lines[0]
  let bestKey = best === undefined ? null : keyOf(best)
  for (const line of lines.slice(1)) {
    const key = keyOf(line)
    if (key === null) continue
    if (bestKey === null || (sign === 1 ? key > bestKey : key < bestKey)) {
      best = line
      bestKey = key
    }
  }
  return best
}

/** The same event is shown by its day and by its series: one document, or one text at one time, counts once. */
function countLines(good: readonly ContextLine[]): Answer {
  const distinct = new Map<string, ContextLine>()
  for (const line of good) {
    const key =
      line.documentIds.length === 1 && line.isEvent ? line.documentIds[0]! : `${line.time}|${line.text}`
    if (!distinct.has(key)) distinct.set(key, line)
  }
  const lines = [...distinct.values()]
  const days = [
    ...new Set(lines.flatMap((line) => (line.time === null ? [] : [line.time.slice(0, 10)]))),
  ].sort()
  const shown = days.slice(0, MOST_DATES_SHOWN).join(', ')
  return { text: shown === '' ? `${lines.length}` : `${lines.length} (${shown})`, lines }
}

function measuredIn(line: ContextLine, topic: ReadonlySet<string>): LineValue | null {
  let topicEnd = 0
  for (const word of line.text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (contentWords(word[0]).some((stemmed) => topic.has(stemmed))) topicEnd = word.index + word[0].length
  }
  return readLineValue(line.text, line.isEvent, topicEnd)
}

/** An event says little without its date; a sentence is quoted as it stands. */
function stated(line: ContextLine): string {
  return line.isEvent ? dated(line) : line.text
}

function dated(line: ContextLine): string {
  return line.time === null ? line.text : `${line.time.slice(0, 10)}: ${line.text}`
}

function withDate(text: string, line: ContextLine): string {
  return line.time === null ? text : `${text} on ${line.time.slice(0, 10)}`
}
