import { abstentionRows } from '../../../eval/answers/abstention-rows.js'
import { attribute } from '../../../eval/compare/failure-attribution.js'
import { armColumns } from '../../../eval/compare/overall/arm-columns.js'
import { armRanks } from '../../../eval/compare/overall/arm-ranks.js'
import { budgetCurves } from '../../../eval/compare/overall/budget-curves.js'
import { comparableArms } from '../../../eval/compare/overall/comparable-arms.js'
import { costFrontier } from '../../../eval/compare/overall/frontier.js'
import { stratify } from '../../../eval/compare/strata.js'
import { type Summary, summarise } from '../../../eval/compare/summarise.js'
import type { Provenance } from '../../../eval/report/provenance.js'
import type { Findings } from '../../../eval/report/report-html.js'
import { gridPlan } from '../compare/grid-plan.js'

type Names = {
  readonly strategies: readonly string[]
  readonly budgets: readonly number[]
  readonly title: string
  /** Of each of the four instructions. */
  readonly patients?: readonly [string, string, string, string]
}

/** A tiny experiment: 4 instructions of 2 patients; the last strategy is unscored for i4 at the first budget. */
export function madeUp(
  names: Names = { strategies: ['recent', 'bm25'], budgets: [500, 1000], title: 'tiny' },
): { summary: Summary; findings: Findings; provenance: Provenance } {
  const { strategies, budgets, title, patients = ['p1', 'p1', 'p2', 'p2'] } = names
  const items = patients.map((patientId, i) => ({ instructionId: `i${i + 1}`, patientId }))
  const plan = gridPlan({
    items,
    strategies,
    budgets,
    generators: ['extractive'],
    measures: ['evidence-recall', 'chrf'],
  })
  const rows = items.flatMap((item, i) =>
    strategies.flatMap((strategy, s) =>
      budgets.flatMap((budget, b) =>
        plan.measures.map((measure) => {
          const share = (i + s + b) / (3 + strategies.length + budgets.length)
          const unscored = i === 3 && b === 0 && s === strategies.length - 1
          const value = unscored ? null : measure === 'chrf' ? 100 * share : share
          const reason = unscored ? 'timed out' : null
          return { ...item, strategy, budget, generator: 'extractive', measure, value, reason }
        }),
      ),
    ),
  )
  const primary = {
    measure: 'evidence-recall',
    strategy: strategies.at(-1)!,
    budget: budgets.at(-1)!,
  }
  const settings = {
    baseline: strategies[0]!,
    primary,
    headline: null,
    margin: null,
    seed: 7,
    resamples: 200,
  }
  const summary = summarise(rows, plan, settings)
  const levelOf = new Map(items.map(({ instructionId }, i) => [instructionId, i < 3 ? 'notes' : 'events']))
  const traits = [{ name: 'evidence', definition: 'What <it> is.', levels: ['notes', 'events'], levelOf }]
  const recalls = rows.filter(({ measure }) => measure === 'evidence-recall')
  const answers = recalls.map((row) => ({
    ...row,
    answer: null,
    likeness: null,
    reach: ['shown' as const],
    isContextKnown: true,
    citesEvidence: false,
  }))
  const columns = armColumns(rows, plan.arms, summary.focus)
  return {
    summary,
    findings: {
      plan: null,
      traits,
      strata: stratify(rows, {
        traits,
        focus: summary.focus,
        arms: plan.arms,
        baseline: strategies[0]!,
        settings: { ...settings, level: summary.level },
      }),
      repeats: null,
      corrected: [],
      ranks: armRanks(
        comparableArms(columns, () => false),
        settings,
      ),
      curves: budgetCurves(columns, [strategies[0]!], { ...settings, level: summary.level }),
      frontier: costFrontier({
        columns,
        comparable: comparableArms(columns, () => false),
        cells: summary.cells,
        costOf: ({ budget }) => budget,
      }),
      wholeRecords: [],
      attribution: { rule: 'exact-answer is full', rows: attribute(answers) },
      confidence: { rule: 'exact-answer is full', rows: [] },
      faithfulness: null,
      abstention: {
        unanswerable: { declared: 1 },
        answerable: 2,
        unknown: 1,
        rows: abstentionRows(
          recalls.map((row, i) => ({
            ...row,
            isAnswerable: row.instructionId === 'i1' ? null : row.instructionId !== 'i2',
            texts: i % 3 === 0 ? ['The record does not tell.'] : ['Yes.'],
          })),
          { ...settings, level: summary.level },
        ),
      },
    },
    provenance: {
      name: title,
      seed: 7,
      corpus: {
        name: 'demo',
        hash: 'sha256:00ff',
        counts: {
          patients: 2,
          unreadable: 1,
          notes: 10,
          events: 2000,
          instructions: 4,
          judged: 3,
          judgedBy: 'qrels.tsv',
          unusable: { 'the corpus has no record of the patient': 1 },
        },
      },
      index: { chunk: 'sentence', windowTokens: 64 },
      counter: 'cl100k',
      strategies,
      arms: strategies.map((strategy) => ({ strategy, sentences: [`What ${strategy} does.`] })),
      budgets,
      generators: ['extractive'].map((name) => ({ name, identity: {} })),
      measures: plan.measures,
      warnings: [],
      problems: { 'event without a time': 1200 },
      execution: {
        sessions: [{ day: '2026-01-02', command: 'chartsift run tiny.yaml', version: '0.1.0', commit: null }],
        writer: { version: '0.1.0', commit: 'c0ffee' },
        servers: [],
        cost: [],
        versions: { node: '20', chartsift: '0.1.0' },
      },
    },
  }
}
