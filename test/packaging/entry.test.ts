import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/command-line.js'

const root = join(import.meta.dirname, '..', '..')

/** Loads a script in a process that says it is another Node. */
function underNode(version: string, script: string, ...argv: string[]) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); process.argv.splice(1, 0, '${script}'); require('${script}')`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', pretend, '--', ...argv], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** A folder with the entry, package.json and whatever else a broken installation still has. */
function installation(): string {
  const folder = temporaryFolder()
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  return folder
}

function start(folder: string) {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/chartsift.js'), '--version'], {
    encoding: 'utf8',
  })
  return { status, stderr }
}

describe('bin/chartsift.js', () => {
  it.each(['8.17.0', '12.22.12', '18.20.8', '20.18.3'])('refuses Node %s with the way out', (version) => {
    const { status, stderr } = underNode(version, join(root, 'bin/chartsift.js'), '--version')
    expect(stderr).toBe(
      `chartsift: expected Node 20.19 or later, found ${version} (${process.execPath}): install a newer Node, or put it first on the PATH\n`,
    )
    expect(status).toBe(2)
  })

  it.each(['bin/chartsift.js', 'packaging/install-check.cjs'])('%s is read by the oldest Node', (file) => {
    const code = readFileSync(join(root, file), 'utf8')
      .replaceAll(/^\s*\/\/.*$/gm, '')
      .replaceAll(/'(?:\\.|[^'\\])*'|"[^"]*"/g, "''")
    expect(code).not.toMatch(/\b(?:const|let|class|async|await|import|export)\b|=>|`|\?\.|\?\?|\.\.\.|,\s*\)/)
  })

  it('says that a clone is not built, and that an installed package is not whole', () => {
    const folder = installation()
    expect(start(folder)).toEqual({
      status: 2,
      stderr: `chartsift: chartsift is not built yet: install the package again (it lies in ${folder})\n`,
    })
    writeFileSync(join(folder, 'tsconfig.json'), '{}')
    expect(start(folder).stderr).toBe(
      `chartsift: chartsift is not built yet: run 'make build' in ${folder}\n`,
    )
  })

  it('names a package that is not installed', () => {
    const folder = installation()
    mkdirSync(join(folder, 'dist/cli'), { recursive: true })
    writeFileSync(join(folder, 'dist/cli/cli.js'), "import 'commander'\nexport const main = () => 0\n")
    expect(start(folder)).toEqual({
      status: 2,
      stderr: `chartsift: commander is not installed: install the package again (it lies in ${folder})\n`,
    })
  })

  it('starts under a Node that is new enough', () => {
    const folder = installation()
    mkdirSync(join(folder, 'dist/cli'), { recursive: true })
    writeFileSync(join(folder, 'dist/cli/cli.js'), 'export const main = () => 0\n')
    expect(start(folder)).toEqual({ status: 0, stderr: '' })
  })
})

describe('packaging/install-check.cjs', () => {
  const check = join(root, 'packaging/install-check.cjs')

  it('refuses an old Node before anything is compiled', () => {
    const { status, stderr } = underNode('18.20.8', check)
    expect(stderr).toMatch(/^chartsift: expected Node 20\.19 or later, found 18\.20\.8 /)
    expect(status).toBe(1)
  })

  it('names the tools that are missing, and a prefix without headers', () => {
    const { status, stderr } = spawnSync(process.execPath, [check], {
      encoding: 'utf8',
      env: { PATH: '/nowhere', npm_config_nodedir: '/nowhere' },
    })
    expect(stderr).toBe(
      'chartsift: expected python3 and a C++ compiler to compile better-sqlite3 and hnswlib-node, found no python3 and no C++ compiler (Debian, Ubuntu: apt-get install python3 g++)\n' +
        'chartsift: npm_config_nodedir names /nowhere, which holds no Node headers (include/node/node.h): name the prefix that does, or unset it to have them downloaded\n',
    )
    expect(status).toBe(1)
  })

  it('says after a failure what headers have to do with it', () => {
    const home = temporaryFolder()
    const failed = () =>
      spawnSync(process.execPath, [check, 'failed'], { encoding: 'utf8', env: { HOME: home } }).stderr
    expect(failed()).toMatch(/Node's headers, which compiling needs, are not on this machine/)
    mkdirSync(join(home, '.cache/node-gyp', process.versions.node, 'include/node'), { recursive: true })
    writeFileSync(join(home, '.cache/node-gyp', process.versions.node, 'include/node/node.h'), '')
    expect(failed()).toMatch(/npm's own messages above say why/)
  })
})
