import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { listFailures } from '../../../cli/commands/experiments/list-failures.js'
import type { Instruction } from '../../../corpus/instruction.js'
import type { Failures } from '../../../pipeline/opened/failures.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

const kept = (failures: Failures) => {
  let text = ''
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  try {
    return { code: listFailures(failures), text }
  } finally {
    spy.mockRestore()
  }
}
const instruction = (instructionId: string, patientId: string): Instruction => ({
  ...{ instructionId, patientId, text: 'Q?', asOf: null, category: null, references: [], evidence: [] },
})

describe('listFailures', () => {
  it('gives a record one line with what is lost with it, and a reason one line for all that it befell', () => {
    const failed = [
      { patientId: '1', reason: '1.xml:2: bad', instructions: 224, judgements: 1 },
      { patientId: '2', reason: '2.xml:1: bad', instructions: 1, judgements: 0 },
      { patientId: '3', reason: '3.xml:1: bad', instructions: 0, judgements: 0 },
    ]
    const ofFailed = Array.from({ length: 224 }, (_, i) => ({
      instruction: instruction(`a${i}`, '1'),
      reason: 'x',
    }))
    const others = Array.from({ length: 7 }, (_, i) => ({
      instruction: instruction(`b${i}`, '9'),
      reason: 'no row',
    }))
    const single = { instruction: instruction('c', '8'), reason: 'no record' }
    expect(kept({ failed, unusable: [...ofFailed, ...others, single], responses: [] })).toEqual({
      code: 1,
      text: `failed: patient 1: 1.xml:2: bad; 224 instructions and 1 judgment of it are unusable
failed: patient 2: 2.xml:1: bad; 1 instruction of it is unusable
failed: patient 3: 3.xml:1: bad
failed: 7 instructions (b0, b1, b2, b3, b4 and 2 more): no row
failed: instruction c: no record
`,
    })
  })

  it('says nothing where nothing failed', () => {
    expect(kept({ failed: [], unusable: [], responses: [] })).toEqual({ code: 0, text: '' })
  })
})

describe('failed items', () => {
  it('are listed by every command that continues without them, --quiet or not, with exit code 1', async () => {
    const { folder, cohort, embedder, workspace } = fixtureFolder()
    writeFileSync(join(cohort, 'ehrs', '9101.xml'), '<html/>')
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${cohort}\nindex: {embedder: ${embedder}}\nstrategies: [bm25]\nbudgets: [60]\n`,
    )
    const common = ['--workspace', workspace, '--workers', '1', '--quiet']
    const ask = ['--instruction', '501', '--strategy', 'bm25', '--budget', '60']
    for (const argv of [
      ['run', path],
      ['report', path],
      ['select', cohort, '--embedder', embedder, '--strategies', 'bm25', '--budgets', '60'],
      ['inspect', cohort, '--embedder', embedder, ...ask],
    ]) {
      const { code, out, err } = await chartsift(...argv, ...common)
      expect(err, argv[0]).toMatch(/^failed: patient 9101: 9101\.xml:1: .*\n$/)
      expect(out, argv[0]).not.toBe('')
      expect(code, argv[0]).toBe(1)
    }
  })
})
