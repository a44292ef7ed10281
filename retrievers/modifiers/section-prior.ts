import { conclusionSpans } from '../strategies/digest.js'
import type { Modifier } from './modifier.js'
import { rescored } from './rescored.js'

/** Scores of passages that touch an assessment, impression, plan or the like of their note, times `factor`. */
export function sectionPrior(factor: number): Modifier {
  return (ranked, _, view) => {
    const sections = new Map<string, readonly (readonly [start: number, end: number])[]>()
    return rescored(ranked, ({ chunk }) => {
      if (chunk.kind !== 'note') return 1
      const { documentId, start, end } = chunk
      let spans = sections.get(documentId)
      if (spans === undefined) {
        spans = conclusionSpans(view.note(documentId)?.text ?? '')
        sections.set(documentId, spans)
      }
      return spans.some(([from, to]) => from < end && start < to) ? factor : 1
    })
  }
}
