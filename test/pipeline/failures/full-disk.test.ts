import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest'
import { chartsift, fixtureFolder, temporaryFolder } from '../../fixtures/command-line.js'

/** A disk of its own, gone after the test; skips the test if this user may not mount one. */
function smallDisk(kilobytes: number, { skip }: TestContext) {
  const disk = temporaryFolder()
  const mount = (...options: string[]) => execFileSync('mount', [...options, disk], { stdio: 'ignore' })
  try {
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs')
  } catch {
    skip('needs a user who may mount a small disk')
  }
  onTestFinished(() => {
    execFileSync('umount', [disk])
  })
  return { disk, mount }
}

const QUIETLY = ['--workers', '1', '--quiet']
const FULL =
  /^chartsift: cannot write .+: no space is left on the disk; free some space and run the same command again; finished work is kept\n$/

describe('a full disk', () => {
  it('stops indexing with one sentence, and it continues when there is room', async (test) => {
    const { cohort, embedder } = fixtureFolder()
    const { disk, mount } = smallDisk(150, test)
    const index = () =>
      chartsift('index', cohort, '--embedder', embedder, '--workspace', join(disk, 'w'), ...QUIETLY)
    const full = await index()
    expect(full.err).toMatch(FULL)
    expect(full).toMatchObject({ code: 2, out: '' })
    mount('-o', 'remount,size=40m')
    expect(await index()).toMatchObject({ code: 0, err: '' })
  })

  it('stops a run with one sentence, and what is stored is kept', async (test) => {
    const { cohort, embedder } = fixtureFolder()
    const { disk } = smallDisk(4000, test)
    const path = join(disk, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${cohort}\nindex: {embedder: ${embedder}}\nstrategies: [recent, bm25]\nbudgets: [20, 2000]\n`,
    )
    const common = ['--workspace', join(disk, 'w'), ...QUIETLY]
    expect((await chartsift('index', cohort, '--embedder', embedder, ...common)).code).toBe(0)
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize - 60_000))
    const full = await chartsift('run', path, ...common)
    expect(full.err).toMatch(FULL)
    expect(full.code).toBe(2)
    rmSync(join(disk, 'filler'))
    expect((await chartsift('run', path, ...common)).code).toBe(0)
  })
})

describe('a read-only disk', () => {
  it('is reported in one sentence by whatever writes', async (test) => {
    const { cohort, embedder } = fixtureFolder()
    const { disk, mount } = smallDisk(4000, test)
    const index = (...more: string[]) =>
      chartsift('index', cohort, '--embedder', embedder, '--workspace', join(disk, 'w'), ...QUIETLY, ...more)
    expect((await index()).code).toBe(0)
    mount('-o', 'remount,ro')
    const { code, err } = await index('--chunk', 'sentence')
    expect(err).toMatch(/^chartsift: cannot .+: the disk is read-only.*\n$/)
    expect(code).toBe(2)
  })
})
