import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { Workspace } from '../../../pipeline/workspace/workspace.js'
import { chartsift, temporaryFolder } from '../../fixtures/command-line.js'

const modeOf = (path: string) => statSync(path).mode & 0o777

function folderOf(mode: number): string {
  const folder = join(temporaryFolder(), 'w')
  mkdirSync(folder)
  chmodSync(folder, mode)
  return folder
}

function lockOnce(folder: string): void {
  const workspace = new Workspace(folder)
  workspace.lock()
  workspace.unlock()
}

describe('Workspace', () => {
  it('is for its owner alone, folder and lock', () => {
    const folder = join(temporaryFolder(), 'new', 'w')
    lockOnce(folder)
    expect([modeOf(folder), modeOf(join(folder, 'lock'))]).toEqual([0o700, 0o600])
  })

  it('is closed to others where it was open: empty, or ours by its lock', () => {
    const empty = folderOf(0o755)
    lockOnce(empty)
    expect(modeOf(empty)).toBe(0o700)
    chmodSync(empty, 0o755)
    chmodSync(join(empty, 'lock'), 0o644)
    mkdirSync(join(empty, 'corpora'))
    lockOnce(empty)
    expect([modeOf(empty), modeOf(join(empty, 'lock'))]).toEqual([0o700, 0o600])
  })

  it("leaves the mode of another's folder", () => {
    const folder = folderOf(0o755)
    writeFileSync(join(folder, 'letters.txt'), '')
    lockOnce(folder)
    expect(modeOf(folder)).toBe(0o755)
  })

  it('refuses a lock that is a folder, or no lock', async () => {
    const folder = folderOf(0o755)
    mkdirSync(join(folder, 'lock'))
    expect(() => new Workspace(folder).lock()).toThrow(InputError)
    const { code, err } = await chartsift('forget', '--patient', '1', '--workspace', folder)
    expect(err).toBe(`chartsift: cannot lock the workspace ${folder} by its file 'lock': it is a folder\n`)
    expect(code).toBe(2)
    const other = folderOf(0o755)
    writeFileSync(
      join(other, 'lock'),
      'a file of another program, longer than any header of a database'.repeat(9),
    )
    expect(() => new Workspace(other).lock()).toThrow(InputError)
  })
})
