import type { RawSpan } from '../../corpus/corpus-format.js'
import { isVisible } from '../../corpus/visibility.js'
import { oncePer } from './once-per.js'
import type { RecordView } from './record-view.js'

/** The visible part of a raw text. `kept`: the spans of the whole text that it consists of, in order. */
export type VisibleRawText = { readonly text: string; readonly kept: readonly RawSpan[] }

/**
 * The text that a record was read from, cut after the last entry that may be seen. If it is not in order of time, entries before
 * that one that may not be seen are left out. Null if the corpus's format has no raw text.
 */
export function visibleRawText(view: RecordView): VisibleRawText | null {
  return cutOnce(view).visible
}

const cutOnce = oncePer((view: RecordView): { readonly visible: VisibleRawText | null } => {
  const source = view.shard.rawSource()
  if (source === null) return { visible: null }
  const { text } = source
  if (view.asOf === null) return { visible: { text, kept: [{ start: 0, end: text.length }] } }
  const entries = view.shard.rawEntries()
  const last = entries.findLastIndex(({ time }) => isVisible(time, view.asOf))
  if (last < 0) return { visible: { text: '', kept: [] } }
  const kept: RawSpan[] = []
  let from = 0
  for (const { start, end, time } of entries.slice(0, last + 1)) {
    if (isVisible(time, view.asOf)) continue
    kept.push({ start: from, end: start })
    from = end
  }
  kept.push({ start: from, end: entries[last]!.end })
  return { visible: { text: kept.map(({ start, end }) => text.slice(start, end)).join(''), kept } }
})
