import { THOUGHT_FAMILIES, type ThoughtFamily } from './thought-markers.js'

/** Characters [start, end) of a reply, markers included. */
export type Range = { readonly start: number; readonly end: number }

type Marker = Range & { readonly family: ThoughtFamily; readonly isOpening: boolean }

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '«': '»',
}

/** The ranges of a reply that are thoughts, in order and without overlap. */
export function thoughtRanges(reply: string): Range[] {
  const markers = markersIn(reply)
  const closings = nextClosings(markers)
  const ranges: Range[] = []
  for (let i = 0; i < markers.length; i++) {
    const marker = markers[i]!
    const { family } = marker
    if (!marker.isOpening) {
      // Only the template can have opened it: everything before it is a thought.
      if (!family.isProse) ranges.splice(0, ranges.length, { start: 0, end: marker.end })
      continue
    }
    if (family.isProse && reply.slice(0, marker.start).trim() !== '') continue
    const closing = closings[i]!
    if (closing !== null) {
      ranges.push({ start: marker.start, end: markers[closing]!.end })
      i = closing
    } else if (!family.isProse && beginsLine(reply, marker.start, ranges.at(-1)?.end ?? 0)) {
      ranges.push({ start: marker.start, end: reply.length })
      break
    }
  }
  return ranges
}

/** For each marker, the index of the next one that closes its family; null if there is none. */
function nextClosings(markers: readonly Marker[]): (number | null)[] {
  const next = new Map<ThoughtFamily, number>()
  const closings: (number | null)[] = []
  for (let i = markers.length - 1; i >= 0; i--) {
    const { family, isOpening } = markers[i]!
    closings[i] = next.get(family) ?? null
    if (!isOpening) next.set(family, i)
  }
  return closings
}

/** All markers that are not quoted, in order. */
function markersIn(reply: string): Marker[] {
  return THOUGHT_FAMILIES.flatMap((family) =>
    [true, false].flatMap((isOpening) =>
      [...reply.matchAll(isOpening ? family.open : family.close)].map((match) => ({
        family,
        isOpening,
        start: match.index,
        end: match.index + match[0].length,
      })),
    ),
  )
    .filter(({ start, end }) => !isQuoted(reply, start, end))
    .sort((a, b) => a.start - b.start)
}

function isQuoted(reply: string, start: number, end: number): boolean {
  const closing = QUOTES[reply[start - 1] ?? '']
  return closing !== undefined && reply[end] === closing
}

/**
 * Whether only blanks precede a marker on its line.
 * @param from where to start: thoughts may be followed by more thoughts
 */
function beginsLine(reply: string, at: number, from: number): boolean {
  const line = Math.max(from, reply.lastIndexOf('\n', at - 1) + 1)
  return reply.slice(line, at).trim() === ''
}
