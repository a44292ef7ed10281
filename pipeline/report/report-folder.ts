import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { systemReason } from '../../base/errors/system-sentence.js'
import { writeAtomically } from '../../base/files/write-atomically.js'
import { libraryVersion, ownVersion } from '../../base/own-package.js'
import { type Summary, summarise, type ValueRow } from '../../eval/compare/summarise.js'
import type { ExecutionFacts } from '../../eval/report/execution/execution-facts.js'
import { secondsSaved } from '../../eval/report/execution/seconds-saved.js'
import { rankSentence } from '../../eval/report/overall/rank-sentence.js'
import { planSentence, sealTime } from '../../eval/report/plan/plan-sentence.js'
import type { Provenance } from '../../eval/report/provenance.js'
import { summaryJson, valuesCsv } from '../../eval/report/report-files.js'
import { reportHtml } from '../../eval/report/report-html.js'
import { costTable } from '../../eval/report/tables/cost-table.js'
import { reportTable } from '../../eval/report/tables/report-table.js'
import { evidenceColumnWarning } from '../../evidence/column-warning.js'
import { MODEL_KINDS } from '../../generators/kinds/generator-kinds.js'
import { thoughtsSentence } from '../../generators/thoughts/thoughts-sentence.js'
import { headlineGenerator } from '../experiment/arms/headline-generator.js'
import { planArmsOf } from '../experiment/arms/plan-arms.js'
import { declaredContrasts } from '../experiment/arms/resolve-contrasts.js'
import { type Experiment, experimentHash } from '../experiment/experiment.js'
import { foreignCounterWarnings } from '../experiment/experiment-counter.js'
import { corpusCounts } from '../experiment/origin/corpus-counts.js'
import { thisProgram } from '../experiment/origin/this-session.js'
import { promptFile } from '../experiment/prompt-file.js'
import { reachedOf, unfinishedNotes } from '../opened/reached.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import { armEffort, secondsOfEffort, tokensOfEffort } from '../score/arm-effort.js'
import { labelsLeftOut } from './answers/labels-left-out.js'
import { findingsOf } from './findings.js'
import { juryReport } from './jury-report.js'
import { secondsFrontier } from './overall/arm-frontiers.js'
import { reportedIndexes, sentencesOfArm } from './report-index.js'
import { rougeWarnings } from './rouge-warnings.js'

import { tunedWarnings } from './tuned-cohorts.js'

const RESAMPLES = 10_000
const LIBRARIES = [
  ...['@xenova/transformers', 'better-sqlite3', 'hnswlib-node', 'tiktoken'],
  ...MODEL_KINDS.flatMap(({ libraries }) => libraries),
].sort()

/** What `writeReport` gives. `table`: the text for the terminal, at a width in columns. */
export type WrittenReport = {
  readonly html: string
  readonly table: (width: number) => string
  readonly summaryJson: string
}

/** The figures of an experiment, and everything that produced them. */
export type Report = {
  readonly summary: Summary
  readonly provenance: Provenance
  /** Those warnings of the provenance that must accompany every table, wherever it is copied. */
  readonly cautions: readonly string[]
}

/** Everything that a report shows, from values and stored results. */
export function reportOf(stored: StoredExperiment, rows: readonly ValueRow[]): Report {
  const { experiment, answered, store } = stored
  const { file, arms, instructions, indexed } = experiment
  const declared = declaredContrasts(experiment)
  const effort = armEffort(stored)
  const summary = summarise(
    rows,
    {
      items: [...instructions, ...indexed.unusable.map(({ instruction }) => instruction)].map(
        ({ instructionId, patientId }) => ({ instructionId, patientId }),
      ),
      arms: planArmsOf(experiment),
      measures: file.measures,
    },
    {
      ...declared,
      headline: headlineGenerator(file),
      margin: file.compare?.margin ?? null,
      seed: file.seed,
      resamples: RESAMPLES,
      tokensOf: tokensOfEffort(effort),
    },
  )
  const jury = juryReport(stored)
  const cost = [
    ...store.costs.ofStrategies(file.strategies),
    ...answered.flatMap(({ name, keys }) => store.costs.ofGenerator(name, keys, arms.all)),
    ...jury.cost,
    ...store.costs.ofTrials([...answered, ...(jury.judge?.judges ?? [])].map(({ name }) => name)),
  ]
  const thoughts = answered
    .map(({ name, keys }) => ({ generator: name, ...store.responses.thoughts(keys, arms.all) }))
    .filter(({ answers, alone }) => answers + alone > 0)
  const notes = [
    ...unfinishedNotes(reachedOf(stored)),
    ...answered.flatMap(({ name }) => store.generators.notesOf(name)),
    ...thoughts.map(thoughtsSentence),
    ...store.contexts.cutNotes(arms.all).map(cutSentence),
    ...jury.notes,
    ...labelsLeftOut(stored),
  ]
  const ids = instructions.map(({ instructionId }) => instructionId)
  const seconds = secondsSaved(summary, ids, secondsOfEffort(effort))
  const frontier = secondsFrontier(stored, rows, { effort, summary })
  const [sealed] = store.plans.list()
  const execution = {
    ...(sealed === undefined ? {} : { declared: sealed.sealed }),
    sessions: store.sessions.list(),
    writer: thisProgram(),
    servers: [...answered, ...(jury.judge?.judges ?? [])].flatMap(({ name }) => store.servers.of(name)),
    cost,
    ...(seconds.length === 0 ? {} : { comparisons: seconds }),
    ...(frontier === null ? {} : { frontier }),
    versions: versions(),
  }
  const made = provenanceOf(stored, execution, notes)
  const provenance = thoughts.length === 0 ? made : { ...made, thoughts }
  return {
    summary,
    provenance: jury.judge === null ? provenance : { ...provenance, judge: jury.judge },
    cautions: tunedWarnings(experiment),
  }
}

/** Writes report.html, summary.json and values.csv into the subfolder report. None of them holds record text. */
export function writeReport(
  stored: StoredExperiment,
  rows: readonly ValueRow[],
  folder: string = stored.folder,
): WrittenReport {
  const { summary, provenance, cautions } = reportOf(stored, rows)
  const findings = findingsOf(stored, rows, summary)
  const { traits: _, ...others } = findings
  const found = { ...summary, ...others }
  const best = rankSentence(findings.ranks)
  const report = join(folder, 'report')
  makeReportFolder(report)
  const files = {
    'report.html': reportHtml(summary, findings, provenance),
    'summary.json': summaryJson(found, provenance),
    'values.csv': valuesCsv(rows),
  }
  for (const [name, text] of Object.entries(files)) {
    writeAtomically(join(report, name), (temporary) => writeFileSync(temporary, text))
  }
  const { declared } = provenance.execution
  const sentence = planSentence(findings.plan, summary, declared === undefined ? null : sealTime(declared))
  const notes = [sentence, best ?? '', ...cautions].filter((text) => text !== '')
  return {
    html: shownPath(join(report, 'report.html')),
    table: (width) => reportTable(summary, width, notes) + costTable(provenance.execution.cost, width),
    summaryJson: files['summary.json'],
  }
}

function makeReportFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    const reason = systemReason(error)
    if (reason === null) throw error
    throw new InputError(`cannot write the report to ${folder}: ${reason}; choose another folder with --out`)
  }
}

/** The path as messages show it: relative if it is below the current folder. */
export function shownPath(path: string): string {
  const below = relative('.', path)
  return below.startsWith('..') ? resolve(path) : below
}

function provenanceOf(
  { experiment, answered }: StoredExperiment,
  execution: ExecutionFacts,
  notes: readonly string[],
): Provenance {
  const { file, arms, windows, indexed, counter, reranker } = experiment
  const { single, list } = reportedIndexes(experiment.indexes)
  return {
    name: file.name,
    seed: file.seed,
    corpus: { name: indexed.name, hash: indexed.contentHash, counts: corpusCounts(indexed) },
    index: {
      ...single,
      gold: indexed.goldSource,
      prompt: promptFile(file),
      ...(reranker === null ? {} : { reranker: reranker.name, rerankerHash: reranker.hash }),
      experiment: experimentHash(experiment),
    },
    ...(list === null ? {} : { indexes: list }),
    counter: counter.name,
    strategies: file.strategies,
    arms: file.strategies.map((strategy) => ({
      strategy,
      sentences: sentencesOfArm(strategy, experiment.indexes),
    })),
    budgets: arms.budgets,
    ...(windows.length === 0 ? {} : { windows }),
    generators: answered.map(({ name, repeats }) => ({
      name,
      identity: {
        ...repeats[0]!.identity,
        ...(repeats.length > 1 ? { repeats: repeats.length } : {}),
      },
    })),
    measures: file.measures,
    ...(experiment.addedMeasures.length === 0 ? {} : { addedMeasures: experiment.addedMeasures }),
    warnings: [...warningsOf(experiment), ...notes.map((note) => `${note}.`)],
    problems: Object.fromEntries(indexed.problems.map(({ kind, count }) => [kind, count])),
    execution,
  }
}

function cutSentence({
  strategy,
  cut,
  contexts,
}: {
  strategy: string
  cut: number
  contexts: number
}): string {
  return `${cut} of ${contexts} contexts of ${strategy} are based on notes that reached the token limit: their complete lines are kept`
}

function warningsOf({ file, indexed, instructions, counter, counterSpec }: Experiment): string[] {
  const warnings: string[] = []
  const isOwnTokenizer = counterSpec.includes('/')
  if (!counter.exact)
    warnings.push(`Token counts are estimates (${counter.name}): the budgets of this report are not exact.`)
  warnings.push(...foreignCounterWarnings(file, counter.name, () => (isOwnTokenizer ? counterSpec : null)))
  if (indexed.goldSource === 'evidence column') {
    warnings.push(evidenceColumnWarning(indexed.patients.map(({ evidence }) => evidence)))
  }
  warnings.push(...tunedWarnings({ file, indexed }))
  warnings.push(...rougeWarnings(file.measures, instructions))
  if (indexed.unusable.length > 0) {
    warnings.push(
      `${indexed.unusable.length} instructions are unscored in every arm because their patients have no readable record.`,
    )
  }
  return warnings
}

function versions(): Record<string, string> {
  const libraries = LIBRARIES.map((name) => [name, libraryVersion(name)])
  return { chartsift: ownVersion(), node: process.versions.node, ...Object.fromEntries(libraries) }
}
