import type { TimeMode } from '../../../reading/cues.js'
import { type Answer, extreme, nearlyBest, stated } from '../extractive-answer.js'
import type { RankedLine } from '../lines/rank-lines.js'

/** Fraction of the best score from which other sentences of the same line are quoted too. */
const ALONG = 0.35
/** Fraction of the best score from which sentences say the same thing, so that the newest may be chosen. */
const SAME_THING = 0.8
const REASON =
  /\b(?:because|since|due to|d\/t|2\/2|secondary to|after|for|given|as|caus\w*|led|so that|could not|couldn't|unable|to avoid)\b| - |[;,(–—]/i
const REASON_BONUS = 0.15
const ACT_BONUS = 0.3

/**
 * The best sentence, or for 'last' and 'first' the newest or oldest of those that answer about as well, together
 * with the other relevant sentences of its line. Null if there is no line.
 */
export function answerText(ranked: readonly RankedLine[], mode: TimeMode): Answer | null {
  const near = mode === 'last' || mode === 'first' ? nearlyBest(ranked, SAME_THING) : ranked
  const best =
    mode === 'last' || mode === 'first'
      ? extreme(near, ({ time }) => time, mode === 'last' ? 1 : -1)
      : near[0]
  if (best === undefined) return null
  if (best.isEvent) return { text: stated(best), lines: [best] }
  const beside = ranked.filter(
    (line) => !line.isEvent && line.place === best.place && line.score >= ALONG * best.score,
  )
  return {
    text:
      beside.length > 1
        ? inOrder(beside)
            .map(({ text }) => text)
            .join(' ')
        : best.text,
    lines: beside,
  }
}

/**
 * The best sentence that reports the act and reads like a reason. Events give no reasons. If no sentence is
 * relevant, the best line of any kind is given; null if there is no line.
 */
export function answerWhy(
  ranked: readonly RankedLine[],
  isOfAct: (line: RankedLine) => boolean,
): Answer | null {
  const told = ranked
    .filter(({ isEvent, share }) => !isEvent && share > 0)
    .map((line) => ({
      line,
      score: line.score + (isOfAct(line) ? ACT_BONUS : 0) + (REASON.test(line.text) ? REASON_BONUS : 0),
    }))
    .sort((a, b) => b.score - a.score)
  const best = told[0]?.line ?? ranked[0]
  return best === undefined ? null : { text: stated(best), lines: [best] }
}

/** Sentences of one line in the order of the context. */
function inOrder(lines: readonly RankedLine[]): readonly RankedLine[] {
  return [...lines].sort((a, b) => a.order - b.order)
}
