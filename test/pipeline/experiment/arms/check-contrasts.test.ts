import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExperimentFile } from '../../../../pipeline/experiment/experiment-file.js'
import { temporaryFolder } from '../../../fixtures/command-line.js'

/** The problems of a file with these comparisons, one per line, without place; [] if it has none. */
function problemsOf(
  compare: string,
  more = 'nominalWindow: 8192',
  strategies = '[bm25, sift, {full: window}, {recent-tokens: [4000, window]}]',
): string[] {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'c'))
  const path = join(folder, 'e.yaml')
  writeFileSync(
    path,
    `name: e
corpus: c
strategies: ${strategies}
budgets: [1000, 2000]
measures: [evidence-recall, evidence-age]
${compare === '' ? '' : `compare: ${compare}\n`}${more}
`,
  )
  try {
    readExperimentFile(path)
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^.*e\.yaml:\d+: /, ''))
  }
}

const contrast = (fields: string) => `{baseline: bm25, primary: {measure: evidence-recall, ${fields}}}`

describe('comparisons across budgets', () => {
  it.each([
    '{baseline: {strategy: full, budget: window}}',
    contrast('strategy: sift, budget: 2000'),
    contrast('strategy: sift, budget: 2000, baseline: {strategy: recent-tokens, budget: window}, margin: 3'),
    '{baseline: bm25, secondary: [{measure: evidence-age, strategy: sift, budget: 1000}]}',
    // The same strategy at two budgets.
    contrast('strategy: sift, budget: 1000, baseline: {strategy: sift, budget: 2000}'),
  ])('are taken: %s', (compare) => {
    expect(problemsOf(compare)).toEqual([])
  })

  it.each([
    [
      '{baseline: {strategy: hybrid, budget: 1000}}',
      "'hybrid' is not among the strategies of this experiment",
    ],
    ['{baseline: {strategy: full, budget: 1000}}', "1000 is not among the budgets of 'full': window"],
    [contrast('strategy: sift, budget: 4000'), '4000 is not among the budgets of this experiment'],
    [
      '{baseline: full, primary: {measure: evidence-recall, strategy: sift, budget: 1000}}',
      "'full' has no budget '1000' to compare with: name another, as in baseline: {strategy: full, budget: window}",
    ],
    [
      contrast('strategy: full, budget: window, baseline: {strategy: full, budget: window}'),
      "'full' is the baseline itself",
    ],
    [
      contrast('strategy: sift, budget: 1000, margin: 3').replace(/}$/, ', margin: 2}'),
      'is also given in compare.primary: remove one of them',
    ],
    [
      '{baseline: bm25, secondary: [{measure: evidence-age, strategy: sift, budget: 1000, margin: 3}]}',
      "a margin needs a direction, and 'evidence-age' is descriptive: neither higher nor lower is better",
    ],
    [
      '{baseline: bm25, primary: {measure: evidence-recall, strategy: sift, budget: 1000}, secondary: [{measure: evidence-recall, strategy: sift, budget: 1000, margin: 2}]}',
      'is the same comparison as compare.primary: remove one of them',
    ],
    ['{baseline: 5}', 'expected the name of a strategy, or {strategy: full, budget: window}'],
  ])('are refused: %s', (compare, problem) => {
    const found = problemsOf(compare)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(problem)
  })
})

describe('a baseline that nothing is compared with', () => {
  it('is refused, unless declared comparisons name their own', () => {
    const strategies = '[bm25, {full: window}]'
    const more = 'nominalWindow: 8192'
    expect(problemsOf('{baseline: full}', more, strategies)).toEqual([
      "compare.baseline: no other strategy has a budget of 'full': name the baseline with its budget, as in {strategy: full, budget: window}",
    ])
    const own =
      '{baseline: full, primary: {measure: evidence-recall, strategy: bm25, budget: 1000, baseline: {strategy: full, budget: window}}}'
    expect(problemsOf(own, more, strategies)).toEqual([])
  })
})

describe("the budget 'window' of a file", () => {
  it('needs a window', () => {
    expect(problemsOf('', '')).toEqual([
      "strategies.2: 'window' needs the window of a generator, and 'extractive' has none: add nominalWindow: 8192, or a model",
    ])
    expect(problemsOf('', 'generators: [extractive, {ollama: a, window: 4000}]')).toEqual([])
  })
})
