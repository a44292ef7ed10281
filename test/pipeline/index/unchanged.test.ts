import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexCorpus } from '../../../pipeline/index/index-corpus.js'
import { indexSpecSchema } from '../../../pipeline/index/index-spec.js'
import { silent } from '../../../pipeline/workspace/progress.js'
import { Workspace } from '../../../pipeline/workspace/workspace.js'
import { fixtureFolder } from '../../fixtures/command-line.js'

describe('an index that is up to date', () => {
  it('is recognized however the paths of corpus and workspace are written', async () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    const statuses = async (corpus: string, made: string) => {
      const { patients } = await indexCorpus(new Workspace(made), {
        corpus: { folder: corpus, ehrs: null, verify: false, asOf: 'required' },
        spec: indexSpecSchema.parse({ embedder }),
        execution: { workers: 1, progress: silent, signal: new AbortController().signal },
      })
      return [...new Set(patients.map(({ status }) => status))]
    }
    const here = (path: string) => relative(process.cwd(), path)
    expect(await statuses(cohort, workspace)).toEqual(['built'])
    await new Promise((resolve) => setTimeout(resolve, 100))
    await statuses(cohort, workspace)
    // 'unchanged' would mean that every file was read and hashed again.
    expect(await statuses(here(cohort), workspace)).toEqual(['current'])
    expect(await statuses(`${here(cohort)}/`, here(workspace))).toEqual(['current'])
  })
})
