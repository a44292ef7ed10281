import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../fixtures/command-line.js'

const ENTRY = join(import.meta.dirname, '..', '..', 'fixtures', 'run-cli.ts')

/** Runs a command where a package fails to load as it does if it was never compiled. */
function whereBroken(name: string, ...argv: string[]) {
  const hook = join(temporaryFolder(), 'break.cjs')
  writeFileSync(
    hook,
    `const Module = require('module')
const load = Module._load
Module._load = function (request, ...rest) {
  if (/node_modules[\\\\/]${name}[\\\\/]/.test(request)) throw new Error('Could not locate the bindings file. Tried:\\n → /app/node_modules/${name}/build/x.node')
  return load.call(this, request, ...rest)
}
`,
  )
  const node = ['--require', hook, '--import', 'tsx', ENTRY]
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, ...argv], { encoding: 'utf8' })
  return { status, out: stdout, err: stderr }
}

describe('a native module that was never compiled', () => {
  it.each(['hnswlib-node', 'better-sqlite3'])('is told once, in a sentence, before any work: %s', (name) => {
    const workspace = join(temporaryFolder(), 'w')
    const { status, out, err } = whereBroken(name, 'index', 'corpus', '--workspace', workspace)
    expect(err).toMatch(
      new RegExp(
        `^chartsift: ${name} was never compiled, .* run 'npm rebuild better-sqlite3 hnswlib-node' in /app with .*\\n$`,
      ),
    )
    expect([status, out]).toEqual([2, ''])
  })

  it('hinders no command that does without', () => {
    expect(whereBroken('hnswlib-node', 'list', 'modifiers')).toMatchObject({ status: 0, err: '' })
  })
})
