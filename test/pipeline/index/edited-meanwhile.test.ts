import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { indexCorpus } from '../../../pipeline/index/index-corpus.js'
import { indexSpecSchema } from '../../../pipeline/index/index-spec.js'
import { silent } from '../../../pipeline/workspace/progress.js'
import { Workspace } from '../../../pipeline/workspace/workspace.js'
import { fixtureFolder } from '../../fixtures/command-line.js'

/** Called before a record is parsed, after its hash was taken. */
let beforeParsing = (_path: string): void => {}
vi.mock('../../../corpus/medalign/records/read-record.js', async (original) => {
  const real = await original<typeof import('../../../corpus/medalign/records/read-record.js')>()
  return {
    ...real,
    readRecord: (path: string, patientId: string) => {
      beforeParsing(path)
      return real.readRecord(path, patientId)
    },
  }
})

function place() {
  const { cohort, embedder, workspace } = fixtureFolder()
  const notes: string[] = []
  const index = (afterPatient: (patientId: string) => void = () => {}) =>
    indexCorpus(new Workspace(workspace), {
      corpus: { folder: cohort, ehrs: null, verify: false, asOf: 'required' },
      spec: indexSpecSchema.parse({ embedder }),
      execution: {
        workers: 1,
        progress: { ...silent, advance: afterPatient, note: (text) => notes.push(text) },
        signal: new AbortController().signal,
      },
    })
  return { cohort, notes, index }
}

/** Of the same length, so that only times tell. */
function edit(path: string): void {
  const text = readFileSync(path, 'utf8')
  const edited = text.includes('metformin')
    ? text.replaceAll('metformin', 'nimrofmet')
    : text.replaceAll('nimrofmet', 'metformin')
  expect(edited).not.toBe(text)
  writeFileSync(path, edited)
}

const once = (work: () => void) => {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    work()
  }
}

describe('an edit while a corpus is indexed', () => {
  it('of a record between its hash and its text is read again: the index is that of the file as it is', async () => {
    const { cohort, index } = place()
    const path = join(cohort, 'ehrs', '9001.xml')
    const editOnce = once(() => edit(path))
    beforeParsing = (read) => {
      if (read === path) editOnce()
    }
    const meanwhile = await index()
    beforeParsing = () => {}
    const undisturbed = await (() => {
      const other = place()
      edit(join(other.cohort, 'ehrs', '9001.xml'))
      return other.index()
    })()
    expect(meanwhile.contentHash).toBe(undisturbed.contentHash)
    expect(meanwhile.patients[0]!.index).toEqual(undisturbed.patients[0]!.index)
  })

  it('of a record that was read already is read again before the command ends', async () => {
    const { cohort, notes, index } = place()
    const editOnce = once(() => edit(join(cohort, 'ehrs', '9001.xml')))
    const meanwhile = await index(editOnce)
    expect(notes).toEqual(['9001.xml changed while the corpus was read: reading it again'])
    expect((await index()).contentHash).toBe(meanwhile.contentHash)
    edit(join(cohort, 'ehrs', '9001.xml'))
    expect((await index()).contentHash).not.toBe(meanwhile.contentHash)
  })

  it('of a table, and a new record, are read too', async () => {
    const { cohort, notes, index } = place()
    const table = join(cohort, 'clinician-instruction-responses.tsv')
    const editOnce = once(() => {
      writeFileSync(table, readFileSync(table, 'utf8').split('\n').slice(0, 2).join('\n'))
      const record = readFileSync(join(cohort, 'ehrs', '9001.xml'), 'utf8')
      writeFileSync(join(cohort, 'ehrs', '9003.xml'), record.replaceAll('9001', '9003'))
    })
    const meanwhile = await index(editOnce)
    expect(notes).toHaveLength(1)
    expect(meanwhile.instructions).toHaveLength(1)
    expect(meanwhile.patients.map(({ patientId }) => patientId)).toContain('9003')
  })

  it('that never ends is refused', async () => {
    const { cohort, index } = place()
    await expect(index(() => edit(join(cohort, 'ehrs', '9001.xml')))).rejects.toThrow(
      '9001.xml keeps changing while the corpus is read',
    )
  })

  it('is noticed later too if it keeps size and time', async () => {
    const { cohort, index } = place()
    const path = join(cohort, 'ehrs', '9001.xml')
    const first = await index()
    const { atime, mtime } = statSync(path)
    edit(path)
    utimesSync(path, atime, mtime)
    expect((await index()).contentHash).not.toBe(first.contentHash)
  })
})
