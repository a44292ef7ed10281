import { describe, expect, it } from 'vitest'
import { summaryJson, valuesCsv, valuesJsonl } from '../../../eval/report/report-files.js'
import { madeUp } from './made-up-summary.js'

const row = {
  instructionId: 'i1',
  patientId: 'p1',
  strategy: 'bm25',
  budget: 500,
  generator: 'extractive',
  measure: 'token-f1',
  value: 0.1 + 0.2,
  reason: null,
}

describe('valuesCsv', () => {
  it('writes the header and numbers that round-trip', () => {
    expect(valuesCsv([row])).toBe(
      'instruction_id,patient_id,strategy,budget,generator,measure,value,reason,budget_name\ni1,p1,bm25,500,extractive,token-f1,0.30000000000000004,,\n',
    )
  })

  it('leaves the value empty when unscored, which a zero is not', () => {
    const lines = valuesCsv([
      { ...row, value: 0 },
      { ...row, budget: null, value: null, reason: 'empty context' },
      { ...row, budgetName: 'window' },
    ])
    expect(lines.split('\n').slice(1)).toEqual([
      'i1,p1,bm25,500,extractive,token-f1,0,,',
      'i1,p1,bm25,,extractive,token-f1,,empty context,',
      'i1,p1,bm25,500,extractive,token-f1,0.30000000000000004,,window',
      '',
    ])
  })

  it('quotes commas, quotes and line breaks as RFC 4180 has it', () => {
    const line = valuesCsv([
      { ...row, instructionId: 'a,"b"', patientId: 'x\ny', value: null, reason: 'c\rd' },
    ])
    expect(line.slice(line.indexOf('\n') + 1)).toBe(
      '"a,""b""","x\ny",bm25,500,extractive,token-f1,,"c\rd",\n',
    )
  })
})

describe('valuesJsonl', () => {
  it('has one value a line, an unscored one as null with its reason', () => {
    const lines = valuesJsonl([row, { ...row, budget: null, value: null, reason: 'a "b"\nc' }]).split('\n')
    expect(lines).toHaveLength(3)
    expect(lines.slice(0, 2).map((line) => JSON.parse(line) as unknown)).toEqual([
      row,
      { ...row, budget: null, value: null, reason: 'a "b"\nc' },
    ])
    expect(lines[2]).toBe('')
  })
})

describe('summaryJson', () => {
  it('is the same bytes whatever the order of keys, ends with a newline and reads back', () => {
    const { summary, provenance } = madeUp()
    const text = summaryJson(summary, provenance)
    const { execution, ...rest } = provenance
    const versions = Object.fromEntries(Object.entries(execution.versions).toReversed())
    expect(summaryJson(summary, { ...provenance, execution: { ...execution, versions } })).toBe(text)
    expect(text.endsWith('}\n')).toBe(true)
    expect(JSON.parse(text)).toEqual({ ...summary, provenance: rest, execution })
  })
})
