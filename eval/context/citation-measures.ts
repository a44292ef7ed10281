import type { Measure } from '../measured/measure-row.js'
import type {
  CitedPlace,
  GoldFact,
  GoldPlace,
  MeasuredItem,
  ShownPassage,
  Unscored,
} from '../measured/measured-item.js'
import { overlap } from './shown-places.js'

/**
 * Citations as ArchEHR-QA scores them (Soni and Demner-Fushman, BioNLP 2025): what an answer cites against what is judged, strict
 * over essential evidence alone, lenient over supporting evidence too. Its unit is a numbered sentence; here it is what the
 * context numbers, so a label is right as soon as any part of what it names is. Each value is for one answer, so a mean of them is
 * macro-averaged.
 */
export const citationMeasures: readonly Measure[] = (['', '-lenient'] as const).flatMap((suffix) => {
  const least = suffix === '' ? 2 : 1
  const gold = suffix === '' ? 'essential evidence' : 'essential or supporting evidence'
  return [
    citationMeasure(
      {
        name: `citation-precision${suffix}`,
        definition: `Share of the labels cited in an answer that contain ${gold}; labels that are not in the context count as wrong. No value if nothing is cited.`,
      },
      least,
      ({ right, cited }) => (cited === 0 ? { reason: 'the response cites nothing' } : right / cited),
    ),
    citationMeasure(
      {
        name: `citation-recall${suffix}`,
        definition: `Share of the facts of ${gold} for which the answer cites a place.`,
      },
      least,
      ({ found, facts }) => found / facts,
    ),
    citationMeasure(
      {
        name: `citation-f1${suffix}`,
        definition: `Harmonic mean of citation-precision${suffix} and citation-recall${suffix}; 0 if nothing is cited.`,
      },
      least,
      f1,
    ),
  ]
})

/** right, cited: numbers of labels; found, facts: numbers of facts. There is at least one fact. */
type Counts = {
  readonly right: number
  readonly cited: number
  readonly found: number
  readonly facts: number
}

function citationMeasure(
  facts: { readonly name: string; readonly definition: string },
  leastRelevance: number,
  score: (counts: Counts) => number | Unscored,
): Measure {
  return {
    ...facts,
    direction: 'higher',
    best: 1,
    full: 1,
    needs: ['evidence', 'response', 'citations', 'passages'],
    of: (item) => {
      // Before the response: these reasons are the same in every arm.
      if (item.evidence === null) return { reason: 'no evidence judgements' }
      const gold = item.evidence.filter((fact) => fact.relevance >= leastRelevance)
      if (gold.length === 0)
        return { reason: leastRelevance >= 2 ? 'no essential evidence' : 'no judged evidence' }
      // Before the response, since no response can change it. A passage of another tool's context may have no label, which is not null.
      if (item.tokens > 0 && item.passages.every(({ label }) => label === null))
        return { reason: 'the context has no labels to cite' }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      if (item.citations === undefined) return { reason: 'no citations were stored' }
      return score(count(item, item.citations.places, gold))
    },
  }
}

function count(item: MeasuredItem, places: readonly CitedPlace[], facts: readonly GoldFact[]): Counts {
  const gold = facts.flatMap((fact) => fact.places)
  const units = citedUnits(item, places)
  return {
    right: units.filter((unit) => unit.some((cited) => gold.some((place) => meets(cited, place)))).length,
    cited: units.length + item.citations!.unknown,
    found: facts.filter((fact) => fact.places.some((place) => places.some((cited) => meets(cited, place))))
      .length,
    facts: facts.length,
  }
}

/**
 * Groups cited places by the label that was cited. An answer's labels are stored as the places that they name, and two labels may
 * name the same document. Of the labels whose places are all cited, those with the most places come first, if they add a place
 * that the others do not have. A place that is left is grouped by the label of the first passage that shows it; without one it is
 * a group by itself.
 */
function citedUnits({ passages }: MeasuredItem, places: readonly CitedPlace[]): CitedPlace[][] {
  const cited = new Map(places.map((place) => [keyOf(place), place]))
  const left = new Set(cited.keys())
  const units: CitedPlace[][] = []
  const take = (keys: readonly string[]) => {
    units.push(keys.map((key) => cited.get(key)!))
    for (const key of keys) left.delete(key)
  }
  for (const keys of placesByLabel(passages).toSorted((a, b) => b.length - a.length))
    if (keys.every((key) => cited.has(key)) && keys.some((key) => left.has(key))) take(keys)
  const labelOf = (key: string) => {
    const place = cited.get(key)!
    const shown = passages.find((one) => one.documentIds.includes(place.documentId) && overlap(one, place))
    return shown?.label ?? undefined
  }
  for (const key of left) {
    const label = labelOf(key)
    take(label === undefined ? [key] : [...left].filter((other) => labelOf(other) === label))
  }
  return units
}

function placesByLabel(passages: readonly ShownPassage[]): string[][] {
  const labels = new Map<number, Set<string>>()
  for (const { label, documentIds, start, end } of passages) {
    if (typeof label !== 'number') continue
    const keys = labels.get(label) ?? new Set<string>()
    for (const documentId of documentIds) keys.add(keyOf({ documentId, start, end }))
    labels.set(label, keys)
  }
  return [...labels.values()].map((keys) => [...keys])
}

function keyOf({ documentId, start, end }: CitedPlace): string {
  return JSON.stringify([documentId, start, end])
}

function meets(cited: CitedPlace, place: GoldPlace): boolean {
  return cited.documentId === place.documentId && overlap(cited, place)
}

function f1({ right, cited, found, facts }: Counts): number {
  if (right === 0 || found === 0) return 0
  const precision = right / cited
  const recall = found / facts
  return (2 * precision * recall) / (precision + recall)
}
