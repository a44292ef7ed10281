import { contentWords } from './content-words.js'
import type { ContextLine } from './context-lines.js'
import type { InstructionCue } from './instruction-cue.js'

/** The best line must hold this share of the instruction's words, or nothing in the context answers it. */
const LEAST_COVERAGE = 0.3
/** Lines that come this near to the best one are told apart by time, value or brevity. */
const NEARLY_BEST = 0.8
/** Content words that halve a line's score: of two lines that hold the same, the shorter says less besides. */
const HALVING_LENGTH = 50
const ISO_DATE = /\d{4}-\d\d-\d\d/g
const ISO_TIME = /\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/g

/**
 * The lines inside the instruction's time frame that hold nearly as many of its words as the best one does, best first.
 * Words weigh by their rarity within the context (BM25's idf); the date of a line counts as one of its words.
 */
export function rankLines(all: readonly ContextLine[], cue: InstructionCue): ContextLine[] {
  const lines = all.filter((line) => isWithin(line, cue))
  const held = lines.map(
    (line) => new Set([...contentWords(line.text.replace(ISO_TIME, ' ')), ...dates(line.time ?? '')]),
  )
  const asked = new Set([...contentWords(cue.topic.replace(ISO_DATE, ' ')), ...dates(cue.topic)])
  const weights = [...asked].map((word) => {
    const holding = held.filter((words) => words.has(word)).length
    return [word, Math.log(1 + (lines.length - holding + 0.5) / (holding + 0.5))] as const
  })
  const sum = (of: readonly (readonly [string, number])[]) =>
    of.reduce((total, [, weight]) => total + weight, 0)
  const overlaps = held.map((words) => sum(weights.filter(([word]) => words.has(word))))
  const most = Math.max(0, ...overlaps)
  const fewest = LEAST_COVERAGE * asked.size
  if (most === 0 || !overlaps.some((overlap, at) => overlap === most && shared(asked, held[at]!) >= fewest))
    return []
  return lines
    .map((line, order) => ({
      line,
      order,
      overlap: overlaps[order]!,
      score: overlaps[order]! / (1 + held[order]!.size / HALVING_LENGTH),
    }))
    .filter(({ overlap }) => overlap >= NEARLY_BEST * most)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ line }) => line)
}

function shared(asked: ReadonlySet<string>, held: ReadonlySet<string>): number {
  return [...asked].filter((word) => held.has(word)).length
}

function dates(text: string): readonly string[] {
  return text.match(ISO_DATE) ?? []
}

/** An undated line cannot be shown to lie inside a time frame. */
function isWithin({ time }: ContextLine, { since, until }: InstructionCue): boolean {
  if (since === null && until === null) return true
  const day = time?.slice(0, 10)
  return day !== undefined && (since === null || day >= since) && (until === null || day <= until)
}
