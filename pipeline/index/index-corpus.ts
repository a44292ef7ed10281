import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../../base/errors/input-error.js'
import { groupBy } from '../../base/group-by.js'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import { type CorpusFolder, openCorpus } from '../../corpus/medalign/open-corpus.js'
import { readInstructions } from '../../corpus/medalign/questions/read-instructions.js'
import { ProblemTally } from '../../corpus/problem.js'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import type { IndexParameters } from '../../indexes/chunks/parameters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { Execution } from '../workspace/execution.js'
import { Tombstones } from '../workspace/tombstones.js'
import type { Workspace } from '../workspace/workspace.js'
import { checkPatients } from './check-patients.js'
import { indexMemory } from './choice/choose-index.js'
import { indexPatient, type PatientResult, type PatientTask } from './index-patient.js'
import { type IndexSpec, indexParameters } from './index-spec.js'
import type { CorpusRequest, IndexedCorpus, RefusedPatient } from './indexed-corpus.js'
import { contentHash, writeManifest } from './known/corpus-manifest.js'
import { changedMeanwhile, recordStamps, tableStamps } from './known/corpus-stamps.js'
import { type KnownCorpus, withoutForgotten } from './known/known-corpus.js'
import { PatientStamps } from './known/patient-stamps.js'
import { type FailedPatient, runPatients } from './patient-pool.js'
import { type RelevanceJudgements, readRelevanceJudgements } from './read-relevance-judgements.js'

const WITHOUT_AS_OF = 'asof.tsv has no row for it (asOf: optional would let it see the whole record)'

/** How often a corpus is read that changes while it is read. */
const MOST_READINGS = 3

/**
 * Brings the index of a corpus up to date and opens it. A patient that fails is listed; the others go on. What is edited
 * meanwhile, tables included, is read again. A workspace that is not locked is locked if something has to be built; an index that
 * is up to date is opened without writing anything.
 */
export async function indexCorpus(
  workspace: Workspace,
  corpus: CorpusRequest,
  spec: IndexSpec,
  execution: Execution,
): Promise<IndexedCorpus> {
  const wasLocked = workspace.isLocked
  try {
    return await currentIndex(workspace, corpus, spec, execution)
  } finally {
    if (!wasLocked) workspace.unlock()
  }
}

async function currentIndex(
  workspace: Workspace,
  corpus: CorpusRequest,
  spec: IndexSpec,
  execution: Execution,
): Promise<IndexedCorpus> {
  const open = () => openCorpus(corpus.folder, corpus.ehrs)
  const memory = indexMemory(workspace, corpus)
  let embedder: Embedder | null = null
  for (let reading = 1; ; reading++) {
    const folder = open()
    const before = new Map([...tableStamps(folder), ...recordStamps(folder)])
    const tally = new ProblemTally()
    const read = readInstructions(folder, tally, corpus.asOf)
    const judgements = readRelevanceJudgements(folder, [...read.instructions, ...read.withoutAsOf], tally)
    if (embedder === null) {
      embedder = await openEmbedder(spec.embedder)
      const known = memory.find(spec)
      if (known !== undefined && known.embedderHash !== embedder.hash)
        execution.progress.note(
          `embedder ${embedder.name} has changed since the corpus was indexed: rebuilding the index`,
        )
    }
    const asked = { ...read, judgements, tally }
    const known = withoutForgotten(folder, asked, Tombstones.of(workspace.folder))
    const indexed = await indexFolder(workspace, corpus, known, { spec, embedder }, execution)
    const [changed] = changedMeanwhile(open(), before, indexed.patients)
    if (changed === undefined) {
      const root = workspace.corpusFolder(corpus.folder, corpus.ehrs)
      if (workspace.isLocked) {
        writeManifest(join(root, 'manifest.json'), indexed, folder)
        memory.remember(spec, embedder.hash, false)
      }
      return indexed
    }
    if (reading === MOST_READINGS) {
      throw new InputError(
        `${changed} keeps changing while the corpus is read: index the corpus when no one writes to it`,
      )
    }
    execution.progress.note(`${basename(changed)} changed while the corpus was read: reading it again`)
  }
}

async function indexFolder(
  workspace: Workspace,
  corpus: CorpusRequest,
  { folder, asked, tombstones, forgotten }: KnownCorpus,
  { spec, embedder }: { readonly spec: IndexSpec; readonly embedder: Embedder },
  execution: Execution,
): Promise<IndexedCorpus> {
  const { instructions, withoutAsOf, orphans, judgements, tally } = asked
  const parameters = indexParameters(spec, embedder)
  const root = workspace.corpusFolder(corpus.folder, corpus.ehrs)
  const patientFolder = (patientId: string) => join(root, 'patients', patientId)
  const tasks = patientTasks(folder, instructions, judgements, parameters, patientFolder)
  const stamps = new PatientStamps(join(workspace.folder, 'stamps', `${basename(root)}.json`))
  const current = corpus.verify ? [] : tasks.flatMap((task) => stamps.current(task) ?? [])
  const known = new Set(current.map(({ patientId }) => patientId))
  const worker = {
    path: fileURLToPath(new URL('./index-worker.js', import.meta.url)),
    embedder: spec.embedder,
  }
  const others = tasks.filter(({ patientId }) => !known.has(patientId))
  const refusal = workspace.isLocked || others.length === 0 ? null : workspace.tryLock()
  const ran =
    refusal === null
      ? await runPatients(others, worker, embedder, execution)
      : await checkPatients(others, embedder, refusal, execution)
  const done = [...current, ...ran.done].sort((a, b) => (a.patientId < b.patientId ? -1 : 1))
  if (workspace.isLocked) stamps.write(tasks, done)
  if (done.length === 0) {
    const [first] = ran.failed
    throw new InputError(
      `none of the ${ran.failed.length} records of ${corpus.folder} could be read; the first: ${first?.reason}`,
    )
  }
  tellProblems(done, tally)
  const failed = new Set(ran.failed.map(({ patientId }) => patientId))
  const content = contentHash(folder, done)
  return {
    name: basename(resolve(corpus.folder)),
    contentHash: content,
    answeredContent: tombstones.answeredContent(content),
    forgotten,
    parameters,
    spec,
    embedder,
    instructions: instructions.filter(({ patientId }) => !failed.has(patientId)),
    unusable: [
      ...instructions
        .filter(({ patientId }) => failed.has(patientId))
        .map((instruction) => ({ instruction, reason: "the patient's record could not be read" })),
      ...orphans.map((instruction) => ({ instruction, reason: 'the corpus has no record of the patient' })),
      ...withoutAsOf.map((instruction) => ({ instruction, reason: WITHOUT_AS_OF })),
    ],
    facts: factsByInstruction(done),
    goldSource: judgements.source,
    kinds: judgements.kinds,
    patients: done,
    failed: ran.failed.map((one) => withConsequences(one, [...instructions, ...withoutAsOf], judgements)),
    problems: tally.list(),
    patientFolder,
    repair: async (patientId) => {
      const task = tasks.find((one) => one.patientId === patientId)!
      const wasLocked = workspace.isLocked
      const refused = wasLocked ? null : workspace.tryLock()
      if (refused !== null)
        throw new InputError(`the index of patient ${patientId} is damaged, and ${refused}`)
      try {
        execution.progress.note(`the index of patient ${patientId} is damaged: rebuilding it from its XML`)
        const { sourceHash } = await indexPatient(task, embedder)
        if (done.some((one) => one.patientId === patientId && one.sourceHash !== sourceHash))
          throw new InputError(
            `the XML of patient ${patientId} changed in the meantime: run the same command again`,
          )
      } finally {
        if (!wasLocked) workspace.unlock()
      }
    },
  }
}

function withConsequences(
  failed: FailedPatient,
  instructions: readonly Instruction[],
  { counts }: RelevanceJudgements,
): RefusedPatient {
  const own = instructions.filter(({ patientId }) => patientId === failed.patientId)
  const judgements = own.reduce((total, { instructionId }) => total + (counts.get(instructionId) ?? 0), 0)
  return { ...failed, instructions: own.length, judgements }
}

/** The largest first, so that none of them is left for the end. */
function patientTasks(
  folder: CorpusFolder,
  instructions: readonly Instruction[],
  judgements: RelevanceJudgements,
  parameters: IndexParameters,
  patientFolder: (patientId: string) => string,
): PatientTask[] {
  return [...folder.records]
    .sort((a, b) => b.bytes - a.bytes || (a.patientId < b.patientId ? -1 : 1))
    .map(({ patientId, path }) => {
      const asked = instructions.filter((instruction) => instruction.patientId === patientId)
      return {
        patientId,
        xml: path,
        folder: patientFolder(patientId),
        parameters,
        cuts: [...new Set(asked.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])))].sort(),
        evidence: asked.map(({ instructionId, asOf, evidence }) => ({
          instructionId,
          asOf,
          judged: judgements.facts === null ? null : (judgements.facts.get(instructionId) ?? []),
          cells: evidence,
        })),
      }
    })
}

function tellProblems(patients: readonly PatientResult[], tally: ProblemTally): void {
  for (const { patientId, problems, evidence } of patients) {
    tally.merge(problems)
    const kinds: [string, number][] = [
      ...Object.entries(evidence.unalignedKinds).map(([kind, count]): [string, number] => [
        `evidence piece that stands nowhere in the record (${kind})`,
        count,
      ]),
      ['evidence piece that is found doubtfully, supporting only', evidence.doubtful],
      ['evidence piece that may mean several places', evidence.ambiguous],
      ['evidence piece that is counted but not written', evidence.elided - evidence.inferred],
      ['judged place that the record does not have', evidence.absent],
      ['judgement of a note id that several notes share, ambiguous', evidence.shared],
      ['fact all of whose evidence lies after the as-of time', evidence.late],
    ]
    for (const [kind, count] of kinds) if (count > 0) tally.add(kind, `patient ${patientId}`, count)
  }
}

function factsByInstruction(patients: readonly PatientResult[]): Map<string, Fact[]> {
  return groupBy(
    patients.flatMap(({ evidence }) => evidence.facts),
    ({ instructionId }) => instructionId,
  )
}
