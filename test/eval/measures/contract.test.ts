import { describe, expect, it } from 'vitest'
import { measureNamed, referenceName } from '../../../eval/measures/measure-names.js'
import { measuresThatNeed } from '../../../eval/measures/measure-needs.js'
import { itemMeasures, measures } from '../../../eval/measures/measure-registry.js'
import { type JudgedRanking, rankingMeasures } from '../../../eval/retrieval/ranking-measures.js'
import { corpusMeasures } from '../../../eval/text/measures/text-measures.js'
import { expectFacts, keepsItsContract, keepsItsCorpusContract } from './contract.js'

for (const measure of itemMeasures)
  describe(`the measure ${measure.name ?? measure.tool}`, () => keepsItsContract(measure))

for (const measure of corpusMeasures)
  describe(`the corpus measure ${measure.tool}`, () => keepsItsCorpusContract(measure))

describe('measures of a ranking', () => {
  const ranking = (returned: readonly string[], grades: readonly (readonly [string, number])[]) => ({
    ids: returned,
    idsByIrMeasures: returned,
    grades: new Map(grades),
  })
  const documents = Array.from({ length: 100 }, (_, i) => `d${i}`)
  // No ranking is perfect for all cuts: of one relevant document precision at 100 is .01, of 100 recall at 1 is.
  const perfect = [
    ranking(['d0'], [['d0', 2]]),
    ranking(
      documents,
      documents.map((id) => [id, 2] as const),
    ),
  ]
  const odd: readonly JudgedRanking[] = [
    ranking([], []),
    ranking([], [['d0', 1]]),
    ranking(['d0'], []),
    ranking(
      ['d0', 'd1'],
      [
        ['d0', -1],
        ['d1', 0],
      ],
    ),
  ]

  it.each(rankingMeasures)('$tool: at its best for a perfect ranking, sound for an empty one', (measure) => {
    expectFacts(measure)
    for (const one of odd) expect(measure.of(one)).toBeGreaterThanOrEqual(0)
    if (measure.isCount) return
    expect(Math.max(...perfect.map(measure.of))).toBeCloseTo(1, 12)
    for (const one of [...odd, ...perfect]) expect(measure.of(one)).toBeLessThanOrEqual(1 + 1e-12)
  })
})

describe('the registry', () => {
  it('has each name once', () => {
    const ofItems = itemMeasures.flatMap(({ name }) => name ?? [])
    const tools = itemMeasures.flatMap(({ tool }) => tool ?? [])
    const others = [...corpusMeasures, ...rankingMeasures].map(({ tool }) => tool)
    for (const names of [ofItems, tools, others])
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
    // What a tool calls one measure is not the name of another.
    for (const tool of tools) if (Object.hasOwn(measures, tool)) expect(measureNamed(tool)).toBe(tool)
  })

  it('knows what has to be opened or asked for a measure', () => {
    expect(measuresThatNeed('evidence-times')).toEqual(['evidence-age'])
    expect(measuresThatNeed('evidence-texts')).toEqual(['evidence-recall-f1'])
    expect(measuresThatNeed('grades')).toEqual([
      'judge-accuracy',
      'judge-completeness',
      'judge-clarity',
      'judge-correct',
      'fact-precision',
      'fact-recall',
      'judge-faithfulness',
    ])
    // An experiment has no encoder, so none of its measures may need one.
    expect(measuresThatNeed('encoder')).toEqual([])
    expect(measuresThatNeed('wordnet')).toEqual([])
  })

  it('leaves a name alone that has no other spelling', () => {
    expect(referenceName('evidence-recall')).toBe('evidence-recall')
    expect(measureNamed('rougeL.stem.f1')).toBe('rougeL.stem.f1')
    expect(measureNamed('constructor')).toBe('constructor')
  })
})
