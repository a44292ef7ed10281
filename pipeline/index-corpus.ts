import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from '../corpus/input-error.js'
import type { Fact, Instruction } from '../corpus/instruction.js'
import { type CorpusFolder, openCorpus } from '../corpus/open-corpus.js'
import { type Problem, ProblemTally } from '../corpus/problem.js'
import { readFacts } from '../corpus/read-facts.js'
import { readInstructions } from '../corpus/read-instructions.js'
import { goldFacts, readQrels } from '../corpus/read-qrels.js'
import type { Embedder } from '../indexes/embedder.js'
import type { IndexParameters } from '../indexes/parameters.js'
import { writeAtomically } from '../indexes/write-atomically.js'
import type { Execution } from './execution.js'
import type { PatientResult, PatientTask } from './index-patient.js'
import { type IndexSpec, indexParameters } from './index-spec.js'
import { openEmbedder } from './open-embedder.js'
import { runPatients } from './patient-pool.js'
import { PatientStamps } from './patient-stamps.js'
import type { Workspace } from './workspace.js'

/** Where the evidence gold comes from. */
export type GoldSource = 'facts.jsonl' | 'qrels.tsv' | 'evidence column' | 'none'

/** An indexed corpus, ready to be asked. */
export type IndexedCorpus = {
  readonly name: string
  /** Over the hashes of every record and table read: two corpora of one hash give the same results. */
  readonly contentHash: string
  readonly parameters: IndexParameters
  readonly embedder: Embedder
  readonly instructions: readonly Instruction[]
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly goldSource: GoldSource
  readonly patients: readonly PatientResult[]
  readonly failed: readonly { readonly patientId: string; readonly reason: string }[]
  readonly problems: readonly Problem[]
  patientFolder(patientId: string): string
}

/** `verify`: look at every byte, whatever sizes and times of the files say. */
export type CorpusRequest = {
  readonly folder: string
  readonly ehrs: string | null
  readonly verify: boolean
}

/** Brings the index of a corpus up to date and opens it. A patient that fails is listed; the others go on. */
export async function indexCorpus(
  workspace: Workspace,
  corpus: CorpusRequest,
  spec: IndexSpec,
  execution: Execution,
): Promise<IndexedCorpus> {
  const folder = await openCorpus(corpus.folder, corpus.ehrs)
  const { verify } = corpus
  const tally = new ProblemTally()
  const instructions = readInstructions(folder, tally)
  const gold = readGold(folder, instructions, tally)
  const embedder = await openEmbedder(spec.embedder)
  const parameters = indexParameters(spec, embedder)
  const root = workspace.corpusFolder(corpus.folder, corpus.ehrs)
  const patientFolder = (patientId: string) => join(root, 'patients', patientId)
  const tasks = [...folder.records]
    .sort((a, b) => b.bytes - a.bytes || (a.patientId < b.patientId ? -1 : 1))
    .map(({ patientId, path }): PatientTask => {
      const asked = instructions.filter((instruction) => instruction.patientId === patientId)
      return {
        patientId,
        xml: path,
        folder: patientFolder(patientId),
        parameters,
        cuts: [...new Set(asked.flatMap(({ asOf }) => (asOf === null ? [] : [asOf])))].sort(),
        evidence:
          gold.source === 'evidence column'
            ? asked.map(({ instructionId, evidence }) => ({ instructionId, cells: evidence }))
            : [],
      }
    })
  const stamps = new PatientStamps(join(workspace.folder, 'stamps', `${basename(root)}.json`))
  const current = verify ? [] : tasks.flatMap((task) => stamps.current(task) ?? [])
  const known = new Set(current.map(({ patientId }) => patientId))
  const worker = {
    path: fileURLToPath(new URL('./index-worker.js', import.meta.url)),
    embedder: spec.embedder,
  }
  const ran = await runPatients(
    tasks.filter(({ patientId }) => !known.has(patientId)),
    worker,
    embedder,
    execution,
  )
  const done = [...current, ...ran.done].sort((a, b) => (a.patientId < b.patientId ? -1 : 1))
  const { failed } = ran
  stamps.write(tasks, done)
  if (done.length === 0) {
    const [first] = failed
    throw new InputError(
      `none of the ${failed.length} records of ${corpus.folder} could be read; the first: ${first?.reason}`,
    )
  }
  const facts = new Map(gold.facts)
  for (const { facts: aligned, problems, pieces, unaligned, elided, patientId } of done) {
    tally.merge(problems)
    if (unaligned > 0) tally.add('evidence piece that stands nowhere in the record', patientId, unaligned)
    if (elided > 0) tally.add('evidence piece that is counted but not written', patientId, elided)
    if (pieces > 0) for (const fact of aligned) appendTo(facts, fact.instructionId, fact)
  }
  const indexed: IndexedCorpus = {
    name: basename(resolve(corpus.folder)),
    contentHash: contentHash(folder, done),
    parameters,
    embedder,
    instructions: instructions.filter(({ patientId }) => done.some((p) => p.patientId === patientId)),
    facts,
    goldSource: gold.source,
    patients: done,
    failed,
    problems: tally.list(),
    patientFolder,
  }
  writeManifest(join(root, 'manifest.json'), indexed, folder)
  return indexed
}

function readGold(
  folder: CorpusFolder,
  instructions: readonly Instruction[],
  tally: ProblemTally,
): { source: GoldSource; facts: Map<string, Fact[]> } {
  const { qrels, facts } = folder.tables
  if (qrels === null && facts === null) {
    const named = instructions.some(({ evidence }) => evidence.length > 0)
    return { source: named ? 'evidence column' : 'none', facts: new Map() }
  }
  const rows = qrels === null ? [] : readQrels(qrels, tally)
  const grouped = facts === null ? [] : readFacts(facts)
  const known = new Set(instructions.map(({ instructionId }) => instructionId))
  for (const { instructionId } of [...rows, ...grouped]) {
    if (!known.has(instructionId))
      tally.add('judgement of an instruction that is not there', basename(qrels ?? facts ?? ''))
  }
  const byInstruction = new Map(
    instructions.map(({ instructionId }) => [instructionId, goldFacts(instructionId, rows, grouped)]),
  )
  return { source: facts === null ? 'qrels.tsv' : 'facts.jsonl', facts: byInstruction }
}

function appendTo(facts: Map<string, readonly Fact[]>, instructionId: string, fact: Fact): void {
  facts.set(instructionId, [...(facts.get(instructionId) ?? []), fact])
}

function contentHash(folder: CorpusFolder, patients: readonly PatientResult[]): string {
  const hash = createHash('sha256')
  for (const { patientId, sourceHash } of [...patients].sort((a, b) =>
    a.patientId < b.patientId ? -1 : 1,
  )) {
    hash.update(`${patientId} ${sourceHash}\n`)
  }
  for (const [table, path] of Object.entries(folder.tables).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (path !== null) hash.update(`${table} ${sha256(readFileSync(path))}\n`)
  }
  return hash.digest('hex')
}

function writeManifest(path: string, indexed: IndexedCorpus, folder: CorpusFolder): void {
  const manifest = {
    format: 1,
    corpus: indexed.name,
    contentHash: indexed.contentHash,
    parameters: indexed.parameters,
    goldSource: indexed.goldSource,
    instructions: indexed.instructions.length,
    tables: Object.fromEntries(
      Object.entries(folder.tables).flatMap(([table, file]) =>
        file === null ? [] : [[table, { file: basename(file), sha256: sha256(readFileSync(file)) }]],
      ),
    ),
    patients: indexed.patients.map(({ status: _, facts: __, ...patient }) => patient),
    failed: indexed.failed,
    problems: indexed.problems,
  }
  writeAtomically(path, (temporary) =>
    writeFileSync(temporary, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 }),
  )
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
