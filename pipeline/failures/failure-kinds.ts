import { groupBy } from '../../base/group-by.js'
import { FAILURE_REASONS, type FailureReason } from '../../generators/failure-reasons.js'

/** How many items failed for one reason. */
export type FailedCount = { readonly reason: string; readonly count: number }

/** One line per kind of failure, the most frequent first. Reasons that differ only in their numbers are of one kind. */
export function failureLines(failed: readonly FailedCount[]): string[] {
  return [...groupBy(failed, ({ reason }) => kindOf(reason)).values()]
    .map((same) => ({ same, count: same.reduce((sum, one) => sum + one.count, 0) }))
    .sort((a, b) => b.count - a.count)
    .map(({ same, count }) => `${count} ${count === 1 ? 'response' : 'responses'}: ${textOf(same, count)}`)
}

/** The kind of a reason: the code of its failure with the text before it or, without a code, its words. */
function kindOf(reason: string): string {
  const { before, code, detail } = partsOf(reason)
  return code === null
    ? reason.replaceAll(/\d[\d.,]*/g, '#')
    : `${before}${code}${hasKind(code) ? '' : detail}`
}

function textOf(same: readonly FailedCount[], count: number): string {
  const most = same.reduce((best, one) => (one.count > best.count ? one : best))
  const { before, code, detail } = partsOf(most.reason)
  if (same.length === 1 && code !== 'prompt-too-long') return most.reason
  if (code === null || !hasKind(code)) return `${most.reason}, and ${same.length - 1} like it`
  const kind = count === 1 ? 'a prompt exceeds the window' : `${count} ${FAILURE_REASONS[code]}`
  return `${before}${code}: ${code === 'prompt-too-long' || count > 1 ? kind : detail}, such as: ${detail}`
}

function hasKind(code: string): code is FailureReason {
  return Object.hasOwn(FAILURE_REASONS, code)
}

/** 'judge ollama:x: answer-cut: the answer …' has a code and something before it. */
function partsOf(reason: string): { before: string; code: string | null; detail: string } {
  for (const code of Object.keys(FAILURE_REASONS)) {
    const at = reason.startsWith(`${code}: `) ? 0 : reason.indexOf(` ${code}: `) + 1
    if (at > 0 || reason.startsWith(`${code}: `)) {
      return { before: reason.slice(0, at), code, detail: reason.slice(at + code.length + 2) }
    }
  }
  return { before: '', code: null, detail: reason }
}
