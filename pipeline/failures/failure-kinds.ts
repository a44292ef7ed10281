import { groupBy } from '../../base/group-by.js'
import type { FailureReason } from '../../generators/generator.js'

/** What failed for one reason. */
export type FailedCount = { readonly reason: string; readonly count: number }

/** What a number of failures of a kind have in common. */
const KINDS: Readonly<Record<FailureReason, string>> = {
  'prompt-too-long': 'prompts exceed the window',
  'prompt-cut': 'prompts were cut by the server',
  'count-mismatch': 'prompts have other token counts on the server',
  'digest-changed': 'calls found another model',
  'missing-counts': 'replies have no token counts',
  'window-exceeded': 'prompt and answer together exceed the window',
  'window-full': 'answers were ended by the window',
  'answer-cut': 'answers were cut at their longest length',
  'empty-answer': 'answers are empty',
  'only-thoughts': 'replies are thoughts without an answer',
  unfinished: 'answers were not finished',
  'unparsable-answer': 'answers do not have the requested form',
  'cloud-model': 'calls were passed on to another server',
  'server-error': 'calls ended with an error of the server',
  'request-refused': 'calls were refused by the server',
  'connection-lost': 'calls lost their connection',
  deadline: 'calls took too long',
}

/** One line for each kind of failure, the most frequent first; numbers that differ between two reasons make no other kind. */
export function failureLines(failed: readonly FailedCount[]): string[] {
  return [...groupBy(failed, ({ reason }) => kindOf(reason)).values()]
    .map((same) => ({ same, count: same.reduce((sum, one) => sum + one.count, 0) }))
    .sort((a, b) => b.count - a.count)
    .map(({ same, count }) => `${count} ${count === 1 ? 'response' : 'responses'}: ${textOf(same, count)}`)
}

/** A reason by the code of its failure, with what stands before it; without a code, by its words. */
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
  const kind = count === 1 ? 'a prompt exceeds the window' : `${count} ${KINDS[code]}`
  return `${before}${code}: ${code === 'prompt-too-long' || count > 1 ? kind : detail}, such as: ${detail}`
}

function hasKind(code: string): code is FailureReason {
  return Object.hasOwn(KINDS, code)
}

/** 'judge ollama:x: answer-cut: the answer …' has a code and something before it. */
function partsOf(reason: string): { before: string; code: string | null; detail: string } {
  for (const code of Object.keys(KINDS)) {
    const at = reason.startsWith(`${code}: `) ? 0 : reason.indexOf(` ${code}: `) + 1
    if (at > 0 || reason.startsWith(`${code}: `)) {
      return { before: reason.slice(0, at), code, detail: reason.slice(at + code.length + 2) }
    }
  }
  return { before: '', code: null, detail: reason }
}
