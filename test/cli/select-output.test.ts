import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openOutput } from '../../cli/output/output-file.js'
import { chartsiftProcess } from '../fixtures/cli-process.js'
import { chartsift, fixtureFolder, temporaryFolder } from '../fixtures/command-line.js'

const place = () => {
  const fixture = fixtureFolder()
  const argv = [
    'select',
    fixture.cohort,
    '--embedder',
    fixture.embedder,
    '--workspace',
    fixture.workspace,
    '--strategies',
    'bm25',
    '--budgets',
    '60',
    '--workers',
    '1',
  ]
  return { ...fixture, argv, select: (...more: string[]) => chartsift(...argv, ...more) }
}

describe('select --out', () => {
  it('refuses a file that cannot be written, before anything is indexed', async () => {
    const { folder, workspace, select } = place()
    writeFileSync(join(folder, 'file'), '')
    const wrong: [string, RegExp][] = [
      [join(folder, 'missing', 'c.jsonl'), /cannot write .*missing\/c\.jsonl: no such file or folder/],
      [join(folder, 'file', 'c.jsonl'), /cannot write .*file\/c\.jsonl: a part of the path is not a folder/],
      [folder, /expected a file to write to, found a folder at /],
      [join(folder, 'n'.repeat(300)), /cannot write .*: the name is too long/],
    ]
    for (const [out, sentence] of wrong) {
      const { code, err, out: printed } = await select('--out', out)
      expect([code, printed]).toEqual([2, ''])
      expect(err).toMatch(sentence)
      expect(err).not.toMatch(/\n\s+at |defect|index:/)
    }
    expect(existsSync(workspace)).toBe(false)
  })

  it('replaces an earlier file whole, for its owner alone', async () => {
    const { folder, select } = place()
    const out = join(folder, 'c.jsonl')
    writeFileSync(out, 'old')
    chmodSync(out, 0o644)
    expect((await select('--out', out)).code).toBe(0)
    expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(7)
    expect(statSync(out).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('writes what a link points to, and keeps the link', async () => {
    const { folder, select } = place()
    writeFileSync(join(folder, 'real.jsonl'), 'old')
    symlinkSync('real.jsonl', join(folder, 'link.jsonl'))
    expect((await select('--out', join(folder, 'link.jsonl'))).code).toBe(0)
    expect(readFileSync(join(folder, 'real.jsonl'), 'utf8')).toMatch(/^\{"instructionId"/)
  })

  it('leaves an earlier file as it was where it fails', async () => {
    const { folder, select } = place()
    const out = join(folder, 'c.jsonl')
    writeFileSync(out, 'old')
    expect((await select('--out', out, '--instructions', '999')).code).toBe(2)
    expect(readFileSync(out, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('leaves an earlier file as it was on Ctrl-C, and says so', async () => {
    const { folder, argv } = place()
    const out = join(folder, 'c.jsonl')
    writeFileSync(out, 'old')
    const stopped = await chartsiftProcess([...argv, '--out', out], {
      at: 'index: ',
      afterMs: 0,
      signal: 'SIGINT',
    })
    expect(stopped.err).toContain(`chartsift: stopped; ${out} was left as it was\n`)
    expect(stopped.err).not.toContain('to resume')
    expect(stopped.code).toBe(130)
    expect(readFileSync(out, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('writes to standard output by its name, and to a pipe', async () => {
    const { folder, argv, select } = place()
    const wanted = (await select()).out
    expect((await chartsiftProcess([...argv, '--quiet', '--out', '/dev/stdout'])).out).toBe(wanted)
    const pipe = join(folder, 'pipe')
    await finished(spawn('mkfifo', [pipe]))
    const reader = spawn('cat', [pipe])
    let read = ''
    reader.stdout.on('data', (chunk) => {
      read += chunk
    })
    expect((await select('--out', pipe)).code).toBe(0)
    await finished(reader)
    expect(read).toBe(wanted)
  })

  it('says so where the disk is full', async () => {
    if (!existsSync('/dev/full')) return
    const { code, err } = await place().select('--out', '/dev/full')
    expect(err).toContain('chartsift: cannot write /dev/full: no space is left on the disk\n')
    expect(code).toBe(2)
  })
})

describe('openOutput', () => {
  it('shows the new file only when it is kept', async () => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, 'old')
    const first = await openOutput(path)
    await first.write('ne')
    await first.write('w')
    expect(readFileSync(path, 'utf8')).toBe('old')
    await first.keep()
    expect(readFileSync(path, 'utf8')).toBe('new')
    const second = await openOutput(path)
    await second.write('newer')
    await second.discard()
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  it('names the file that cannot be put in its place, and removes the new one', async () => {
    const path = join(temporaryFolder(), 'file')
    const output = await openOutput(path)
    mkdirSync(path)
    await expect(output.keep()).rejects.toThrow(`cannot write ${path}: it is a folder`)
    await output.discard()
    expect(readdirSync(join(path, '..'))).toEqual(['file'])
  })
})

function finished(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve) => child.on('close', () => resolve()))
}

describe('select with the name that a strategy had before', () => {
  it('warns in one line and writes contexts under the current name', async () => {
    const { select } = place()
    const { code, out, err } = await select('--strategies', 'sift-lexicon,sift-no-lexicon')
    expect(code).toBe(0)
    expect(err.match(/^warning: .*'sift-lexicon' is now 'sift-no-lexicon'$/gm)).toHaveLength(1)
    const names = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { strategy: string }).strategy)
    expect(new Set(names)).toEqual(new Set(['sift-no-lexicon']))
  })
})
