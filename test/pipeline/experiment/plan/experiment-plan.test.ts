import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExperimentFile, readExperimentFile } from '../../../../pipeline/experiment/experiment-file.js'
import { experimentPlan, hashOfPlan } from '../../../../pipeline/experiment/plan/experiment-plan.js'
import { changedChoices, changedQuestions } from '../../../../pipeline/experiment/plan/plan-changes.js'
import { plannedQuestions } from '../../../../pipeline/experiment/plan/planned-questions.js'
import { plannedSizes } from '../../../../pipeline/experiment/plan/planned-sizes.js'
import { planPathOf } from '../../../../pipeline/experiment/plan/read-plan.js'
import { fixtureFolder } from '../../../fixtures/command-line.js'

const MODEL = '{ollama: tiny, window: 4096}'
const FIELDS: Readonly<Record<string, string>> = {
  strategies: '[bm25, {recent: [200, window]}]',
  budgets: '[200]',
  generators: `[${MODEL}]`,
  measures: '[token-f1, chrf]',
  compare:
    '{baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 200, margin: 5}, secondary: [{measure: chrf, strategy: bm25, budget: 200}]}',
}

function fileOf(fields: Readonly<Record<string, string>> = {}): ExperimentFile {
  const { folder, cohort } = fixtureFolder()
  const path = join(folder, 'e.yaml')
  const all = { name: 'e', corpus: cohort, ...FIELDS, ...fields }
  writeFileSync(
    path,
    Object.entries(all)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(''),
  )
  return readExperimentFile(path)
}

const questions = { instructions: 7, patients: 2, asked: 'a', judged: 'j' }
const windows = [
  {
    generator: 'ollama:tiny',
    window: 4096,
    isNominal: false,
    tokens: 3700,
    parts: { answer: 256, prompt: 76, chat: 64 },
  },
]
const planOf = (file: ExperimentFile) =>
  experimentPlan({
    file,
    questions,
    counter: 'cl100k',
    windows,
    assumed: { sd: 40, icc: 0.1, difference: null, from: null },
  })
const changed = (fields: Readonly<Record<string, string>>) => changedChoices(planOf(fileOf()), fileOf(fields))
const fieldsOf = (fields: Readonly<Record<string, string>>) => changed(fields).map(({ field }) => field)
const compare = (primary: string, more = '') =>
  `{baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 200${primary}}${more}}`

describe('a plan', () => {
  it('has what the file leaves to its defaults, and windows in tokens', () => {
    const window = compare(', baseline: {strategy: recent, budget: window}', ', margin: 3')
    expect(planOf(fileOf({ compare: window })).primary).toEqual({
      measure: 'token-f1',
      strategy: 'bm25',
      budget: 200,
      tokens: 200,
      generator: 'ollama:tiny',
      baseline: { strategy: 'recent', budget: 'window' },
      baselineTokens: 3700,
      margin: 3,
    })
  })

  it('has a hash of everything else, whatever the order of its keys', () => {
    const plan = planOf(fileOf())
    expect(plan.hash).toMatch(/^[0-9a-f]{64}$/)
    const turned = Object.fromEntries(Object.entries(plan).reverse())
    expect([hashOfPlan(plan), hashOfPlan(turned)]).toEqual([plan.hash, plan.hash])
    const primary = { ...plan.primary, margin: 6 }
    expect(hashOfPlan({ ...plan, primary })).not.toBe(plan.hash)
  })

  it('is next to its file, and has a name of its own', () => {
    expect(['a.yaml', 'x/b.YML', 'c', '-'].map(planPathOf)).toEqual([
      'a.plan.json',
      'x/b.plan.json',
      'c.plan.json',
      null,
    ])
  })
})

describe('what changes a plan', () => {
  it('is nothing if the file says the same in another way, or only how servers are reached', () => {
    expect(changed({})).toEqual([])
    expect(
      changed({
        compare: compare(
          ', generator: tiny, baseline: {strategy: recent, budget: 200}',
          ', margin: 5, secondary: [{measure: chrf, strategy: bm25, budget: 200}]',
        ),
        strategies: '[{recent: [200, window]}, {bm25: 200}]',
        measures: '[chrf, token-f1]',
        generators: '[{ollama: tiny, window: 4096, host: http://10.0.0.2:11434, parallel: 9, deadline: 5}]',
        labels: 'null',
        maxFailed: '5%',
      }),
    ).toEqual([])
  })

  it.each([
    [{ compare: compare(', margin: 4') }, ['compare.primary.margin', 'compare.secondary.0']],
    [{ strategies: '[bm25, hybrid, {recent: [200, window]}]' }, ['strategies.hybrid']],
    [{ budgets: '[200, 300]' }, ['strategies.bm25']],
    [
      { generators: '[{ollama: tiny, window: 4096, temperature: 1}]' },
      ['generators.ollama:tiny.temperature'],
    ],
    [{ generators: `[${MODEL}, extractive]` }, ['generators.extractive']],
    [{ measures: '[token-f1, chrf, rouge-l]' }, ['measures.rouge-l']],
    [{ prompt: 'question-first' }, ['prompt.name', 'prompt.sha256']],
    [{ index: '{chunk: sentence}' }, ['index']],
    [{ counter: 'approx' }, ['counter']],
    [{ seed: '8' }, ['seed']],
  ] as const)('is named by the key of the file: %j', (fields, expected) => {
    expect(fieldsOf(fields)).toEqual(expected)
  })

  it('survives being written and read', () => {
    const file = fileOf({ index: '[{chunk: sentence}, {chunk: tokens}]', compare: 'null' })
    const { choices } = planOf(fileOf())
    expect(
      changedChoices({ ...planOf(fileOf()), choices: JSON.parse(JSON.stringify(choices)) }, fileOf()),
    ).toEqual([])
    const [first] = changedChoices(planOf(fileOf()), file)
    expect(first).toMatchObject({ field: 'compare.baseline', planned: 'recent', now: 'none' })
  })

  it('is also in the corpus: counts before hashes', () => {
    const plan = planOf(fileOf())
    expect(changedQuestions(plan, questions)).toEqual([])
    expect(changedQuestions(plan, { ...questions, judged: 'k' })).toEqual([
      { field: 'reference answers and judgments of the corpus', planned: null, now: null },
    ])
    expect(changedQuestions(plan, { ...questions, instructions: 6, asked: 'b' })).toEqual([
      { field: 'instructions of the corpus', planned: '7', now: '6' },
    ])
  })
})

describe('the questions of a plan', () => {
  const instruction = (instructionId: string, text: string) => ({
    instructionId,
    patientId: 'p',
    text,
    asOf: null,
    category: null,
    references: [{ annotator: '1', text: 'yes' }],
    evidence: [],
  })
  const asked = (
    instructions: ReturnType<typeof instruction>[],
    answerable = new Map<string, boolean>(),
  ) => ({
    instructions,
    orphans: [],
    withoutAsOf: [],
    unreadableAsOf: [],
    tally: null as never,
    judgements: { source: 'none', facts: null, counts: new Map(), kinds: new Map(), answerable },
  })

  it('do not depend on the order of a table, but on every text, reference and judgment', () => {
    const texts = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(texts, (all) => {
        const own = all.map((text, i) => instruction(`i${i}`, text))
        const found = plannedQuestions(asked(own))
        expect(plannedQuestions(asked(own.toReversed()))).toEqual(found)
        expect(found).toMatchObject({ instructions: all.length, patients: 1 })
        const reworded = [{ ...own[0]!, text: `${own[0]!.text}!` }, ...own.slice(1)]
        const other = plannedQuestions(asked(reworded))
        expect([other.asked === found.asked, other.judged === found.judged]).toEqual([false, true])
        const judged = plannedQuestions(asked(own, new Map([['i0', false]])))
        expect([judged.asked === found.asked, judged.judged === found.judged]).toEqual([true, false])
      }),
    )
  })
})

describe('the sizes of a plan', () => {
  const plan = {
    instructions: 60,
    patients: 60,
    sd: 40,
    icc: 0.1,
    difference: null,
    from: null,
    margin: null,
  }

  it('are those of a paired t test of patients', () => {
    // statsmodels: 60 pairs detect 0.36770431608734366 SD with power 0.8 and 0.42546217919638935 with 0.9.
    const found = plannedSizes(plan).map(({ power, detectable }) => [power, detectable])
    expect(found).toEqual([
      [0.8, 14.7082],
      [0.9, 17.0185],
    ])
    // 20 of 40 points are 0.5 SD: 33.37 pairs with power 0.8.
    expect(plannedSizes({ ...plan, difference: 20 })[0]!.needed).toEqual([
      { finding: 'difference', size: 20, patients: 34, instructions: 34 },
    ])
  })

  it('are those of the margin too, and none where the corpus has nobody', () => {
    const [first] = plannedSizes({ ...plan, difference: 10, margin: 20 })
    expect(first!.needed.map(({ finding, size }) => [finding, size])).toEqual([
      ['difference', 10],
      ['non-inferiority', 20],
      ['equivalence', 20],
    ])
    expect(plannedSizes({ ...plan, instructions: 0, patients: 0 })[0]).toMatchObject({ detectable: null })
    // Two patients detect 11.55 SD.
    expect(plannedSizes({ ...plan, instructions: 2, patients: 2 })[0]!.detectable).toBeNull()
  })
})
