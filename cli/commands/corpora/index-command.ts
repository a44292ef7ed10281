import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { counted, formatCount } from '../../../base/text/format-count.js'
import { wrappedTable } from '../../../eval/report/tables/plain-table.js'
import { wrapText } from '../../../eval/report/tables/wrap-text.js'
import {
  type ChosenIndex,
  chooseIndex,
  exactIndex,
  type IndexWish,
  indexMemory,
} from '../../../pipeline/index/choice/choose-index.js'
import { rememberReading } from '../../../pipeline/index/choice/corpus-reading.js'
import { indexCorpus } from '../../../pipeline/index/index-corpus.js'
import type { CorpusRequest, IndexedCorpus } from '../../../pipeline/index/indexed-corpus.js'
import { hashWithout } from '../../../pipeline/index/known/corpus-manifest.js'
import { verifyCorpus } from '../../../pipeline/index/verify-corpus.js'
import { sameId, Tombstones } from '../../../pipeline/workspace/tombstones.js'
import type { Workspace } from '../../../pipeline/workspace/workspace.js'
import { nextSteps } from '../../show/lists/next-steps.js'
import type { CommonOptions, IndexOptions, TableOptions } from '../command-options.js'
import { listFailures } from '../experiments/list-failures.js'
import { inWorkspace } from '../in-workspace.js'
import { tableWidth } from '../table-width.js'
import { corpusRequest } from './corpus-request.js'
import { indexSpecOf, indexWishOf } from './index-spec-of.js'

/** Options of `chartsift index`. */
export type IndexCommandOptions = CommonOptions &
  TableOptions &
  IndexOptions & { readonly json: boolean; readonly verify: boolean; readonly unforget: string[] }

function summaryOf({ patients, ...indexed }: IndexedCorpus) {
  const sum = (value: (patient: IndexedCorpus['patients'][number]) => number) =>
    patients.reduce((total, patient) => total + value(patient), 0)
  return {
    corpus: indexed.name,
    contentHash: indexed.contentHash,
    patients: patients.length,
    forgotten: indexed.forgotten,
    built: patients.filter(({ status }) => status === 'built').length,
    notes: sum(({ notes }) => notes),
    events: sum(({ events }) => events),
    demographics: sum(({ demographics }) => demographics),
    chunks: sum(({ index }) => index.chunks),
    vectors: sum(({ index }) => index.vectors),
    instructions: indexed.instructions.length,
    goldSource: indexed.goldSource,
    instructionsWithEvidence: [...indexed.facts.values()].filter((facts) => facts.length > 0).length,
    evidencePieces: sum(({ evidence }) => evidence.pieces),
    unalignedPieces: sum(({ evidence }) => evidence.unaligned),
    alignedPieces: {
      exact: sum(({ evidence }) => evidence.exact),
      normalised: sum(({ evidence }) => evidence.normalised),
      alike: sum(({ evidence }) => evidence.alike),
      doubtful: sum(({ evidence }) => evidence.doubtful),
      ambiguous: sum(({ evidence }) => evidence.ambiguous),
      inferred: sum(({ evidence }) => evidence.inferred),
    },
    recall: recallOf(patients),
    parameters: indexed.parameters,
    failed: indexed.failed,
    unusable: indexed.unusable.map(({ instruction, reason }) => ({
      instructionId: instruction.instructionId,
      reason,
    })),
    problems: indexed.problems,
  }
}

/** Smallest, median and mean recall of HNSW against exact search, over the patients that have a graph. */
function recallOf(patients: IndexedCorpus['patients']) {
  const audits = patients.flatMap(({ index }) => (index.recall === null ? [] : [index.recall]))
  const [first] = audits
  if (first === undefined) return null
  const sorted = audits.map(({ mean }) => mean).sort((a, b) => a - b)
  return {
    k: first.k,
    ef: first.ef,
    min: sorted[0]!,
    median: sorted[Math.floor((sorted.length - 1) / 2)]!,
    mean: sorted.reduce((total, value) => total + value, 0) / sorted.length,
    patients: sorted.length,
  }
}

function summaryText(indexed: IndexedCorpus, width: number): string {
  const summary = summaryOf(indexed)
  const lines = [
    `${summary.corpus}: ${counted(summary.patients, 'patient')} (${formatCount(summary.built)} built, ${formatCount(summary.patients - summary.built)} unchanged${summary.forgotten === 0 ? '' : `; forgotten: ${formatCount(summary.forgotten)}`}), ` +
      `${counted(summary.notes, 'note')}, ${counted(summary.events, 'event')} (${formatCount(summary.demographics)} of them demographics), ${counted(summary.instructions, 'instruction')}`,
    `index: ${counted(summary.chunks, 'chunk')} (${indexed.parameters.unit.chunk}), ${counted(summary.vectors, 'distinct vector')} (${indexed.parameters.embedder.name})`,
    `evidence: ${evidenceText(summary)}`,
  ]
  if (summary.recall !== null) {
    const { k, ef, min, median, patients } = summary.recall
    lines.push(
      `HNSW recall@${k} against exact search (ef ${ef}): median ${median.toFixed(4)}, smallest ${min.toFixed(4)} over ${counted(patients, 'patient')}`,
    )
  }
  if (summary.problems.length > 0) {
    const rows = summary.problems.map(({ kind, count, first }) => [kind, count, first])
    const aligns = ['left', 'right', 'left'] as const
    lines.push(wrappedTable({ head: ['problem', 'count', 'first seen'], aligns, rows, labels: 0 }, width))
  } else lines.push('problems: none')
  return `${lines.map((line) => wrapText(line, width)).join('\n')}\n`
}

function evidenceText(summary: ReturnType<typeof summaryOf>): string {
  const judged = `${formatCount(summary.instructionsWithEvidence)} of ${counted(summary.instructions, 'instruction')} with judged evidence`
  if (summary.goldSource === 'none')
    return 'none (no qrels.tsv, no facts.jsonl, no evidence column): evidence measures will be unscored'
  if (summary.goldSource !== 'evidence column') return `${judged}, from ${summary.goldSource}`
  const { exact, normalised, alike, doubtful, ambiguous } = summary.alignedPieces
  const stages = `${exact} exact, ${normalised} exact except for case and punctuation, ${alike} similar, ${doubtful} uncertain; ${ambiguous} ambiguous`
  return `${judged}, aligned from the evidence column (${summary.evidencePieces - summary.unalignedPieces} of ${summary.evidencePieces} pieces found: ${stages})`
}

/**
 * Indexes a corpus, or verifies its index, and prints counts of what was read and every anomaly.
 * @returns the exit code
 */
export async function indexAndTell(corpus: string, options: IndexCommandOptions): Promise<number> {
  return inWorkspace(options, async (workspace, watch) => {
    const { progress } = watch
    const asked = corpusRequest(corpus, options, { workspace, progress })
    const request = { ...asked, verify: options.verify }
    const execution = { workers: options.workers, ...watch }
    const damaged = options.verify ? await verifyCorpus(workspace, request, execution) : []
    if (damaged.length > 0) {
      tellDamage(damaged, options)
      return 1
    }
    const { unforget } = options
    if (unforget.length > 0) letComeBack(workspace, unforget)
    const wish = indexWishOf(options)
    const isNamed = Object.keys(wish.given).length > 0
    const { spec, message } = isNamed
      ? exactIndex(workspace, request, indexSpecOf(options))
      : indexAgain(workspace, request, wish)
    const indexed = await indexCorpus(workspace, { corpus: request, spec, message, execution })
    if (unforget.length > 0) linkExperiments(workspace, request, unforget)
    indexMemory(workspace, request).remember(spec, indexed.embedder.hash, true)
    rememberReading(workspace, request)
    process.stdout.write(
      options.json ? `${JSON.stringify(summaryOf(indexed))}\n` : summaryText(indexed, tableWidth(options)),
    )
    if (!options.json) watch.progress.note(stepsFrom(request, workspace, indexed))
    return listFailures({ ...indexed, responses: [] })
  })
}

function letComeBack(workspace: Workspace, patientIds: readonly string[]): void {
  const tombstones = Tombstones.of(workspace.folder)
  for (const patientId of patientIds) {
    if (!tombstones.remove(patientId))
      throw new InputError(`--unforget: patient ${patientId} is not forgotten in ${workspace.folder}`)
  }
  tombstones.write()
}

/** What was answered about the other patients stays answered. */
function linkExperiments(
  workspace: Workspace,
  { folder, ehrs }: CorpusRequest,
  patientIds: readonly string[],
): void {
  const isBack = (id: string) => patientIds.some((patientId) => sameId(patientId, id))
  const hashes = hashWithout(join(workspace.corpusFolder(folder, ehrs), 'manifest.json'), isBack)
  if (hashes === null || hashes.all === hashes.without) return
  const tombstones = Tombstones.of(workspace.folder)
  tombstones.link(hashes.all, hashes.without)
  tombstones.write()
}

function stepsFrom(
  { folder: corpus, ehrs }: CorpusRequest,
  workspace: Workspace,
  { instructions }: IndexedCorpus,
): string {
  return nextSteps({
    corpus,
    workspace: workspace.folder,
    ehrs,
    folder: workspace.corpusFolder(corpus, ehrs),
    instructionId: instructions[0]?.instructionId ?? null,
  }).trimEnd()
}

/** Without options: the newest index, or the default one if there is none that is known. */
function indexAgain(workspace: Workspace, corpus: CorpusRequest, wish: IndexWish): ChosenIndex {
  return indexMemory(workspace, corpus).isDamaged
    ? exactIndex(workspace, corpus, indexSpecOf({}))
    : chooseIndex(workspace, corpus, wish)
}

function tellDamage(damaged: readonly string[], { json, workspace }: IndexCommandOptions): void {
  if (json) process.stdout.write(`${JSON.stringify({ damaged })}\n`)
  for (const path of damaged) process.stderr.write(`damaged: ${join(workspace, path)}\n`)
  process.stderr.write(
    `chartsift: ${damaged.length} ${damaged.length === 1 ? 'file is' : 'files are'} damaged or missing: run 'chartsift index' to rebuild them\n`,
  )
}
