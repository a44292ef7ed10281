import type { Place } from '../corpus/instruction.js'
import { type Candidate, STRICT_CUT_OFF } from './confidence.js'

/** A fact that any one of its places proves. `confidence` is that of the surest place. */
export type AlignedFact = {
  readonly places: readonly Place[]
  readonly confidence: number
}

/** Two quotes that share this much of the shorter one are one quote that begins or ends elsewhere. */
const SHARED = 0.5

/**
 * Two annotators who mark the same mark one fact: the same event, quotes that overlap, or an event that one of them names among
 * several. The surer piece gives the places, and of equally sure ones the more specific.
 */
export function joinFacts(pieces: readonly (readonly Candidate[])[]): AlignedFact[] {
  const facts: AlignedFact[] = []
  for (const candidates of pieces) {
    if (candidates.length === 0) continue
    const confidence = Math.max(...candidates.map((candidate) => candidate.confidence))
    let fact: AlignedFact = { places: candidates.map(({ place }) => place), confidence }
    let at = facts.findIndex((other) => areOne(other.places, fact.places))
    let first = at
    while (at >= 0) {
      fact = joined(facts[at]!, fact)
      facts.splice(at, 1)
      at = facts.findIndex((other) => areOne(other.places, fact.places))
      if (at >= 0) first = Math.min(first, at)
    }
    facts.splice(first >= 0 ? first : facts.length, 0, fact)
  }
  return facts
}

function joined(a: AlignedFact, b: AlignedFact): AlignedFact {
  const isSure = (fact: AlignedFact) => fact.confidence >= STRICT_CUT_OFF
  if (isSure(a) !== isSure(b)) return isSure(a) ? a : b
  const confidence = Math.max(a.confidence, b.confidence)
  if (a.places.every(({ start }) => start === null)) {
    return { places: a.places.length <= b.places.length ? a.places : b.places, confidence }
  }
  const places = [...a.places, ...b.places].filter(
    (place, i, all) =>
      !all.some((other, k) => k !== i && isInside(other, place) && (k < i || !isInside(place, other))),
  )
  return { places, confidence }
}

/** Events: one set holds the other. Spans: two of them overlap. */
function areOne(a: readonly Place[], b: readonly Place[]): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  const areEvents = [...a, ...b].every(({ start }) => start === null)
  if (areEvents) {
    const ids = new Set(many.map(({ documentId }) => documentId))
    return few.every(({ documentId }) => ids.has(documentId))
  }
  return a.some((one) => b.some((other) => overlap(one, other) >= SHARED))
}

/** Share of the shorter span, 0 to 1. */
function overlap(a: Place, b: Place): number {
  if (a.documentId !== b.documentId || a.start === null || b.start === null) return 0
  const shared = Math.min(a.end!, b.end!) - Math.max(a.start, b.start)
  return Math.max(0, shared) / Math.min(a.end! - a.start, b.end! - b.start)
}

function isInside(inner: Place, outer: Place): boolean {
  if (inner.documentId !== outer.documentId) return false
  if (outer.start === null || inner.start === null) return outer.start === inner.start
  return inner.start >= outer.start && inner.end! <= outer.end!
}
