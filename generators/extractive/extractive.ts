import { openBundled } from '../../indexes/embedders/bundled-embedder.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { type Interpretation, isInFrame } from '../../reading/interpretation.js'
import { type Generator, type Prompt, RECORD_DOES_NOT_TELL } from '../generator.js'
import { actOf, isOfAct } from './answers/answer-acts.js'
import { answerCount } from './answers/answer-count.js'
import { answerDose } from './answers/answer-dose.js'
import { answerList } from './answers/answer-list.js'
import { answerReport, asksForFindings } from './answers/answer-report.js'
import { answerSummary } from './answers/answer-summary.js'
import { answerText, answerWhy } from './answers/answer-text.js'
import { answerTrend, answerValue, measuredIn } from './answers/answer-value.js'
import { answerWhen } from './answers/answer-when.js'
import { answerStillOpen, answerYesNo } from './answers/answer-yes-no.js'
import type { Answer } from './extractive-answer.js'
import { type Query, readQuery } from './extractive-query.js'
import { type InstructionCue, readCue } from './instruction-cue.js'
import { readContextLines } from './lines/context-lines.js'
import type { ContextLine } from './lines/extractive-line.js'
import { type RankedLine, rankLines } from './lines/rank-lines.js'

/**
 * If the best line stays below all of these, nothing in the context answers: it has too few of the words and its
 * meaning is too far away. The values were set on half of the patients of two cohorts so that few answers were
 * lost and instructions about another patient's chart got no answer.
 */
const LEAST_SHARE = 0.55
const KIND_SHARE = 0.35
const LEAST_MEANING = 0.6
/** Increased whenever the rules change: answers stored under another number are not reused. */
const RULES = 4

/**
 * A respectable baseline without a model: it ranks the lines of the context by words, synonyms and meaning, and
 * turns the best ones into the kind of answer that the instruction asks for. Everything it says is in the
 * context.
 */
export function extractiveGenerator(): Generator {
  let opened: Promise<Embedder> | undefined
  return {
    name: 'extractive',
    identity: { rules: RULES },
    window: Number.POSITIVE_INFINITY,
    parallel: 1,
    async generate(prompt, signal) {
      signal.throwIfAborted()
      opened ??= openBundled()
      const embedder = await opened
      const started = performance.now()
      const answer = await extractAnswer(prompt, embedder)
      return {
        text: answer.text,
        citations: isCitable(prompt) ? [...new Set(answer.lines.flatMap((line) => line.documentIds))] : [],
        unknownCitations: 0,
        promptTokens: null,
        responseTokens: null,
        milliseconds: performance.now() - started,
        model: 'extractive',
        cost: null,
      }
    },
    async close() {
      await (await opened)?.close()
    },
  }
}

/** A context without labels offers nothing to cite, to a model and to the baseline alike. */
function isCitable({ passages }: Prompt): boolean {
  return passages.some(({ label }) => label !== null)
}

/** 'Is it prescribed?' asks about now; 'was it?' and 'is there any record?' do not. */
const IS_IT = /^\W*(?:is|are) (?!there)/

const NOTHING: Answer = { text: RECORD_DOES_NOT_TELL, lines: [] }

async function extractAnswer(prompt: Prompt, embedder: Embedder): Promise<Answer> {
  const lines = readContextLines(prompt)
  if (lines.length === 0) return NOTHING
  const cue = await readCue(prompt.instruction, lines)
  const inside = within(lines, cue.interpretation)
  if (cue.kind === 'list') return answerList(inside, cue.interpretation) ?? NOTHING
  const query = readQuery(cue.interpretation.topic, cue.interpretation.domains)
  const ranked = await rankLines(inside, { query, domains: cue.interpretation.domains, embedder })
  if (cue.kind === 'summary') return answerSummary(inside, ranked, cue.interpretation) ?? NOTHING
  if (query.concepts.length === 0 || (cue.kind === 'when' && cue.interpretation.isListing))
    return answerNamed(ranked, cue) ?? NOTHING
  const best = ranked[0]
  if (best === undefined || !isEnough(best, cue.interpretation)) return NOTHING
  return answerKind(ranked, query, cue) ?? NOTHING
}

/** Whether a line is relevant at all. An event of the kind that is asked for needs fewer of the words. */
function isEnough({ share, meaning, isEvent, domain }: RankedLine, { domains }: Interpretation): boolean {
  const isOfKind = isEvent && domain !== null && domains.includes(domain)
  return share >= (isOfKind ? KIND_SHARE : LEAST_SHARE) || meaning >= LEAST_MEANING
}

/** If the instruction names only a kind ('which vaccine came last?'), all events of that kind match equally well. */
function answerNamed(ranked: readonly RankedLine[], { kind, interpretation }: InstructionCue): Answer | null {
  const ofKind = ranked.filter(
    ({ isEvent, domain }) => isEvent && domain !== null && interpretation.domains.includes(domain),
  )
  const alike = ofKind.map((line) => ({ ...line, score: 1 }))
  if (kind === 'how-many') return answerCount(alike, true)
  return interpretation.mode === 'last' || interpretation.mode === 'first'
    ? answerWhen(alike, interpretation.mode, null)
    : null
}

function answerKind(
  ranked: readonly RankedLine[],
  query: Query,
  { kind, interpretation }: InstructionCue,
): Answer | null {
  const { mode, topic } = interpretation
  const act = actOf(topic)
  switch (kind) {
    case 'how-many':
      return answerCount(ranked, false) ?? answerText(ranked, mode)
    case 'trend':
      return answerTrend(measuredIn(ranked, query)) ?? answerText(ranked, mode)
    case 'why':
      return answerWhy(ranked, (line) => isOfAct(line, act))
    case 'when':
      return answerWhen(ranked, mode, act)
    case 'dose':
      return answerDose(ranked) ?? answerOpen(ranked, query, interpretation)
    case 'yes-no':
      return (
        (interpretation.isCurrent || IS_IT.test(topic) ? answerStillOpen(ranked) : null) ??
        answerYesNo(ranked, query)
      )
    default:
      return answerOpen(ranked, query, interpretation)
  }
}

/**
 * The best line decides the form of the answer: a measurement gives its value, another event its day, a note its
 * own words.
 */
function answerOpen(
  ranked: readonly RankedLine[],
  query: Query,
  interpretation: Interpretation,
): Answer | null {
  const { mode } = interpretation
  const still = interpretation.isCurrent ? answerStillOpen(ranked) : null
  if (still !== null) return still
  const report = asksForFindings(interpretation.topic) ? answerReport(ranked, mode) : null
  if (report !== null) return report
  const measured = measuredIn(ranked, query)
  const isExtreme = mode === 'highest' || mode === 'lowest'
  if (isExtreme || measured[0]?.line === ranked[0]) {
    const value = answerValue(measured, mode)
    if (value !== null) return value
  }
  if (ranked[0]!.isEvent && (mode === 'first' || mode === 'last')) return answerWhen(ranked, mode, null)
  return answerText(ranked, mode)
}

/**
 * The lines within the instruction's time frame. An undated line is left out of a limited frame, because nothing
 * shows that it belongs there.
 */
function within(lines: readonly ContextLine[], interpretation: Interpretation): readonly ContextLine[] {
  if (interpretation.since === null && interpretation.until === null) return lines
  return lines.filter(({ time }) => isInFrame(time, interpretation))
}
