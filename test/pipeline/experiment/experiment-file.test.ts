import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { temporaryFolder } from '../../fixtures/command-line.js'

const GOOD = ['name: e', 'corpus: c', 'strategies: [recent, bm25]', 'budgets: [100]']

/** What is wrong with a file of these lines, one problem a line, without the folder it lies in. */
function problemsOf(...lines: readonly string[]): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'c'))
  const path = join(folder, 'e.yaml')
  writeFileSync(path, `${lines.join('\n')}\n`)
  try {
    readExperimentFile(path)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message.replaceAll(`${folder}/`, '')
  }
  return 'none'
}

describe('readExperimentFile', () => {
  it('takes what is right', () => {
    expect(problemsOf(...GOOD)).toBe('none')
    expect(
      problemsOf(...GOOD, 'generators: [extractive, {ollama: a, window: 100}, {ollama: b, window: 100}]'),
    ).toBe('none')
  })

  it('gives strategies their current names everywhere, with one warning', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'c'))
    const path = join(folder, 'e.yaml')
    const compare =
      'compare: {baseline: sift-lines+cut, primary: {measure: token-f1, strategy: sift-links, budget: 100}}'
    const write = (strategies: string) =>
      writeFileSync(
        path,
        `name: e\ncorpus: ${folder}/c\nstrategies: [${strategies}]\nbudgets: [100]\nmeasures: [token-f1]\n${compare}\n`,
      )
    write('sift, sift-lines+cut, sift-no-links')
    const told: string[] = []
    expect(readExperimentFile(path, (line) => told.push(line))).toMatchObject({
      strategies: ['sift', 'sift-no-lines+cut', 'sift-no-links'],
      compare: { baseline: 'sift-no-lines+cut', primary: { strategy: 'sift-no-links' } },
    })
    expect(told).toEqual([
      `${path}: warning: renamed strategies are reported under their new names: 'sift-lines+cut' is now 'sift-no-lines+cut', 'sift-links' is now 'sift-no-links'`,
    ])
    write('sift-lines+cut, sift-links, sift-no-links')
    expect(() => readExperimentFile(path)).toThrow(
      "e.yaml:3: strategies.2: 'sift-links' is the former name of 'sift-no-links', which is also listed",
    )
    write('sift-no-links, sift-links+cut, sift-no-links+cut, sift-no-links')
    expect(() => readExperimentFile(path)).toThrow(
      /has 3 problems:\n.*strategies\.2: 'sift-links\+cut' is the former name of 'sift-no-links\+cut', which is also listed\n.*strategies\.3: 'sift-no-links' is listed twice\n/,
    )
  })

  it('refuses a budget that a strategy lists twice, and warns of budgets that no strategy uses', () => {
    expect(problemsOf(...GOOD.slice(0, 2), 'strategies: [bm25, {recent: [500, 500]}]', GOOD[3]!)).toContain(
      'e.yaml:3: strategies.1.recent.1: 500 is listed twice',
    )
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'c'))
    const path = join(folder, 'e.yaml')
    const toldOf = (strategies: string) => {
      writeFileSync(path, `name: e\ncorpus: ${folder}/c\nstrategies: [${strategies}]\nbudgets: [100]\n`)
      const told: string[] = []
      readExperimentFile(path, (line) => told.push(line))
      return told
    }
    expect(toldOf('bm25, {recent: 500}')).toEqual([])
    expect(toldOf('{bm25: 400}, {recent: 500}')).toEqual([
      `${path}: warning: no strategy uses 'budgets': each has budgets of its own`,
    ])
  })

  it('tells problems between fields together with those of single fields', () => {
    const found = problemsOf(
      'name: e',
      'corpus: c',
      'strategies: [bm26, none, none]',
      'budgets: [100, 100, 0]',
      'compare:',
      '  baseline: recent',
      '  primary: {measure: chrf, strategy: recent, budget: 5}',
      'measures: [rouge-l]',
    )
    expect(found).toContain('the experiment file has 9 problems:')
    const lines = [...found.matchAll(/yaml:(\d+):/g)].map((match) => Number(match[1]))
    expect(lines).toEqual([...lines].sort((a, b) => a - b))
    expect(found).toMatch(/e\.yaml:3: strategies\.0: unknown strategy 'bm26': did you mean 'bm25'\? /)
    expect(found).toContain("e.yaml:3: strategies.2: 'none' is listed twice")
    expect(found).toContain('e.yaml:4: budgets.1: 100 is listed twice')
    expect(found).toContain('e.yaml:4: budgets.2: expected a whole number from 1 to 10,000,000')
    expect(found).toContain(
      "e.yaml:6: compare.baseline: 'recent' is not among the strategies of this experiment",
    )
    expect(found).toContain("e.yaml:7: compare.primary.strategy: 'recent' is the baseline itself")
    expect(found).toContain('e.yaml:7: compare.primary.budget: 5 is not among the budgets of this experiment')
    expect(found).toContain("e.yaml:7: compare.primary.measure: 'chrf' is not among the measures")
  })

  it('refuses a primary comparison on a measure that only describes', () => {
    const found = problemsOf(
      'name: e',
      'corpus: c',
      'strategies: [recent, bm25]',
      'budgets: [100]',
      'compare: {baseline: recent, primary: {measure: evidence-age, strategy: bm25, budget: 100}}',
      'measures: [evidence-age]',
    )
    expect(found).toContain(
      "e.yaml:5: compare.primary.measure: 'evidence-age' is descriptive: neither higher nor lower",
    )
  })

  it('refuses names that only every object has', () => {
    const found = problemsOf(...GOOD, 'measures: [toString, constructor, __proto__]')
    for (const name of ['toString', 'constructor', '__proto__']) {
      expect(found).toContain(`unknown measure '${name}'`)
    }
  })

  it('refuses a generator that is listed twice', () => {
    expect(problemsOf(...GOOD, 'generators: [extractive, extractive]')).toContain(
      "e.yaml:5: generators.1: 'extractive' is listed twice",
    )
    const twice = problemsOf(
      ...GOOD,
      'generators:',
      '  - {ollama: m, window: 100}',
      '  - {ollama: m, window: 200}',
    )
    expect(twice).toContain("e.yaml:7: generators.1: 'ollama:m' is listed twice")
  })

  it('says what a generator lacks', () => {
    expect(problemsOf(...GOOD, 'generators:', '  - {ollama: m}')).toContain(
      "e.yaml:6: 'generators.0.window' is missing",
    )
    expect(problemsOf(...GOOD, 'generators: [openai]')).toContain(
      "generators.0: expected 'extractive' or {ollama: MODEL, window: TOKENS}",
    )
    expect(problemsOf(...GOOD, 'generators: [{ollama: m, window: 100, heat: 1}]')).toContain(
      "unknown key 'generators.0.heat'",
    )
  })

  it('gives missing fields the line of what should hold them, or the first', () => {
    const found = problemsOf(
      '# a comment',
      'strategies: [bm25]',
      'budgets: [1]',
      'compare:',
      '  primary: null',
    )
    expect(found).toContain("e.yaml:1: 'name' is missing")
    expect(found).toContain("e.yaml:1: 'corpus' is missing")
    expect(found).toContain("e.yaml:4: 'compare.baseline' is missing")
    expect(problemsOf('')).toContain("e.yaml:1: 'name' is missing")
    expect(problemsOf('text')).toContain('e.yaml:1: file: ')
  })

  it('limits the length of a name, which becomes that of a folder', () => {
    expect(problemsOf(`name: ${'n'.repeat(80)}`, ...GOOD.slice(1))).toBe('none')
    expect(problemsOf(`name: ${'n'.repeat(81)}`, ...GOOD.slice(1))).toContain(
      'name: expected at most 80 characters',
    )
  })

  it('refuses budgets without measure', () => {
    const found = problemsOf(...GOOD.slice(0, 3), 'budgets: [99999999999999999999, 1.5, many, {a: 1}]')
    expect(found.match(/expected a whole number from 1 to 10,000,000/g)).toHaveLength(4)
  })

  it('refuses aliases without an anchor, and those that multiply', () => {
    expect(problemsOf(...GOOD.slice(0, 3), 'budgets: *none')).toContain('e.yaml:4: ')
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const [one, next] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map((pair) => [...pair])) {
      bomb.push(`${next}: &${next} [${Array(9).fill(`*${one}`).join(', ')}]`)
    }
    expect(problemsOf(...bomb)).toMatch(/\n {2}e\.yaml:\d: expected few aliases/)
    expect(problemsOf(`a: ${'['.repeat(50_000)}`)).toMatch(/e\.yaml.*: /)
  })

  it('reports all problems of the index together', () => {
    const found = problemsOf(...GOOD, 'index: {chunk: tokens, chunkTokens: 8, overlapTokens: 8, ef: many}')
    expect(found).toContain('index.overlapTokens: expected less than chunkTokens')
    expect(found).toContain('index.ef: ')
    expect(problemsOf(...GOOD, 'index: null')).toContain('index: ')
  })

  it('shows no value as [object Object]', () => {
    expect(problemsOf(...GOOD, 'measures: [{a: 1}]', 'compare: {baseline: [x]}')).not.toContain('[object')
  })
})
