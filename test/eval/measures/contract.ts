import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CorpusMeasure, Measure, MeasureFacts, Need } from '../../../eval/measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../../../eval/measured/measured-item.js'
import { measuresThatNeed } from '../../../eval/measures/measure-needs.js'
import { measures } from '../../../eval/measures/measure-registry.js'

/**
 * What holds of every measure. A suite calls it over the rows of the registry, so that no measure can be outside it: a new one
 * needs no test of its own for any of this.
 */

const SEED = 7
const TEXT = 'No fever since 3/4/19 on 5 mg, no chills.'
const TIME = '2019-03-04 08:00:00'

const spans = [
  { documentId: 'note:1', start: 0, end: 10 },
  { documentId: 'note:2', start: 5, end: 20 },
]

/** The grade that each criterion gives to its best. */
const bestGrades = Object.fromEntries(
  measuresThatNeed('grades').map((name) => [
    name.replace(/^judge-/, ''),
    [{ judge: 'j', grade: measures[name]!.best, reason: null }],
  ]),
)

/** All that a measure may need, and nothing to do better. */
const PERFECT: MeasuredItem = {
  evidence: spans.map((span, i) => ({
    factId: `f${i}`,
    relevance: 2,
    places: [{ ...span, time: TIME, text: TEXT }],
  })),
  passages: spans.map((span, i) => ({
    kind: 'note',
    documentIds: [span.documentId],
    start: span.start,
    end: span.end,
    tokens: 10,
    rank: i + 1,
    label: i + 1,
    text: TEXT,
  })),
  budget: 20,
  tokens: 20,
  contextText: TEXT,
  asOf: '2019-03-05 08:00:00',
  isAnswerable: true,
  response: TEXT,
  responseReason: null,
  citations: { places: spans, unknown: 0 },
  grades: bestGrades,
  severity: 0,
  references: [TEXT],
  tokenMatches: [{ precision: 1, recall: 1, f1: 1 }],
}

/** The same question with everything to do better. */
const POOR: MeasuredItem = {
  ...PERFECT,
  passages: [
    { kind: 'note', documentIds: ['note:9'], start: 0, end: 5, tokens: 5, rank: 1, label: 1, text: 'zz' },
  ],
  tokens: 5,
  contextText: 'well and well and well and well and well and well and well',
  response: 'zz',
  citations: { places: [{ documentId: 'note:9', start: 0, end: 5 }], unknown: 1 },
  severity: 25,
  grades: Object.fromEntries(
    Object.keys(bestGrades).map((graded) => [graded, [{ judge: 'j', grade: 0, reason: null }]]),
  ),
  tokenMatches: [{ precision: 0.1, recall: 0.1, f1: 0.1 }],
}

const ABSTENTION = 'The record does not tell.'
/** What is perfect for most measures is poor for these. */
const OWN: Readonly<Record<string, { readonly perfect: Changes; readonly poor: Changes }>> = {
  'right-abstention': {
    perfect: { isAnswerable: false, response: ABSTENTION },
    poor: { isAnswerable: false },
  },
  'wrong-abstention': { perfect: {}, poor: { response: ABSTENTION } },
}
type Changes = Partial<MeasuredItem>

function itemsFor({ name = '' }: Measure) {
  return {
    perfect: { ...PERFECT, ...OWN[name]?.perfect },
    poor: { ...POOR, ...OWN[name]?.poor },
  }
}

/** A perfect item with one thing that a measure may need taken away. */
function withoutEach(perfect: MeasuredItem): Readonly<Record<Need, MeasuredItem>> {
  return {
    references: { ...perfect, references: [] },
    response: { ...perfect, response: null },
    citations: without(perfect, 'citations'),
    evidence: { ...perfect, evidence: null },
    'evidence-times': { ...withPlaces(perfect, { time: null }), asOf: null },
    'evidence-texts': withPlaces(perfect, { text: null }),
    answerability: { ...perfect, isAnswerable: null },
    passages: { ...perfect, passages: [] },
    context: without(perfect, 'contextText'),
    budget: { ...perfect, budget: null },
    grades: without(perfect, 'grades'),
    severity: { ...perfect, severity: null },
    encoder: without(perfect, 'tokenMatches'),
    wordnet: perfect,
  }
}

const oddItem: fc.Arbitrary<MeasuredItem> = fc
  .record({
    evidence: fc.constantFrom(null, [], PERFECT.evidence, [{ factId: 'f', relevance: 0, places: [] }]),
    passages: fc.constantFrom([], PERFECT.passages, POOR.passages, [
      { kind: 'events' as const, documentIds: ['e', 'e'], start: null, end: null, tokens: 0 },
    ]),
    budget: fc.constantFrom(null, 20),
    tokens: fc.constantFrom(0, 20),
    contextText: fc.constantFrom('', ' ', TEXT, 'a a a a a a a a'),
    response: fc.constantFrom(null, '', ' ', '\u{1f623}', 'the', TEXT),
    responseReason: fc.constant(null),
    isAnswerable: fc.constantFrom(null, true, false),
    citations: fc.constantFrom({ places: [], unknown: 0 }, { places: spans, unknown: 2 }),
    references: fc.constantFrom([], [''], ['', ''], ['...'], ['the', TEXT], ['5 mg on 3/4/19']),
    grades: fc.constantFrom({}, bestGrades, { accuracy: [] }),
  })
  .chain((item) =>
    fc.constantFrom<MeasuredItem>(item, { ...item, asOf: null, tokenMatches: { reason: 'r' } }),
  )

/** Calls `it` for what one measure of an item has to keep. */
export function keepsItsContract(measure: Measure): void {
  const hasValue = !measure.needs.includes('wordnet')
  const { perfect, poor } = itemsFor(measure)
  const lacking = withoutEach(perfect)

  it('says what it is', () => {
    expect(measure.name ?? measure.tool).toMatch(/^[A-Za-z][\w.+@-]*$/)
    expectFacts(measure)
    expect(new Set(measure.needs).size).toBe(measure.needs.length)
    expect(measure.needs.length).toBeGreaterThan(0)
  })

  it.runIf(hasValue)('gives a perfect item its best value, and a poor one less', () => {
    const best = scoreOf(measure.of(perfect))
    if (measure.best !== null) expect(best).toBeCloseTo(measure.best, 12)
    if (measure.direction !== 'neither') expectWorse(measure, scoreOf(measure.of(poor)), best)
  })

  it.each(measure.needs)('has a reason without its %s', (need) => {
    expect(measure.of(lacking[need])).toEqual({ reason: expect.stringMatching(/\w/) })
  })

  it('reads nothing but what it declares that it needs', () => {
    const value = measure.of(perfect)
    for (const [need, item] of Object.entries(lacking))
      if (!measure.needs.includes(need as Need)) expect(measure.of(item), need).toEqual(value)
  })

  it('gives a number or a reason, whatever is empty or missing', () => {
    fc.assert(
      fc.property(oddItem, (item) => expectSound(measure.of(item))),
      { seed: SEED, numRuns: 100 },
    )
  })
}

/** The same for a measure of all rows together. */
export function keepsItsCorpusContract(measure: CorpusMeasure): void {
  const over = (...items: readonly MeasuredItem[]) => {
    const tally = measure.open()
    for (const item of items) tally.add(item)
    return tally.value()
  }

  it('says what it is, and gives perfect rows its best value and poor ones less', () => {
    expectFacts(measure)
    const best = scoreOf(over(PERFECT, { ...PERFECT }))
    expect(best).toBeCloseTo(measure.best!, 12)
    expectWorse(measure, scoreOf(over(PERFECT, POOR)), best)
  })

  it('gives a number or a reason, and starts a new table for each opening', () => {
    const odd = { ...PERFECT, response: '', references: ['', '...'] }
    expectSound(over(odd))
    expect(over(PERFECT)).toEqual(over(PERFECT))
  })
}

/** What is known of a measure agrees with itself. */
export function expectFacts({ definition, direction, best, full }: MeasureFacts): void {
  expect(definition).toMatch(/^\w.+\.$/)
  expect(full).toBeGreaterThan(0)
  if (direction === 'neither') expect(best).toBeNull()
  else if (best !== null) expect(best).toBe(direction === 'higher' ? full : 0)
}

function expectWorse({ direction }: MeasureFacts, value: number, best: number): void {
  if (direction === 'higher') expect(value).toBeLessThan(best)
  else expect(value).toBeGreaterThan(best)
}

function expectSound(found: number | Unscored): void {
  if (typeof found === 'number') expect(Number.isFinite(found)).toBe(true)
  else expect(found).toEqual({ reason: expect.stringMatching(/\w/) })
}

function scoreOf(found: number | Unscored): number {
  if (typeof found === 'number') return found
  throw new Error(`expected a value, found the reason '${found.reason}'`)
}

function without(
  perfect: MeasuredItem,
  field: 'citations' | 'contextText' | 'grades' | 'tokenMatches',
): MeasuredItem {
  const { [field]: _, ...rest } = perfect
  return rest
}

function withPlaces(
  perfect: MeasuredItem,
  changed: { readonly time?: null; readonly text?: null },
): MeasuredItem {
  return {
    ...perfect,
    evidence: perfect.evidence!.map((fact) => ({
      ...fact,
      places: fact.places.map((place) => ({ ...place, ...changed })),
    })),
  }
}
