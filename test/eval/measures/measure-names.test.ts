import { describe, expect, it } from 'vitest'
import { measureNamed, referenceName } from '../../../eval/measures/measure-names.js'
import { measures } from '../../../eval/measures/measure-registry.js'
import { trecMeasures } from '../../../eval/retrieval/trec-measures.js'
import { rowMeasureNames, TextMeasurement } from '../../../eval/text/measure-texts.js'

const rows: readonly string[] = [...rowMeasureNames, ...Object.keys(trecMeasures)]
const shared = Object.keys(measures).filter((name) => rows.includes(referenceName(name)))

describe('the two spellings of a measure', () => {
  it('name each other', () => {
    expect(shared).toContain('rouge-l-mean')
    for (const name of shared) expect(measureNamed(referenceName(name))).toBe(name)
  })

  it('leave a name alone that has no other spelling', () => {
    expect(measureNamed('rougeL.stem.f1')).toBe('rougeL.stem.f1')
    expect(referenceName('evidence-recall')).toBe('evidence-recall')
    expect(measureNamed('constructor')).toBe('constructor')
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
