import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { SystemFailure } from '../../../base/errors/system-failure.js'
import type { IndexParameters } from '../../../indexes/chunks/parameters.js'
import { selectInProcesses } from '../../../pipeline/select/select-pool.js'
import { silent } from '../../../pipeline/workspace/progress.js'
import { ask } from '../../fixtures/make-shard.js'

const worker = join(import.meta.dirname, '..', '..', 'fixtures', 'selecting-worker.mjs')
const setup = { embedder: 'none', counter: 'approx', isFenced: false, budgets: { bm25: [100] }, seed: 7 }

/** Ids of the instructions that were answered, in their order; an instruction is 'patient.number'. */
const repaired: string[] = []
/** 'instruction: reason' of those that were not selected for. */
const reasons: string[] = []

async function select(ids: readonly string[], signal = new AbortController().signal): Promise<string[]> {
  const requests = ids.map((instructionId) => ({
    instruction: { ...ask(instructionId.split('.')[0]!, ''), instructionId },
    strategies: ['bm25'],
  }))
  const corpus = {
    facts: new Map(),
    parameters: {} as IndexParameters,
    patientFolder: (id: string) => id,
    repair: async (id: string) => void repaired.push(id),
  }
  const answered: string[] = []
  const wanted = { requests, setup, worker }
  const execution = { workers: 2, progress: silent, signal }
  reasons.length = 0
  for await (const { instruction, contexts } of selectInProcesses(corpus, wanted, execution)) {
    answered.push(instruction.instructionId)
    for (const { context } of contexts) {
      if ('reason' in context) reasons.push(`${instruction.instructionId}: ${context.reason}`)
    }
  }
  return answered
}

describe('selectInProcesses', () => {
  it('answers patient by patient in the order in which they are asked about, whatever is ready first', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `b.${i}`)
    expect(await select(['a.1', 'c.1', 'a.2', ...many, 'd.1'])).toEqual(['a.1', 'a.2', 'c.1', ...many, 'd.1'])
  })

  it('rejects with bad input', async () => {
    await expect(select(['a.1', 'bad.1', 'b.1'])).rejects.toThrow(new InputError('no such index'))
  })

  it('gives the reason for the patient whose process ends, and continues', async () => {
    expect(await select(['a.1', 'crash.1', 'b.1'])).toEqual(['a.1', 'crash.1', 'b.1'])
    expect(reasons).toEqual([
      'crash.1: selection failed: its process ended unexpectedly; if memory is short, use fewer --workers',
    ])
  })

  it('keeps the class of what went wrong', async () => {
    await expect(select(['a.1', 'full.1'])).rejects.toThrow(new SystemFailure('no space is left', 'ENOSPC'))
  })

  it('has a damaged index built again, once, and asks again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chartsift-repair-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    process.env['REPAIRED_AT'] = join(folder, 'asked before')
    repaired.length = 0
    expect(await select(['a.1', 'damaged.1', 'b.1'])).toEqual(['a.1', 'damaged.1', 'b.1'])
    expect(repaired).toEqual(['damaged'])
    expect(await select(['hopeless.1', 'b.1'])).toEqual(['hopeless.1', 'b.1'])
    expect(reasons).toEqual([expect.stringMatching(/^hopeless\.1: selection failed: .* is damaged/)])
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(select(['a.1', 'b.1'], stop.signal)).rejects.toThrow('aborted')
  })
})
