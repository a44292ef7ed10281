import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { temporaryFolder } from '../../fixtures/command-line.js'

/** What is wrong with an experiment of these lines; empty where nothing is. */
function problemsOf(...lines: readonly string[]): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'c'))
  const path = join(folder, 'e.yaml')
  writeFileSync(path, ['name: e', 'corpus: c', 'strategies: [bm25]', 'budgets: [100]', ...lines].join('\n'))
  try {
    readExperimentFile(path)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

const MEASURES = 'measures: [judge-correct]'
const JUDGES = "judges: [{ollama: 'llama3.1:8b', window: 4096}]"

describe('the jury of an experiment file', () => {
  it('is taken where it is of other families than the generators', () => {
    expect(problemsOf(MEASURES, JUDGES)).toBe('')
    expect(problemsOf(MEASURES, JUDGES, "generators: [extractive, {ollama: 'qwen3:8b', window: 4096}]")).toBe(
      '',
    )
  })

  it('is refused where it would grade its own family', () => {
    expect(problemsOf(MEASURES, JUDGES, "generators: [{ollama: 'meditron:7b', window: 4096}]")).toContain(
      "judges.0: 'llama3.1:8b' would grade its own family: expected another than llama, which the generator 'meditron:7b' is of",
    )
  })

  it('is refused where a family is not known, until it is declared', () => {
    const judges = (more: string) => `judges: [{ollama: made-up, window: 4096${more}}]`
    expect(problemsOf(MEASURES, judges(''))).toContain(
      "judges.0: the name 'made-up' does not show the model's family: add 'family'",
    )
    expect(problemsOf(MEASURES, judges(', family: mine'))).toBe('')
    expect(problemsOf(MEASURES, JUDGES, 'generators: [{ollama: other, window: 4096}]')).toContain("'other'")
    expect(
      problemsOf(MEASURES, JUDGES, 'generators: [{ollama: other, window: 4096, family: llama}]'),
    ).toContain('would grade its own family')
  })

  it('is needed by its measures, and needs them', () => {
    expect(problemsOf(MEASURES)).toContain("measures.0: 'judge-correct' needs 'judges', found none")
    expect(problemsOf('measures: [fact-recall]')).toContain("'fact-recall' needs 'judges', found none")
    expect(problemsOf(JUDGES)).toContain('judges: have nothing to grade')
    expect(problemsOf('labels: l.tsv')).toContain(
      "labels: cannot be used: the file names neither 'judges' nor the measure 'error-severity'",
    )
  })

  it('has each judge once', () => {
    const twice = "judges: [{ollama: 'llama3.1:8b', window: 4096}, {ollama: 'llama3.1:8b', window: 8192}]"
    expect(problemsOf(MEASURES, twice)).toContain("judges.1: 'llama3.1:8b' is listed twice")
  })
})
