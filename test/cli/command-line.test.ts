import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemSentence } from '../../base/errors/system-sentence.js'
import { chartsift, fixtureFolder, temporaryFolder } from '../fixtures/command-line.js'

const COMMANDS = [
  'synth',
  'index',
  'inspect',
  'select',
  'run',
  'score',
  'report',
  'export',
  'doctor',
  'distill',
  'experiments',
  'clean',
  'forget',
]
const ENTRY = join(import.meta.dirname, '..', 'fixtures', 'run-cli.ts')

/** Runs a line of bash in which `chartsift` is the command line; prints its exit code last. */
function bash(line: string) {
  const script = `chartsift() { "${process.execPath}" --import tsx "${ENTRY}" "$@"; }; ${line}; echo "codes \${PIPESTATUS[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  return { out: stdout, err: stderr }
}

describe('the command line', () => {
  it.each(COMMANDS)('%s --help has an example and takes --workspace and --quiet', async (command) => {
    const { code, out } = await chartsift(command, '--help')
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`Examples?:\\n  chartsift ${command} `))
    expect(out).toContain('--workspace <dir>')
    expect(out).toContain('--quiet')
  })

  it('refuses an unknown command, with --help too', async () => {
    for (const argv of [['grade', '--help'], ['-h', 'grade'], ['help', 'grade'], ['grade']]) {
      const { code, out, err } = await chartsift(...argv)
      expect([argv, code, out]).toEqual([argv, 2, ''])
      expect(err).toContain("unknown command 'grade'")
    }
    expect((await chartsift('help', 'index')).code).toBe(0)
    expect((await chartsift('--help')).code).toBe(0)
    expect((await chartsift('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('refuses numbers without measure, and lists of ids with nothing in them', async () => {
    const { cohort, workspace } = fixtureFolder()
    const select = (...more: string[]) =>
      chartsift('select', cohort, '--workspace', workspace, '--strategies', 'none', ...more)
    const huge = '99999999999999999999'
    for (const argv of [
      ['--budgets', huge],
      ['--budgets', '10000001'],
      ['--budgets', '9', '--workers', huge],
    ]) {
      const { code, err } = await select(...argv)
      expect(err).toContain('expected at most 10,000,000.')
      expect(code).toBe(2)
    }
    expect((await select('--budgets', '9', '--seed', huge)).err).toContain(
      'expected at most 9007199254740991.',
    )
    for (const ids of ['', ' ', '501,', ',']) {
      expect((await select('--budgets', '9', '--instructions', ids)).err).toMatch(
        /'--instructions <ids>' argument '.*' is invalid\. expected comma-separated ids\./,
      )
    }
  })

  it('writes the lines of an instruction that is named twice once', async () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    const { out } = await chartsift(
      ...['select', cohort, '--embedder', embedder, '--workspace', workspace, '--workers', '1', '--quiet'],
      ...['--strategies', 'bm25', '--budgets', '60', '--instructions', '501, 501,502'],
    )
    expect(out.trimEnd().split('\n')).toHaveLength(2)
  })

  it('takes --workspace for synth, which needs none, and makes none', async () => {
    const folder = temporaryFolder()
    const { code } = await chartsift(
      ...['synth', '--patients', '1', '--out', join(folder, 'c'), '--workspace', join(folder, 'w')],
    )
    expect([code, readdirSync(folder)]).toEqual([0, ['c']])
  })

  it('says what could not be done to which path where synth cannot write', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    const { code, err } = await chartsift('synth', '--patients', '1', '--out', join(folder, 'file', 'c'))
    expect(err).toMatch(/^chartsift: cannot look at .*file\/c: a part of the path is not a folder\n$/)
    expect(code).toBe(2)
  })

  it('prints what forget deleted as JSON', async () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    await chartsift('index', cohort, '--embedder', embedder, '--workspace', workspace, '--workers', '1')
    const { code, out } = await chartsift(
      'forget',
      '--patient',
      '9001',
      '--yes',
      '--workspace',
      workspace,
      '--json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      patientId: '9001',
      deleted: expect.arrayContaining([expect.stringMatching(/^corpora\/\w+\/patients\/9001$/)]),
    })
  })
})

describe('a reader that has seen enough', () => {
  it('ends a command quietly', () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    const select = `chartsift select ${cohort} --embedder ${embedder} --workspace ${workspace} --workers 1 --strategies recent,bm25,oldest --budgets 60,500,1000,2000,4000`
    for (const line of [
      `${select} --quiet | true`,
      `${select} --quiet | head -1 >/dev/null`,
      `${select} 2>&1 | true`,
    ]) {
      const { out, err } = bash(line)
      expect([line, err, out]).toEqual([line, '', 'codes 0 0\n'])
    }
    expect(bash('chartsift doctor | true')).toEqual({ out: 'codes 0 0\n', err: '' })
  })

  it('is told apart from a full disk', () => {
    if (!existsSync('/dev/full')) return
    const { out, err } = bash('chartsift doctor >/dev/full')
    expect(err).toBe('chartsift: cannot write to the standard streams: no space is left on the disk\n')
    expect(out).toBe('codes 2\n')
  })
})

describe('doctor', () => {
  it('fails a workspace that is a file, or below one, and says the rest', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const workspace of [file, join(file, 'below')]) {
      const { code, out } = await chartsift('doctor', '--workspace', workspace)
      expect(out).toMatch(/^FAIL workspace: expected a folder, found a file at .*file$/m)
      expect(out).toMatch(/^ok {3}node: v/m)
      expect(code).toBe(1)
    }
  })

  it('leaves no trace in a workspace that can be written, and makes none that is not there', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'w'))
    expect((await chartsift('doctor', '--workspace', join(folder, 'w'))).out).toMatch(
      /^ok {3}workspace: .*w$/m,
    )
    expect((await chartsift('doctor', '--workspace', join(folder, 'new', 'er'))).out).toMatch(
      /^ok {3}workspace: .*er \(new\)$/m,
    )
    expect([readdirSync(folder), readdirSync(join(folder, 'w'))]).toEqual([['w'], []])
  })

  it('prints failures alone with --quiet, and all of it as JSON', async () => {
    const folder = temporaryFolder()
    expect((await chartsift('doctor', '--workspace', folder, '--quiet')).out).toBe('')
    writeFileSync(join(folder, 'file'), '')
    const wrong = ['doctor', '--workspace', join(folder, 'file')]
    expect((await chartsift(...wrong, '--quiet')).out).toMatch(/^FAIL workspace: .*\n$/)
    const { code, out } = await chartsift(...wrong, '--json', '--quiet')
    const { checks } = JSON.parse(out) as { checks: { name: string; ok: boolean; detail: string }[] }
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['node', true],
      ['SQLite', true],
      ['HNSW', true],
      ['bundled embedder', true],
      ['token counter cl100k', true],
      ['workspace', false],
    ])
    expect(code).toBe(1)
  })
})

describe('systemSentence', () => {
  const error = (fields: object) => Object.assign(new Error('as the system says it'), fields)

  it('says what could not be done to which path', () => {
    const { stack: _, ...denied } = error({ code: 'EACCES', syscall: 'mkdir', path: '/a b/c' })
    expect(systemSentence(error(denied))).toBe('cannot make the folder /a b/c: permission denied')
    expect(systemSentence(error({ code: 'EROFS', syscall: 'rename', path: '/a', dest: '/b' }))).toBe(
      'cannot rename /a to /b: the disk is read-only; use a workspace that can be written (--workspace)',
    )
    expect(systemSentence(error({ code: 'ENOSPC', syscall: 'write' }))).toBe(
      'cannot write: no space is left on the disk; free some space and run the same command again; finished work is kept',
    )
    expect(systemSentence(error({ code: 'SQLITE_IOERR_WRITE' }))).toBe(
      'cannot continue: the disk does not read or write; check the disk, then run the same command again',
    )
  })

  it('leaves defects of ours alone', () => {
    for (const other of [
      new TypeError('x'),
      error({ code: 'ERR_ASSERTION' }),
      error({ code: 7 }),
      'text',
      null,
    ])
      expect(systemSentence(other)).toBeNull()
  })
})
