import { withIntents } from '../../reading/intents.js'
import { type Interpretation, interpret } from '../../reading/interpretation.js'
import { contentWords } from './lines/content-words.js'
import type { ContextLine } from './lines/extractive-line.js'

/** The kind of answer that an instruction asks for. 'open': the best lines decide. */
export type AnswerKind =
  | 'summary'
  | 'how-many'
  | 'trend'
  | 'why'
  | 'list'
  | 'when'
  | 'dose'
  | 'yes-no'
  | 'open'

/** The kind of answer that an instruction asks for, with its interpretation. */
export type InstructionCue = { readonly kind: AnswerKind; readonly interpretation: Interpretation }

/** The name of a measurement, not a count of events. */
const MEASURED_COUNT = /\b(cells?|platelets?|plts?|blood|wbc|rbc|neutrophils?|lymphocytes?) counts?\b/gi
const COUNT =
  /\b(?:how many|how often|number of (?:\w+ ){0,3}?\w+s|count|tally|total (?:number|visits?|of)|(?:visits?|prescriptions?|encounters?),? total|times)\b|# ?(?:of )?(?=[a-z])/
/** 'How many years' and 'how many beers' ask for what a note says, not for a count of entries. */
const AMOUNT =
  /(?:how many|number of|#) ?(?:of )?(?:more )?(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|hours?|hrs?|minutes?|mins?|packs?|cigs?|cigarettes|drinks?|beers?|pills?|tablets?|units?|miles?|blocks?|pillows?|stairs|steps|children|kids)\b/
const TREND =
  /\b(?:trend\w*|traject\w*|over (?:time|the years)|chang(?:ed?|ing)|rising|falling|up,? (?:or )?down|up\/down|course)\b/
const WHY =
  /\b(?:why|reasons?|how come|what (?:made|led|caused)|indications?|what (?:\w+ )?(?:\w+ )?for|for (?:what|which)|because)\b/
const WHEN =
  /\b(?:when|date|(?:what|which) (?:day|year)|since when|how long (?:has|have|now)|for how long|how recently|how far back|onset)\b/
/** 'The latest weight and when it was taken' asks for the weight. */
const AND_WHEN = /(?:\band|\bwith|\bplus|\+|&|,)[^?.]{0,24}\b(?:when|date|day)\b|\bwith (?:its|the) date\b/
/** 'When the patient came in, what was found?' */
const WHEN_CLAUSE = /^\W*when [^,?]*, *(?:what|who|how|which|was|were|did)\b/
const VISIT = /\b(?:visits?|encounters?|appointments?|appts?|stays?|admissions?|hospitali[sz]ations?)\b/
const UNTIL_MODES: ReadonlySet<string> = new Set(['last', 'highest', 'lowest'])
const DOSE = /\b(?:dos(?:e|age|ing)|strength|how much)\b/
const YES_NO =
  /^\W*(?:has|have|had|is|are|was|were|does|do|did|will|would|can|could|any|still)\b|\bever\b|\bat any (?:time|point)\b|\bhx of\b|\bhistory of\b|\b(?:still|currently) on\b|\b(?:still|currently) (?:active|taking)\b|\bcurrent\b.*\bd\/?c'?d\b/
const WH = /\b(?:what|what's|which|who|where|how|when|why)\b/

/**
 * Reads what an instruction asks for: its time by the same rules that select contexts, its kind by rules over
 * its words. The as-of time is not known here. If the instruction names a day after all lines of the context,
 * that day is taken as the as-of time; 'the past year' is counted back from the newest line.
 */
export async function readCue(instruction: string, lines: readonly ContextLine[]): Promise<InstructionCue> {
  const { day } = interpret(instruction, null)
  const isAsOf = day !== null && lines.every(({ time }) => time === null || time.slice(0, 10) < day)
  const read = readWithoutCounts(instruction, isAsOf ? `${day} 23:59:59` : null, lines)
  const interpretation = await withIntents(read)
  // What is current on a day, or was the last or highest until then, may have been written long before.
  const isUntil = day !== null && (read.isCurrent || UNTIL_MODES.has(read.mode))
  return {
    kind: readKind(interpretation),
    interpretation: isUntil ? { ...interpretation, since: null } : interpretation,
  }
}

/**
 * 'White blood cell count' is read as the cells, so that it is not taken for a count, but the topic keeps the
 * whole name.
 */
function readWithoutCounts(
  instruction: string,
  asOf: string | null,
  lines: readonly ContextLine[],
): Interpretation {
  const times = lines.flatMap(({ time }) => (time === null ? [] : [time])).sort()
  const clock = { lastEntry: times.at(-1) ?? null, stay: null, visitBefore: null }
  const { topic } = interpret(instruction, asOf, clock)
  return { ...interpret(instruction.replace(MEASURED_COUNT, '$1'), asOf, clock), topic }
}

function readKind(interpretation: Interpretation): AnswerKind {
  const { topic, mode, isCurrent, isListing } = interpretation
  const isExtreme = mode === 'highest' || mode === 'lowest'
  if (
    interpretation.since !== null &&
    (interpretation.isSummary || (interpretation.day !== null && VISIT.test(topic)))
  )
    return 'summary'
  if (COUNT.test(topic.replace(MEASURED_COUNT, '$1')) && !AMOUNT.test(topic) && !isExtreme) return 'how-many'
  if (isExtreme) return 'open'
  if (TREND.test(topic)) return 'trend'
  if (WHY.test(topic)) return 'why'
  if (asksForList(interpretation))
    return isListing && !isCurrent && (mode === 'last' || mode === 'first') ? 'when' : 'list'
  if (WHEN.test(topic) && !AND_WHEN.test(topic) && !WHEN_CLAUSE.test(topic)) return 'when'
  if (DOSE.test(topic)) return 'dose'
  if (YES_NO.test(topic) && !(WH.test(topic) && !YES_NO_START.test(topic))) return 'yes-no'
  return 'open'
}

const YES_NO_START = /^\W*(?:has|have|had|is|are|was|were|does|do|did|any)\b/

/** Words that only name a kind or say that something was done. */
const KIND_WORDS =
  /\b(?:procedur\w*|surg\w*|operati\w*|performed|done|undergone|underwent|wise|otherwise|everything|course|pills?|allerg\w*|nkda|nka|reactions?|rxns?|react\w*|cause[ds]?|each|noted|happens|conditions?|problems?|vaccin\w*|immuni[sz]\w*|shots?)\b/g

/**
 * Whether the instruction names a kind but nothing of that kind: 'the procedures of 2011', 'what is he on now?',
 * 'any allergies?'.
 */
function asksForList({ topic, domains, isCurrent, isListing, since }: Interpretation): boolean {
  if (isListing) return true
  const isBare = contentWords(topic.replace(KIND_WORDS, ' ')).length === 0
  return isBare && (isCurrent || domains.includes('allergy') || (domains.length > 0 && since !== null))
}
