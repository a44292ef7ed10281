import { describe, expect, it } from 'vitest'
import { measureNamed, referenceName, rowMeasureNames } from '../../../eval/measures/measure-names.js'
import { measures } from '../../../eval/measures/measure-registry.js'
import { TextMeasurement } from '../../../eval/measures/measure-texts.js'
import { rankingMeasures } from '../../../eval/retrieval/ranking-measures.js'

const rows: readonly string[] = [...rowMeasureNames, ...rankingMeasures.map(({ tool }) => tool)]
const shared = Object.keys(measures).filter((name) => rows.includes(referenceName(name)))

describe('the two spellings of a measure', () => {
  it('name each other', () => {
    expect(shared).toContain('rouge-l-mean')
    for (const name of shared) expect(measureNamed(referenceName(name))).toBe(name)
  })

  it('mean the same value, with one reference and with several', () => {
    const candidate = 'Metformin was stopped on 2020-01-01 because of nausea.'
    const texts = shared.filter((name) => rowMeasureNames.includes(referenceName(name)))
    expect(texts.length).toBeGreaterThan(20)
    for (const references of [
      ['Metformin was stopped for nausea.'],
      [
        'Metformin was stopped for nausea.',
        'It was stopped in January 2020 because she vomited, and nausea.',
      ],
    ]) {
      const values = new TextMeasurement(texts.map(referenceName)).row(candidate, references)
      const item = { references, response: candidate, responseReason: null }
      for (const [i, name] of texts.entries()) {
        expect(measures[name]!.of(item as never), name).toBeCloseTo(values[i]!.value!, 12)
      }
    }
  })
})
