import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExperimentFile } from '../../pipeline/experiment/experiment-file.js'
import { MODIFIER_NAMES } from '../../pipeline/select/names/modifier-names.js'
import { OFFLINE_STRATEGY_NAMES } from '../../pipeline/select/names/strategy-names.js'
import { modifiersOf } from '../../pipeline/select/strategy-name.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const bench = join(import.meta.dirname, '..', '..', 'bench')
const folder = join(bench, 'ablations')

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

  it('leave out no arm of sift, no other strategy and no modifier that needs no model', () => {
    expect([...read('mechanisms').strategies].sort()).toEqual(OFFLINE_STRATEGY_NAMES.filter(isArm).sort())
    expect([...read('retriever').strategies].sort()).toEqual(
      OFFLINE_STRATEGY_NAMES.filter((name) => name === 'sift' || !isArm(name)).sort(),
    )
    const shown = [...read('modifiers').strategies, ...read('order').strategies].flatMap(modifiersOf)
    expect([...new Set(shown)].sort()).toEqual(MODIFIER_NAMES.filter((name) => name !== 'rerank').sort())
  })

  it('take any corpus, whatever signs its path has', () => {
    const yaml = execFileSync(process.execPath, [join(bench, 'ablation-file.js'), 'order', '/a b/$& "c"'])
    expect(yaml.toString()).toContain('\ncorpus: "/a b/$& \\"c\\""\n')
    const asked = [join(bench, 'ablation-file.js'), 'order', 'c', 'http://127.0.0.1:1', 'm:1']
    const path = join(temporaryFolder(), 'order.yaml')
    mkdirSync(join(path, '..', 'c'))
    writeFileSync(path, execFileSync(process.execPath, asked))
    expect(readExperimentFile(path).generators).toMatchObject(['extractive', { ollama: 'm:1', window: 8192 }])
  })
})
