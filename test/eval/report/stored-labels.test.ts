import { describe, expect, it } from 'vitest'
import { CAUSES, type Cause } from '../../../eval/compare/failure-attribution.js'
import { causeLabel, reasonLabel } from '../../../eval/report/stored-labels.js'

describe('labels of stored names', () => {
  it('give each cause its own label', () => {
    const causes = Object.keys(CAUSES) as Cause[]
    expect(new Set(causes.map(causeLabel)).size).toBe(causes.length)
    expect([causeLabel('reference suspect'), causeLabel('used wrongly'), causeLabel('right')]).toEqual([
      'possibly wrong reference',
      'misused',
      'right',
    ])
  })

  it('give one phrase to reasons that mean the same to a reader, and keep the others', () => {
    expect(reasonLabel('no evidence judgements')).toBe(reasonLabel('no judged evidence'))
    expect(reasonLabel('empty context')).toBe('empty context')
  })
})
