import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SystemFailure } from '../../../base/errors/system-failure.js'
import type { PatientTask } from '../../../pipeline/index/index-patient.js'
import { runPatients } from '../../../pipeline/index/patient-pool.js'
import { silent } from '../../../pipeline/workspace/progress.js'
import { fakeEmbedder } from '../../fixtures/fake-embedder.js'

const worker = {
  path: join(import.meta.dirname, '..', '..', 'fixtures', 'crashing-worker.mjs'),
  corpus: { folder: 'none', ehrs: null },
  embedder: 'none',
}
const unread = () => Promise.reject(new Error('read by the worker alone'))
const tools = { corpus: { fingerprint: unread, read: unread, rawText: null }, embedder: fakeEmbedder() }
const tasks = ['a', 'crash', 'b', 'bad', 'c', 'd'].map((patientId) => ({ patientId }) as PatientTask)

describe('runPatients', () => {
  it('loses to a crash in native code one patient alone, with its reason', async () => {
    const execution = { workers: 2, progress: silent, signal: new AbortController().signal }
    const { done, failed } = await runPatients(tasks, { step: 'index', worker, tools, execution })
    expect(done.map(({ patientId }) => patientId)).toEqual(['a', 'b', 'c', 'd'])
    expect(failed).toEqual([
      { patientId: 'bad', reason: 'bad.xml:3: expected a MedAlign record' },
      {
        patientId: 'crash',
        reason: 'the process that indexed it ended unexpectedly; if memory is short, use fewer --workers',
      },
    ])
  })

  it('stops at once if the surroundings fail, since every other patient would fail alike', async () => {
    const execution = { workers: 2, progress: silent, signal: new AbortController().signal }
    const full = ['a', 'full', 'b', 'c'].map((patientId) => ({ patientId }) as PatientTask)
    await expect(runPatients(full, { step: 'index', worker, tools, execution })).rejects.toThrow(
      new SystemFailure('no space is left', 'ENOSPC'),
    )
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    const execution = { workers: 2, progress: silent, signal: stop.signal }
    await expect(runPatients(tasks, { step: 'index', worker, tools, execution })).rejects.toThrow('aborted')
  })
})
