import { overlap } from '../context/shown-places.js'
import type { MeasuredItem } from '../measured/measured-item.js'

const HEADER = /^\[(\d+)\] /gm

/**
 * What an answer claims to rest on: the parts of the context under the labels that it cites, headers included. If it cites nothing
 * that the context shows under a label, the whole context; null if the context is not known.
 */
export function citedText({ contextText, passages, citations }: MeasuredItem): string | null {
  if (contextText === undefined) return null
  const places = citations?.places ?? []
  const cited = new Set(
    passages.flatMap((shown) =>
      shown.label !== undefined &&
      shown.label !== null &&
      places.some((place) => shown.documentIds.includes(place.documentId) && overlap(shown, place))
        ? [shown.label]
        : [],
    ),
  )
  const parts = partsByLabel(contextText)
  const texts = [...cited].toSorted((a, b) => a - b).flatMap((label) => parts.get(label) ?? [])
  return texts.length === 0 ? contextText : texts.join('\n')
}

/** Labels count upward, so a line of a note that looks like a header of an earlier label begins no part. */
function partsByLabel(context: string): Map<number, string> {
  const heads = [...context.matchAll(HEADER)].filter(
    ({ 1: label }, i, all) =>
      i === 0 || all.slice(0, i).every(({ 1: before }) => Number(before) < Number(label)),
  )
  return new Map(
    heads.map((head, i) => [
      Number(head[1]),
      context.slice(head.index, heads[i + 1]?.index ?? context.length),
    ]),
  )
}
