import type { TimeMode } from '../../../reading/cues.js'
import { type Answer, extreme, nearlyBest } from '../extractive-answer.js'
import type { RankedLine } from '../lines/rank-lines.js'

const ASKS_FINDINGS =
  /\b(?:show(?:s|ed|n)?|findings?|found|results?|impression|conclu\w*|interpret\w*|read on|report(?:s|ed)?)\b/
const REPORT = /\b(?:imaging|radiology|x-?ray|scan|echo\w*|ultrasound|pathology|endoscopy)\b/i
const CONCLUSION = /^(?:impression|conclusions?|interpretation|final diagnosis)\b/i
/** A report names its examination once, in its own words, so names are compared loosely. */
const SAME_STUDY = 0.75

/** Whether a topic asks for the findings of a study. */
export function asksForFindings(topic: string): boolean {
  return ASKS_FINDINGS.test(topic)
}

/**
 * The conclusion of the newest (or first) report of the examination; null if the context shows no such report,
 * or no conclusion of it.
 */
export function answerReport(ranked: readonly RankedLine[], mode: TimeMode): Answer | null {
  const lines = ranked.filter(({ isEvent, domain }) => !isEvent && domain !== null && REPORT.test(domain))
  const studies = nearlyBest(
    lines.filter(({ share }) => share > 0),
    SAME_STUDY,
  )
  const study = extreme(studies, ({ time }) => time, mode === 'first' ? -1 : 1)
  if (study === undefined) return null
  const [note] = study.documentIds
  const inside = lines.filter(({ documentIds }) => documentIds[0] === note).sort((a, b) => a.order - b.order)
  const conclusion = inside.find(({ name, text }) => CONCLUSION.test(name) || CONCLUSION.test(text))
  return conclusion === undefined ? null : { text: conclusion.text, lines: [conclusion] }
}
