import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../corpus/input-error.js'
import type { Fact, Instruction } from '../corpus/instruction.js'
import { type CorpusFolder, openCorpus } from '../corpus/open-corpus.js'
import { type Problem, ProblemTally } from '../corpus/problem.js'
import { type AsOfRule, readInstructions } from '../corpus/read-instructions.js'
import type { Embedder } from '../indexes/embedder.js'
import type { IndexParameters } from '../indexes/parameters.js'
import { checkPatients } from './corpus-index/check-patients.js'
import { indexMemory } from './corpus-index/choose-index.js'
import { changedMeanwhile, recordStamps, tableStamps } from './corpus-index/corpus-stamps.js'
import { type KnownCorpus, withoutForgotten } from './corpus-index/known-corpus.js'
import { contentHash, writeManifest } from './corpus-manifest.js'
import type { Execution } from './execution.js'
import { Tombstones } from './forgetting/tombstones.js'
import { indexPatient, type PatientResult, type PatientTask } from './index-patient.js'
import { type IndexSpec, indexParameters } from './index-spec.js'
import { openEmbedder } from './open-embedder.js'
import { type FailedPatient, runPatients } from './patient-pool.js'
import { PatientStamps } from './patient-stamps.js'
import { type GoldSource, type Judgements, readJudgements } from './read-judgements.js'
import type { Workspace } from './workspace.js'

/** An indexed corpus, ready to be asked. */
export type IndexedCorpus = {
  readonly name: string
  /** Over the hashes of every record and table read: two corpora of one hash give the same results. */
  readonly contentHash: string
  /** Under which experiments are stored: the hash from before patients of the corpus were forgotten. */
  readonly answeredContent: string
  /** Patients of the corpus that were forgotten and are not read. */
  readonly forgotten: number
  readonly parameters: IndexParameters
  readonly spec: IndexSpec
  readonly embedder: Embedder
  readonly instructions: readonly Instruction[]
  /** Instructions whose patient has no record that could be read: they have rows, without values. */
  readonly unusable: readonly Unusable[]
  /** What of the judged evidence an instruction may find. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly goldSource: GoldSource
  /** What a synthetic cohort says that is asked for, by instruction; empty elsewhere. */
  readonly kinds: ReadonlyMap<string, string>
  readonly patients: readonly PatientResult[]
  readonly failed: readonly RefusedPatient[]
  readonly problems: readonly Problem[]
  patientFolder(patientId: string): string
  /**
   * Builds the index of a patient again if a file of it turns out to be damaged.
   * @throws InputError if its source is no longer the one that was indexed
   */
  repair(patientId: string): Promise<void>
}

/** A patient whose record could not be read, and how much of the tables is about it. */
export type RefusedPatient = FailedPatient & { readonly instructions: number; readonly judgements: number }

export type Unusable = { readonly instruction: Instruction; readonly reason: string }

/** `verify`: look at every byte, whatever sizes and times of the files say. `asOf`: whether asof.tsv has to name every instruction. */
export type CorpusRequest = {
  readonly folder: string
  readonly ehrs: string | null
  readonly verify: boolean
  readonly asOf: AsOfRule
}

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
    const judgements = readJudgements(folder, [...read.instructions, ...read.withoutAsOf], tally)
    if (embedder === null) {
      embedder = await openEmbedder(spec.embedder)
      const known = memory.find(spec)
      if (known !== undefined && known.embedderHash !== embedder.hash)
        execution.progress.note(
          `embedder ${embedder.name} is no longer the one that the corpus was indexed with: building its index again`,
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
      throw new InputError(`${changed} keeps changing while the corpus is read: index it when it is at rest`)
    }
    execution.progress.note(`${basename(changed)} has changed while the corpus was read: reading it again`)
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
        execution.progress.note(
          `the index of patient ${patientId} is damaged: it is built again from its XML`,
        )
        const { sourceHash } = await indexPatient(task, embedder)
        if (done.some((one) => one.patientId === patientId && one.sourceHash !== sourceHash))
          throw new InputError(
            `the XML of patient ${patientId} has changed meanwhile: run the same command again`,
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
  { counts }: Judgements,
): RefusedPatient {
  const own = instructions.filter(({ patientId }) => patientId === failed.patientId)
  const judgements = own.reduce((total, { instructionId }) => total + (counts.get(instructionId) ?? 0), 0)
  return { ...failed, instructions: own.length, judgements }
}

/** The largest first, so that none of them is left for the end. */
function patientTasks(
  folder: CorpusFolder,
  instructions: readonly Instruction[],
  judgements: Judgements,
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
  const facts = new Map<string, Fact[]>()
  for (const fact of patients.flatMap(({ evidence }) => evidence.facts)) {
    const known = facts.get(fact.instructionId)
    if (known) known.push(fact)
    else facts.set(fact.instructionId, [fact])
  }
  return facts
}
