import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../corpus/input-error.js'
import type { IndexParameters } from '../../indexes/parameters.js'
import { silent } from '../../pipeline/progress.js'
import { selectInProcesses } from '../../pipeline/select-pool.js'
import { ask } from '../fixtures/make-shard.js'

const worker = join(import.meta.dirname, '..', 'fixtures', 'selecting-worker.mjs')
const setup = { embedder: 'none', counter: 'approx', isFenced: false, budgets: [100], seed: 7 }

/** Ids of the instructions that were answered, in their order; an instruction is 'patient.number'. */
async function select(ids: readonly string[], signal = new AbortController().signal): Promise<string[]> {
  const asked = ids.map((instructionId) => ({
    instruction: { ...ask(instructionId.split('.')[0]!, ''), instructionId },
    strategies: ['bm25'],
  }))
  const corpus = { facts: new Map(), parameters: {} as IndexParameters, patientFolder: (id: string) => id }
  const answered: string[] = []
  const execution = { workers: 2, progress: silent, signal }
  for await (const { instruction } of selectInProcesses(corpus, asked, setup, worker, execution)) {
    answered.push(instruction.instructionId)
  }
  return answered
}

describe('selectInProcesses', () => {
  it('answers patient by patient in the order in which they are asked about, whatever is ready first', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `b.${i}`)
    expect(await select(['a.1', 'c.1', 'a.2', ...many, 'd.1'])).toEqual(['a.1', 'a.2', 'c.1', ...many, 'd.1'])
  })

  it('tells bad input, and a process that ends, as what they are', async () => {
    await expect(select(['a.1', 'bad.1', 'b.1'])).rejects.toThrow(new InputError('no such index'))
    await expect(select(['a.1', 'crash.1'])).rejects.toThrow(
      new InputError('the process that selected for patient crash ended unexpectedly'),
    )
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(select(['a.1', 'b.1'], stop.signal)).rejects.toThrow('aborted')
  })
})
