import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../../base/errors/input-error.js'
import { groupBy } from '../../base/group-by.js'
import { counted, formatCount } from '../../base/text/format-count.js'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import type { Fact } from '../../corpus/instruction.js'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { Execution } from '../workspace/execution.js'
import { Tombstones } from '../workspace/tombstones.js'
import type { Workspace } from '../workspace/workspace.js'
import { checkPatients, refusalOf } from './check-patients.js'
import { indexMemory } from './choice/choose-index.js'
import { countProblems } from './count-problems.js'
import { indexPatient, type PatientResult } from './index-patient.js'
import { type IndexSpec, indexParameters } from './index-spec.js'
import type { CorpusRequest, IndexedCorpus } from './indexed-corpus.js'
import { answerabilityOf } from './known/answerability.js'
import { contentHash, writeManifest } from './known/corpus-manifest.js'
import { changedMeanwhile, corpusStamps } from './known/corpus-stamps.js'
import { type KnownCorpus, readQuestions, withoutForgotten } from './known/known-corpus.js'
import { PatientStamps } from './known/patient-stamps.js'
import { runPatients } from './patient-pool.js'
import { patientTasks } from './patient-tasks.js'
import { unusableInstructions, withConsequences } from './unusable-instructions.js'

/** How often to read a corpus that keeps changing while it is read. */
const MOST_READINGS = 3

/** A corpus, and how to index it. `message`: about the index, for the user, once the folder has proved to be a corpus. */
export type IndexRequest = {
  readonly corpus: CorpusRequest
  readonly spec: IndexSpec
  readonly message?: string | null
  readonly execution: Execution
}

/**
 * Brings the index of a corpus up to date and opens it. A patient that fails is listed, and the others continue. Files that are
 * edited meanwhile, tables included, are read again. The workspace is locked while something is built; an index that is up to
 * date is opened without writing anything.
 */
export async function indexCorpus(workspace: Workspace, request: IndexRequest): Promise<IndexedCorpus> {
  const wasLocked = workspace.isLocked
  try {
    return await currentIndex(workspace, request)
  } finally {
    if (!wasLocked) workspace.unlock()
  }
}

async function currentIndex(
  workspace: Workspace,
  { corpus, spec, message = null, execution }: IndexRequest,
): Promise<IndexedCorpus> {
  const memory = indexMemory(workspace, corpus)
  let embedder: Embedder | null = null
  for (let reading = 1; ; reading++) {
    const opened = await openCorpus(corpus)
    const before = corpusStamps(opened)
    const asked = readQuestions(opened, corpus.asOf)
    if (embedder === null) {
      if (message !== null) execution.progress.note(message)
      embedder = await openEmbedder(spec.embedder)
      const known = memory.find(spec)
      if (known !== undefined && known.embedderHash !== embedder.hash && corpus.builtBy === undefined)
        execution.progress.note(
          `embedder ${embedder.name} has changed since the corpus was indexed: rebuilding the index`,
        )
    }
    const known = withoutForgotten(opened, asked, Tombstones.of(workspace.folder))
    const indexed = await indexKnown(workspace, { corpus, known, index: { spec, embedder }, execution })
    const [changed] = changedMeanwhile(await openCorpus(corpus), before, indexed.patients)
    if (changed === undefined) {
      const root = workspace.corpusFolder(corpus.folder, corpus.ehrs)
      if (workspace.isLocked) {
        writeManifest(join(root, 'manifest.json'), indexed, opened)
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

type KnownWork = {
  readonly corpus: CorpusRequest
  readonly known: KnownCorpus
  readonly index: { readonly spec: IndexSpec; readonly embedder: Embedder }
  readonly execution: Execution
}

async function indexKnown(
  workspace: Workspace,
  { corpus, known, index: { spec, embedder }, execution }: KnownWork,
): Promise<IndexedCorpus> {
  const { asked, tombstones, forgotten } = known
  const { instructions, judgements, tally } = asked
  const parameters = indexParameters(spec, embedder)
  const root = workspace.corpusFolder(corpus.folder, corpus.ehrs)
  const patientFolder = (patientId: string) => join(root, 'patients', patientId)
  const tasks = patientTasks(known, parameters, patientFolder)
  const tools = { corpus: known.corpus, embedder }
  const stamps = new PatientStamps(join(workspace.folder, 'stamps', `${basename(root)}.json`))
  const current = corpus.verify ? [] : tasks.flatMap((task) => stamps.current(task) ?? [])
  const upToDate = new Set(current.map(({ patientId }) => patientId))
  const worker = {
    path: fileURLToPath(new URL('./index-worker.js', import.meta.url)),
    corpus: { folder: corpus.folder, ehrs: corpus.ehrs },
    embedder: spec.embedder,
  }
  const others = tasks.filter(({ patientId }) => !upToDate.has(patientId))
  const refuse = others.length === 0 ? null : refusalOf(workspace, corpus)
  const mayHaveChanged = others.some((task) => !stamps.seemsUnchanged(task))
  if (refuse === null && mayHaveChanged && indexMemory(workspace, corpus).find(spec) !== undefined)
    execution.progress.note(
      `${basename(corpus.folder)}: checking ${formatCount(others.length)} of ${counted(tasks.length, 'patient')} again and indexing what is new or changed`,
    )
  const ran =
    refuse === null
      ? await runPatients(others, { step: mayHaveChanged ? 'index' : 'check', worker, tools, execution })
      : await checkPatients(others, { tools, refuse, execution })
  // Remembers what is up to date, so that the next command need not check it.
  if (corpus.builtBy !== undefined && others.length > 0) workspace.tryLock()
  const done = [...current, ...ran.done].sort((a, b) => (a.patientId < b.patientId ? -1 : 1))
  if (workspace.isLocked) stamps.write(tasks, done)
  if (done.length === 0) {
    const [first] = ran.failed
    throw new InputError(
      `none of the ${ran.failed.length} records of ${corpus.folder} could be read; the first: ${first?.reason}`,
    )
  }
  countProblems(done, tally)
  const failed = new Set(ran.failed.map(({ patientId }) => patientId))
  const content = contentHash(known.corpus, done)
  return {
    name: basename(resolve(corpus.folder)),
    contentHash: content,
    answeredContent: tombstones.answeredContent(content),
    forgotten,
    parameters,
    spec,
    embedder,
    instructions: instructions.filter(({ patientId }) => !failed.has(patientId)),
    unusable: unusableInstructions(asked, known.corpus.questions, failed),
    facts: factsByInstruction(done),
    goldSource: judgements.source,
    kinds: judgements.kinds,
    answerability: answerabilityOf(
      judgements,
      done.map(({ evidence }) => evidence),
    ),
    patients: done,
    failed: ran.failed.map((one) => withConsequences(one, asked)),
    problems: tally.list(),
    patientFolder,
    repair: async (patientId) => {
      const task = tasks.find((one) => one.patientId === patientId)!
      const wasLocked = workspace.isLocked
      const refused = wasLocked ? null : workspace.tryLock()
      if (refused !== null)
        throw new InputError(`the index of patient ${patientId} is damaged, and ${refused}`)
      try {
        execution.progress.note(`the index of patient ${patientId} is damaged: rebuilding it from its record`)
        const { sourceHash } = await indexPatient(task, tools)
        if (done.some((one) => one.patientId === patientId && one.sourceHash !== sourceHash))
          throw new InputError(
            `the record of patient ${patientId} changed in the meantime: run the same command again`,
          )
      } finally {
        if (!wasLocked) workspace.unlock()
      }
    },
  }
}

function factsByInstruction(patients: readonly PatientResult[]): Map<string, Fact[]> {
  return groupBy(
    patients.flatMap(({ evidence }) => evidence.facts),
    ({ instructionId }) => instructionId,
  )
}
