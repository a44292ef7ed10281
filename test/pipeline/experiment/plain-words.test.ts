import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { temporaryFolder } from '../../fixtures/command-line.js'

const GOOD: Readonly<Record<string, string>> = {
  name: 'name: e',
  corpus: 'corpus: c',
  strategies: 'strategies: [recent, bm25]',
  budgets: 'budgets: [100]',
}

/** What is said of a file, without the folder that it is in. */
function said(text: string): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'c'))
  const path = join(folder, 'e.yaml')
  writeFileSync(path, text)
  try {
    readExperimentFile(path)
    return 'none'
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '').replaceAll(folder, '.')
  }
}

/** A valid file with one line changed or added. */
function withLine(field: string, line: string): string {
  return said(`${Object.values({ ...GOOD, [field]: line }).join('\n')}\n`)
}

describe('a field of the wrong form', () => {
  it.each([
    ['budgets', 'budgets: 500', 'e.yaml:4: budgets: expected a list, found 500: write `budgets: [500]`'],
    [
      'budgets',
      'budgets: 500, 1000',
      "e.yaml:4: budgets: expected a list, found '500, 1000': write `budgets: [500, 1000]`",
    ],
    [
      'budgets',
      'budgets:',
      'e.yaml:4: budgets: expected a list, found nothing: write `budgets: [500, 1000]`',
    ],
    [
      'budgets',
      'budgets: {a: 1}',
      'e.yaml:4: budgets: expected a list, found fields with values: write `budgets: [500, 1000]`',
    ],
    [
      'budgets',
      'budgets: []',
      'e.yaml:4: budgets: expected at least one item, found none: write `budgets: [500, 1000]`',
    ],
    [
      'budgets',
      "budgets: ['500']",
      "e.yaml:4: budgets.0: expected a whole number from 1 to 10,000,000 or 'window', found '500'",
    ],
    [
      'strategies',
      'strategies: bm25, hybrid+mmr',
      "e.yaml:3: strategies: expected a list, found 'bm25, hybrid+mmr': write `strategies: [bm25, hybrid+mmr]`",
    ],
    ['name', 'name: 7', 'e.yaml:1: name: expected a text, found 7: write `name: budget-curve`'],
    [
      'compare',
      'compare: recent',
      "e.yaml:5: compare: expected fields with values, found 'recent': write `compare: {baseline: recent,",
    ],
    ['seed', 'seed: seven', "e.yaml:5: seed: expected a number, found 'seven': write `seed: 7`"],
    [
      'prompt',
      'prompt: record_first',
      "e.yaml:5: prompt: expected 'record-first', 'question-first', 'structured', 'structured-confidence' or 'helm-medalign', found 'record_first': did you mean 'record-first'?",
    ],
    [
      'index',
      'index: {chunk: sentences}',
      "index.chunk: expected 'sentence', 'tokens' or 'recursive', found 'sentences': did you mean 'sentence'?",
    ],
    ['measures', 'measures: [token-f2]', "measures.0: unknown measure 'token-f2': did you mean 'token-f1'?"],
    ['measures', 'measures: [ROUGE_L]', "measures.0: unknown measure 'ROUGE_L': did you mean 'rouge-l'?"],
  ])('%s as in %j', (field, line, expected) => {
    expect(withLine(field, line)).toContain(expected)
  })
})

describe('an unknown key', () => {
  it.each([
    ['budget', 'budget: [5]', "e.yaml:5: unknown key 'budget': did you mean 'budgets'?"],
    ['stratgies', 'stratgies: [a]', "e.yaml:5: unknown key 'stratgies': did you mean 'strategies'?"],
    [
      'index',
      'index: {chunk_tokens: 9}',
      "e.yaml:5: unknown key 'index.chunk_tokens': did you mean 'chunkTokens'?",
    ],
    [
      'generators',
      'generators: [{ollama: m, windw: 9}]',
      "unknown key 'generators.0.windw': did you mean 'window'?",
    ],
    [
      'judges',
      'judges: [{ollama: m, window: 9, temp: 1}]',
      "unknown key 'judges.0.temp': did you mean 'temperature'?",
    ],
    ['compare', 'compare: {baselin: recent}', "unknown key 'compare.baselin': did you mean 'baseline'?"],
    [
      'compare',
      'compare: {baseline: recent, primary: {mesure: chrf}}',
      "unknown key 'compare.primary.mesure': did you mean 'measure'?",
    ],
    ['wombat', 'wombat: 1', "e.yaml:5: unknown key 'wombat'; known keys are name, corpus,"],
  ])('%s as in %j', (field, line, expected) => {
    expect(withLine(field, line)).toContain(expected)
  })
})

describe('a folder that is not there', () => {
  it('is reported with the other problems', () => {
    const found = said('name: e\ncorpus: nowhere\nstrategies: [bm26]\nbudgets: 5\nlabels: none.tsv\n')
    expect(found).toContain('the experiment file has 5 problems:')
    expect(found).toMatch(/e\.yaml:2: corpus: expected a folder, found nothing at .*nowhere/)
    expect(found).toContain("e.yaml:3: strategies.0: unknown strategy 'bm26': did you mean 'bm25'?")
    expect(found).toMatch(/e\.yaml:5: labels: expected a table, found nothing at .*none\.tsv/)
  })

  it('is looked for next to the file', () => {
    expect(withLine('corpus', 'corpus: ./c')).toBe('none')
  })
})

describe('a line that is not YAML', () => {
  it.each([
    [
      'name: a\n\tbudgets: [1]\n',
      "e.yaml:2: this line is indented with a tab: use spaces, found 'budgets: [1]'",
    ],
    [
      'name: a\nbudgets [500]\nseed: 7\n',
      'e.yaml:2: expected "field: value", with a colon and a space, found \'budgets [500]\': write `budgets: [500, 1000]`',
    ],
    [
      'name: a\nbudgets: [500, 1000\nstrategies: [bm25]\n',
      "the experiment file has 1 problem:\n  e.yaml:2: the bracket [ is not closed before the next line that is not indented, found 'budgets: [500, 1000': write `budgets: [500, 1000]`",
    ],
    ['name: a\ncorpus: [a\n', "1 problem:\n  e.yaml:2: the bracket [ is not closed, found 'corpus: [a'"],
    [
      'compare: {baseline:\n  [a\nseed: @\n',
      /2 problems:\n {2}e\.yaml:2: the bracket \[ .*\n {2}e\.yaml:3: a text that/,
    ],
    ['corpus: [a\n  name: x\n  seed: 5\n', '1 problem:\n  e.yaml:1: the bracket [ is not closed, found'],
    ['compare:\n  baseline: a\n primary: b\n', 'e.yaml:3: this line is indented differently'],
    [
      'budgets: [1]]\n',
      "e.yaml:1: unexpected text; perhaps a quote or bracket is missing, or there is one too many, found 'budgets: [1]]': write `budgets: [500, 1000]`",
    ],
    ['name: a: b\n', 'e.yaml:1: more than one ": " in a line'],
    ['name: a\nname: b\n', "e.yaml:2: duplicate key: remove one of them, found 'name: b'"],
    ['corpus: "C:\\data"\n', 'e.yaml:1: a backslash in double quotes begins an escape'],
    ['name: a\n---\nname: b\n', 'e.yaml:2: an experiment file contains one experiment'],
    ['name: @x\n', "e.yaml:1: a text that begins with this sign needs quotes, found 'name: @x'"],
    [
      "corpus: c\nname: 'a\nbudgets: [1]\n",
      `1 problem:\n  e.yaml:2: the quote ' is not closed, found 'name: 'a'`,
    ],
    ['budgets: [- 1, - 2]\n', 'e.yaml:1: '],
    ['name=a\nbudgets=5\n', 'e.yaml:1: file: expected fields, as in `name: budget-curve`, found a text'],
    ['- a\n- b\n', 'e.yaml:1: file: expected fields, as in `name: budget-curve`, found a list'],
  ])('%j', (text, expected) => {
    if (typeof expected === 'string') expect(said(text)).toContain(expected)
    else expect(said(text)).toMatch(expected)
  })

  it.each(['name: a\nname: b\n', 'name: a\n\tbudgets: [1]\n', 'name: a\n---\nname: b\n'])(
    'suggests no other value if the value is not at fault: %j',
    (text) => expect(said(text)).not.toContain('write `'),
  )

  it('is reported once, however often it confuses the parser', () => {
    expect(said('budgets: [- 1, - 2]\n')).toMatch(/^the experiment file has 1 problem:\n.*$/)
  })
})
