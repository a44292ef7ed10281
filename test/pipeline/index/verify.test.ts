import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSealed, sealJson } from '../../../base/integrity/sealed-json.js'
import { seeFile } from '../../../pipeline/index/known/file-stamp.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

function place() {
  const { cohort, embedder, workspace } = fixtureFolder()
  const common = ['--embedder', embedder, '--workspace', workspace, '--workers', '1']
  const index = (...more: string[]) => chartsift('index', cohort, ...common, ...more)
  const select = () =>
    chartsift('select', cohort, ...common, '--strategies', 'hybrid,recent-tokens,sift', '--budgets', '200')
  const artefacts = () =>
    ['corpora', 'stamps'].flatMap((top) =>
      readdirSync(join(workspace, top), { recursive: true, encoding: 'utf8' })
        .map((name) => join(workspace, top, name))
        .filter((path) => statSync(path).isFile()),
    )
  return { index, select, artefacts }
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >>> 1]! ^= 4
  writeFileSync(path, bytes)
}

describe('index --verify', () => {
  it('names a damaged file of every kind, and the next index builds all of them again', async () => {
    const { index, select, artefacts } = place()
    const { out: expected } = await select()
    expect((await index('--verify')).code).toBe(0)
    // Without a sum nothing can be said of a file, so sums stay whole here.
    const all = artefacts().filter((path) => !/\.(?:db|f32|hnsw)\.json$/.test(path))
    expect(all.length).toBeGreaterThan(14)
    for (const path of all) flip(path)
    const { code, out, err } = await index('--verify')
    expect([code, out]).toEqual([1, ''])
    for (const path of all) expect(err).toContain(`damaged: ${path}\n`)
    expect(err).toContain(`chartsift: ${all.length} files are damaged or missing: run 'chartsift index'`)
    expect(await index('--verify')).toMatchObject({ code: 1 })
    expect(await index()).toMatchObject({ code: 0, out: expect.stringContaining('(2 built, 0 unchanged)') })
    expect((await index('--verify')).code).toBe(0)
    expect((await select()).out).toBe(expected)
  })

  it('says as JSON what is damaged', async () => {
    const { index, artefacts } = place()
    await index()
    flip(artefacts().find((path) => path.endsWith('9001/record.db'))!)
    const { code, out } = await index('--verify', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({ damaged: [expect.stringMatching(/^corpora\/.*\/9001\/record\.db$/)] })
  })
})

describe('a selection that meets a damaged index', () => {
  it('rebuilds it from its source and gives the same contexts', async () => {
    const { index, select, artefacts } = place()
    const { out: expected } = await select()
    for (const kind of [/record\.db$/, /tokens-.*\.db$/, /tokens-.*\.f32$/, /sentence-.*\.f32$/]) {
      await index()
      const path = artefacts().find((one) => kind.test(one))!
      const { atime, mtime } = statSync(path)
      // No stamp tells of it: as when a disk loses a bit.
      const stamps = artefacts().filter((one) => one.includes('stamps'))
      flip(path)
      utimesSync(path, atime, mtime)
      for (const one of stamps) restamp(one, path)
      const { code, out, err } = await select()
      expect(out, path).toBe(expected)
      expect([code, err]).toEqual([0, expect.stringContaining('is damaged: rebuilding it from its record')])
    }
  })
})

/** Lets a file's stamp say that it has not changed, and the sources' that they are old. */
function restamp(stampsFile: string, path: string): void {
  type Stamp = { files: Record<string, string>; result: { seen: { isSettled: boolean } } }
  const { stamps } = openSealed<{ stamps: [string, Stamp][] }>(readFileSync(stampsFile, 'utf8'))!
  for (const [patientId, { files, result }] of stamps) {
    result.seen.isSettled = true
    if (path.includes(`/${patientId}/`)) files[basename(path)] = seeFile(path).stamp
  }
  writeFileSync(stampsFile, sealJson({ stamps }))
}
