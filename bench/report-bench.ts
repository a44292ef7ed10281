// `npx tsx bench/report-bench.ts`: what a report of 303 instructions of 276 patients, 12 arms and 10 measures takes, from
// values in memory to the written files, and the size of its summary.json. The first report in a new process, as for a
// command. Neither scoring nor reading results.db is timed: measures have a bench of their own. Fails if a target is missed;
// the smaller of two times decides: other work on the machine lengthens the clock's, helper threads the processor's.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { abstentionRows } from '../eval/answers/abstention-rows.js'
import { confidenceRows } from '../eval/answers/confidence-rows.js'
import { faithfulnessRows } from '../eval/answers/faithfulness-rows.js'
import { attribute } from '../eval/compare/failure-attribution.js'
import { armColumns } from '../eval/compare/overall/arm-columns.js'
import { armRanks } from '../eval/compare/overall/arm-ranks.js'
import { budgetCurves } from '../eval/compare/overall/budget-curves.js'
import { comparableArms } from '../eval/compare/overall/comparable-arms.js'
import { costFrontier } from '../eval/compare/overall/frontier.js'
import { stratify } from '../eval/compare/strata.js'
import { type Summary, summarise } from '../eval/compare/summarise.js'
import type { Provenance } from '../eval/report/provenance.js'
import { summaryJson, valuesCsv } from '../eval/report/report-files.js'
import { type Findings, reportHtml } from '../eval/report/report-html.js'
import { reportTable } from '../eval/report/tables/report-table.js'
import { type MadeUpExperiment, madeUpExperiment } from './made-up-values.js'

const TARGET_SECONDS = 5
const TARGET_MEGABYTES = 5
const COMPARED = { seed: 7, resamples: 10_000 }

const experiment = madeUpExperiment({ instructions: 303, patients: 276, strategies: 12, budgets: [4000] })
const folder = mkdtempSync(join(tmpdir(), 'report-bench-'))
const spent: string[] = []
try {
  const { seconds, cpuSeconds, megabytes } = report(experiment)
  console.log(
    `report: 303 instructions x 12 arms x 10 measures, ${seconds.toFixed(2)} s, of the CPU ${cpuSeconds.toFixed(2)} s (target ${TARGET_SECONDS} s): ${spent.join(', ')}`,
  )
  console.log(`summary.json: ${megabytes.toFixed(2)} MB (target ${TARGET_MEGABYTES} MB)`)
  if (Math.min(seconds, cpuSeconds) > TARGET_SECONDS || megabytes > TARGET_MEGABYTES) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

function report(made: MadeUpExperiment) {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const { plan, rows } = made
  const summary = timed('summary', () => summarise(rows, plan, settingsOf(made)))
  const findings = timed('findings', () => findingsOf(made, summary))
  const { traits: _, ...found } = findings
  const provenance = provenanceOf(made)
  const files = {
    'report.html': timed('page', () => reportHtml(summary, findings, provenance)),
    'summary.json': timed('summary.json', () => summaryJson({ ...summary, ...found }, provenance)),
    'values.csv': timed('values.csv', () => valuesCsv(rows)),
    'table.txt': timed('table', () => reportTable(summary)),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const { user, system } = process.cpuUsage(cpu)
  return {
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: statSync(join(folder, 'summary.json')).size / 1e6,
  }
}

function timed<T>(what: string, work: () => T): T {
  const start = performance.now()
  const result = work()
  spent.push(`${what} ${((performance.now() - start) / 1000).toFixed(2)}`)
  return result
}

function settingsOf({ plan }: MadeUpExperiment) {
  const { strategy, budget } = plan.arms.at(-1)!
  return {
    ...COMPARED,
    baseline: plan.arms[0]!.strategy,
    primary: { measure: 'token-f1', strategy, budget: budget! },
    headline: null,
    margin: 5,
    tokensOf: () => 4000,
  }
}

function findingsOf(
  { plan, rows, traits, answers, claims, patientOf }: MadeUpExperiment,
  { focus, seed, resamples, level, cells }: Summary,
): Findings {
  const settings = { seed, resamples, level }
  const baseline = plan.arms[0]!.strategy
  const told = answers.map(({ instructionId, answer, ...one }) => ({
    ...{ ...one, patientId: patientOf.get(instructionId)!, texts: [answer!] },
    isAnswerable: one.reach !== null,
  }))
  const confident = told.map(({ likeness, value, ...one }) => ({
    ...one,
    confidence: Math.round(10 * likeness!) / 10,
    isRight: value === 1,
  }))
  const rule = 'made up'
  const columns = armColumns(rows, plan.arms, focus)
  const comparable = comparableArms(columns, () => false)
  return {
    plan: null,
    traits,
    frontier: costFrontier({ columns, comparable, cells, costOf: (arm) => arm.budget }),
    curves: budgetCurves(columns, [baseline], settings),
    repeats: null,
    corrected: [],
    ranks: armRanks(comparable, settings),
    strata: stratify(rows, { traits, focus, arms: plan.arms, baseline, settings }),
    attribution: { rule, rows: attribute(answers) },
    abstention: {
      unanswerable: { declared: plan.items.length / 5 },
      answerable: plan.items.length,
      unknown: 0,
      rows: abstentionRows(told, settings),
    },
    wholeRecords: [],
    confidence: { rule, rows: confidenceRows(confident, { ...settings, resamples: 2000 }) },
    faithfulness: faithfulnessRows(claims, settings),
  }
}

function provenanceOf({ plan }: MadeUpExperiment): Provenance {
  const strategies = [...new Set(plan.arms.map(({ strategy }) => strategy))]
  return {
    name: 'made up',
    seed: COMPARED.seed,
    corpus: {
      name: 'made-up',
      hash: 'sha256:00',
      counts: {
        ...{ patients: 276, unreadable: 0, notes: 46_251, events: 3_600_000 },
        ...{ instructions: 303, judged: 240, judgedBy: 'qrels.tsv', unusable: {} },
      },
    },
    index: {},
    counter: 'cl100k',
    strategies,
    arms: strategies.map((strategy) => ({ strategy, sentences: ['Made up.'] })),
    budgets: [...new Set(plan.arms.map(({ budget }) => budget))],
    generators: [{ name: plan.arms[0]!.generator, identity: {} }],
    measures: plan.measures,
    warnings: [],
    problems: {},
    execution: {
      ...{ sessions: [], writer: { version: '0', commit: null }, servers: [], cost: [], versions: {} },
    },
  }
}
