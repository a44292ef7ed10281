import type { Scored } from '../strategy.js'
import { passageText } from '../view/render-context.js'
import type { Modifier } from './modifier.js'

/**
 * Notes and events in turn, each in their own order, so that of the text of any beginning of the list the notes have `share`,
 * to within one passage, for as long as there are both: whatever the budget, it is divided so. What comes out is an order and
 * has no scores.
 */
export function quota(share: number): Modifier {
  return (ranked, _, view) => {
    const notes = ranked.filter(({ chunk }) => chunk.kind === 'note')
    const events = ranked.filter(({ chunk }) => chunk.kind === 'events')
    const order: Scored[] = []
    let ofNotes = 0
    let total = 0
    for (let n = 0, e = 0; n < notes.length || e < events.length; ) {
      const isDue = share > 0 && ofNotes <= share * total
      const takesNote = e === events.length || (n < notes.length && isDue)
      const next = takesNote ? notes[n++]! : events[e++]!
      const { chunk } = next
      const length = chunk.kind === 'note' ? chunk.end - chunk.start : passageText(chunk, view).length
      total += length
      if (takesNote) ofNotes += length
      order.push({ ...next, score: null })
    }
    return order
  }
}
