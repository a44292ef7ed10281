import Table from 'cli-table3'
import { Command } from 'commander'
import { type IndexedCorpus, indexCorpus } from '../index-corpus.js'
import {
  type CommonOptions,
  type IndexOptions,
  indexSpecOf,
  inWorkspace,
  withCommonOptions,
  withIndexOptions,
} from './common-options.js'
import { listFailures } from './list-failures.js'

type Options = CommonOptions & IndexOptions & { readonly json: boolean; readonly verify: boolean }

export function indexCommand(finish: (code: number) => void): Command {
  return withIndexOptions(withCommonOptions(new Command('index')))
    .description('read a corpus folder and build its index; what is there and still true is kept')
    .argument('<corpus>', 'folder with XML records and tables')
    .option('--verify', 'look at every byte of what is there, whatever sizes and times of files say', false)
    .option('--json', 'counts as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift index /data/medalign --workers 2\n')
    .action(async (corpus: string, options: Options) => {
      await inWorkspace(options, async (workspace, watch) => {
        const indexed = await indexCorpus(
          workspace,
          { folder: corpus, ehrs: options.ehrs ?? null, verify: options.verify },
          indexSpecOf(options),
          { workers: options.workers, ...watch },
        )
        process.stdout.write(options.json ? `${JSON.stringify(summaryOf(indexed))}\n` : summaryText(indexed))
        finish(listFailures({ ...indexed, responses: [] }))
      })
    })
}

function summaryOf({ patients, ...indexed }: IndexedCorpus) {
  const sum = (value: (patient: IndexedCorpus['patients'][number]) => number) =>
    patients.reduce((total, patient) => total + value(patient), 0)
  return {
    corpus: indexed.name,
    contentHash: indexed.contentHash,
    patients: patients.length,
    built: patients.filter(({ status }) => status === 'built').length,
    notes: sum(({ notes }) => notes),
    events: sum(({ events }) => events),
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

/** Recall of HNSW against exact search over patients that have a graph: smallest, median, mean. */
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

function summaryText(indexed: IndexedCorpus): string {
  const summary = summaryOf(indexed)
  const lines = [
    `${summary.corpus}: ${summary.patients} patients (${summary.built} built, ${summary.patients - summary.built} unchanged), ` +
      `${summary.notes} notes, ${summary.events} events, ${summary.instructions} instructions`,
    `index: ${summary.chunks} chunks (${indexed.parameters.unit.chunk}), ${summary.vectors} distinct vectors (${indexed.parameters.embedder.name})`,
    `evidence: ${evidenceText(summary)}`,
  ]
  if (summary.recall !== null) {
    const { k, ef, min, median, patients } = summary.recall
    lines.push(
      `HNSW recall@${k} against exact search (ef ${ef}): median ${median.toFixed(4)}, smallest ${min.toFixed(4)} over ${patients} patients`,
    )
  }
  if (summary.problems.length > 0) {
    const table = new Table({ head: ['problem', 'count', 'first seen'], style: { head: [], border: [] } })
    for (const { kind, count, first } of summary.problems) table.push([kind, count, first])
    lines.push(table.toString())
  } else lines.push('problems: none')
  return `${lines.join('\n')}\n`
}

function evidenceText(summary: ReturnType<typeof summaryOf>): string {
  const judged = `${summary.instructionsWithEvidence} of ${summary.instructions} instructions with judged evidence`
  if (summary.goldSource === 'none')
    return 'none (no qrels.tsv, no evidence column): evidence measures will be unscored'
  if (summary.goldSource !== 'evidence column') return `${judged}, from ${summary.goldSource}`
  const { exact, normalised, alike, doubtful, ambiguous } = summary.alignedPieces
  const stages = `${exact} exactly, ${normalised} but for marks, ${alike} by likeness, ${doubtful} doubtfully; ${ambiguous} ambiguous`
  return `${judged}, aligned from the evidence column (${summary.evidencePieces - summary.unalignedPieces} of ${summary.evidencePieces} pieces found: ${stages})`
}
