import type { Measure } from '../measured/measure-row.js'
import type { ShownPassage } from '../measured/measured-item.js'
import { evidencePlaces, holds, tokensOf, unknownShown } from './shown-places.js'

/** Models read both ends of a long context better than its middle (Liu et al., "Lost in the Middle", TACL 2024). */
export const evidencePosition: Measure = {
  name: 'evidence-position',
  definition:
    'Position in the context of the first passage that contains judged evidence (essential or supporting): tokens of the passages before it divided by those of all others, 0 at the beginning and 1 at the end. Descriptive: neither higher nor lower is better.',
  direction: 'neither',
  best: null,
  full: 1,
  needs: ['evidence', 'passages'],
  of: (item) => {
    const places = evidencePlaces(item)
    if ('reason' in places) return places
    const unknown = unknownShown(item)
    if (unknown !== null) return unknown
    const passages = inContextOrder(item.passages)
    const first = passages.findIndex((passage) => places.some((place) => holds(passage, place)))
    if (first < 0) return { reason: 'no evidence shown' }
    const before = tokensOf(passages.slice(0, first))
    const others = before + tokensOf(passages.slice(first + 1))
    return others === 0 ? { reason: 'no other passage than the evidence' } : before / others
  },
}

/** Labels count along the context, and spans of one label are in the order of their note. Without labels the listed order is kept. */
function inContextOrder(passages: readonly ShownPassage[]): readonly ShownPassage[] {
  if (passages.some(({ label }) => typeof label !== 'number')) return passages
  return passages.toSorted((a, b) => a.label! - b.label! || (a.start ?? 0) - (b.start ?? 0))
}
