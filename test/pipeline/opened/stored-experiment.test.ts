import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { withStoredExperiment } from '../../../pipeline/opened/open-stored.js'
import { silent } from '../../../pipeline/workspace/progress.js'
import { Workspace } from '../../../pipeline/workspace/workspace.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import { writeExperiment } from '../../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40]
measures: [evidence-recall]`

it('reads answers and labels once, whoever asks for them, and only then', async () => {
  const place = fixtureFolder()
  const labels = join(place.folder, 'labels.csv')
  writeFileSync(labels, 'instruction_id,strategy,label\n502,bm25,yes\n999,bm25,yes\n')
  const path = writeExperiment(place, 'labelled', FIELDS)
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  expect((await chartsift('run', path, ...common)).code).toBe(0)
  const file = { ...readExperimentFile(path), labels }
  const execution = { workers: 1, progress: silent, signal: new AbortController().signal }
  const workspace = new Workspace(place.workspace)
  await withStoredExperiment({ file, path, workspace, execution, mayIndex: false }, (stored) => {
    const last = vi.spyOn(stored.store.generators, 'last')
    const { answered, labelled } = stored
    expect(answered.map(({ name }) => name)).toEqual(['extractive'])
    expect(labelled.responses.map(({ instruction }) => instruction.instructionId)).toEqual(['502'])
    expect(labelled.leftOut).toEqual({ 'instruction that is not in the corpus': 1 })
    writeFileSync(labels, 'no table')
    expect(stored.labelled).toBe(labelled)
    expect(stored.answered).toBe(answered)
    expect(last).toHaveBeenCalledTimes(1)
    // More measures are another view of the same results.
    const more = stored.withMeasures(['token-f1', 'evidence-recall'])
    expect(more.file.measures).toEqual(['evidence-recall', 'token-f1'])
    expect(more.experiment.addedMeasures).toEqual(['token-f1'])
    expect([more.store, more.folder]).toEqual([stored.store, stored.folder])
  })
})
