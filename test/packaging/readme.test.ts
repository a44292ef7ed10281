import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extractCommands, pageCommands, pages } from '../../packaging/readme/extract-commands.js'
import { SUBSTITUTIONS } from '../../packaging/readme/substitutions.js'
import { readExperimentFile } from '../../pipeline/experiment/experiment-file.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const root = join(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const commands = pageCommands(root)

describe('extractCommands', () => {
  it('takes the lines of sh blocks without comments, with their line', () => {
    const text =
      'a\n```sh\n# all\nmake demo   # quick\n\nnpx x --a "b"\n```\n```yaml\nname: e\n```\n```sh\nlast\n```\n'
    expect(extractCommands(text)).toEqual([
      { text: 'make demo', line: 4 },
      { text: 'npx x --a "b"', line: 6 },
      { text: 'last', line: 12 },
    ])
  })
})

describe('the commands of the README and of docs/', () => {
  it('are all in the table of substitutions, and the table holds no other', () => {
    expect(commands.length).toBeGreaterThan(15)
    expect(Object.keys(SUBSTITUTIONS).sort()).toEqual([...new Set(commands.map(({ text }) => text))].sort())
  })

  it('name no path and no host that is not there when they are tried', () => {
    const places = {
      cohort: '/t/cohort',
      out: '/t/out',
      workspace: '/t/ws',
      instruction: '7',
      host: 'http://127.0.0.1:9',
    }
    for (const { text } of commands) {
      const substitution = SUBSTITUTIONS[text]!
      if (typeof substitution === 'object') continue
      const tried = substitution(text, places)
      expect(tried).not.toMatch(/\/data\/|11434|\bID\b/)
      for (const [, file] of tried.matchAll(/\s(\S+\.(?:yaml|jsonl|trec|txt))(?=\s|$)/g))
        expect(file).toMatch(/^\/t\//)
    }
  })

  it('never fetch chartsift from the public registry, nor does any page or message say so', () => {
    for (const file of [...pages(root), 'Makefile', '.ci/run', 'packaging/readme/substitutions.ts'])
      expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/\bnpx (?:-y |--yes )?chartsift\b/)
  })
})

describe("the README's experiment", () => {
  it('is a right file', () => {
    const [, yaml] = /```yaml\n(name: [\s\S]*?)```/.exec(readme)!
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'corpus'))
    writeFileSync(join(folder, 'reviewed.tsv'), '')
    const path = join(folder, 'e.yaml')
    writeFileSync(path, yaml!.replace('/data/medalign', 'corpus'))
    expect(readExperimentFile(path).name).toBe('budget-curve')
  })
})
