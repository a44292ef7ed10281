import type { Chunk } from '../../indexes/chunks/chunk.js'
import type { Interpretation } from '../../reading/interpretation.js'
import type { RecordView } from '../view/record-view.js'
import { seriesParts } from './series-points.js'

/** How many of the best series speak for the notes of their visits. */
const SERIES = 3
/** What a sentence gains for the visit, as a share of the series' score. */
const LINK = 0.05

/**
 * What the best series say for the notes that were written at the visit of the points that the interpretation wants first: why a drug
 * was begun is in the note of the day on which it was.
 * @param total what each chunk of the view scores without
 */
export function linkScores(
  total: Float64Array,
  view: RecordView,
  interpretation: Interpretation,
): Float64Array {
  const { chunks } = view
  const gains = new Map<string, number>()
  for (const i of bestSeries(total, chunks)) {
    const chunk = chunks[i]!
    if (chunk.kind === 'note') continue
    const [first = []] = seriesParts(chunk.events, (position) => view.event(position), interpretation)
    for (const position of first) {
      const { encounterId } = view.event(position)
      if (encounterId !== null)
        gains.set(encounterId, Math.max(gains.get(encounterId) ?? 0, LINK * total[i]!))
    }
  }
  return Float64Array.from(chunks, (chunk) => {
    const visit = chunk.kind === 'note' ? view.note(chunk.documentId)?.encounterId : null
    return visit === null || visit === undefined ? 0 : (gains.get(visit) ?? 0)
  })
}

function bestSeries(total: Float64Array, chunks: readonly Chunk[]): number[] {
  const best: number[] = []
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.kind === 'note' || total[i]! <= 0) continue
    const place = best.findIndex((other) => total[other]! < total[i]!)
    if (place >= 0) best.splice(place, 0, i)
    else if (best.length < SERIES) best.push(i)
    if (best.length > SERIES) best.pop()
  }
  return best
}
