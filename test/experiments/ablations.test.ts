import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExperimentFile } from '../../pipeline/experiment/experiment-file.js'
import { MODIFIERS } from '../../pipeline/select/registry/modifier-rows.js'
import { OFFLINE_STRATEGY_NAMES, STRATEGY_GROUPS } from '../../pipeline/select/registry/strategy-rows.js'
import { modifiersOf } from '../../pipeline/select/strategy-name.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, 'experiments', 'ablations')
const SCRIPT = join(root, 'packaging', 'fill-experiment.js')

/** What the Makefile makes of an ablation. */
function filled(name: string, ...more: string[]): string {
  return execFileSync(process.execPath, [SCRIPT, join(folder, `${name}.yaml`), ...more], { encoding: 'utf8' })
}

/** An ablation as it is, but for its corpus, which is there. */
function read(name: string) {
  const place = temporaryFolder()
  const path = join(place, `${name}.yaml`)
  const text = readFileSync(join(folder, `${name}.yaml`), 'utf8')
  writeFileSync(path, text.replace(/^corpus: .*$/m, `corpus: ${place}`))
  return readExperimentFile(path)
}
const isArm = (name: string) => name === 'sift' || name.startsWith('sift-')

describe('ablations', () => {
  it.each(readdirSync(folder))('%s is an experiment', (file) => {
    const name = file.replace('.yaml', '')
    expect(read(name).name).toBe(`ablate-${name}`)
  })

  it('compare each strategy with itself on the first of their indexes', () => {
    const { strategies, compare } = read('chunking')
    expect(strategies.length).toBe(3 * 6)
    expect(strategies).toContain('hybrid@tokens-128-day')
    expect(compare!.baseline).toBe('@tokens-128')
    const path = join(temporaryFolder(), 'embedder.yaml')
    const model = join(path, '..', 'all-MiniLM L6')
    writeFileSync(path, filled('embedder', `--corpus=${join(path, '..')}`, `--embedder=${model}`))
    expect(readExperimentFile(path).strategies.slice(0, 2)).toEqual(['dense@bundled', 'dense@all-MiniLM-L6'])
  })

  it('leave out no arm of sift, no group of strategies and no reach of modifiers', () => {
    expect([...read('mechanisms').strategies].sort()).toEqual(OFFLINE_STRATEGY_NAMES.filter(isArm).sort())
    const compared = read('retriever').strategies
    for (const { title, rows } of STRATEGY_GROUPS) {
      const offline = rows.filter(({ kind }) => kind !== 'asks a model')
      expect(offline.length === 0 || offline.some(({ name }) => compared.includes(name)), title).toBe(true)
    }
    const shown = [...read('modifiers').strategies, ...read('order').strategies].flatMap(modifiersOf)
    expect(new Set(shown.map(({ reach }) => reach))).toEqual(new Set(MODIFIERS.map(({ reach }) => reach)))
  })

  it('take any corpus, whatever signs its path has', () => {
    expect(filled('order', '--corpus=/a b/$& "c"')).toContain('\ncorpus: /a b/$& "c"\n')
    expect(filled('order', '--corpus=- a: #b')).toContain('\ncorpus: "- a: #b"\n')
    const path = join(temporaryFolder(), 'order.yaml')
    mkdirSync(join(path, '..', 'c'))
    writeFileSync(path, filled('order', '--corpus', 'c', '--host', 'http://127.0.0.1:1', '--model', 'm:1'))
    expect(readExperimentFile(path).generators).toMatchObject([
      'extractive',
      { ollama: 'm:1', window: 8192, host: 'http://127.0.0.1:1' },
    ])
  })
})
