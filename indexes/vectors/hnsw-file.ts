import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import hnswlib from 'hnswlib-node'
import { InputError } from '../../corpus/input-error.js'
import type { HnswParameters } from '../parameters.js'
import { writeAtomically } from '../write-atomically.js'
import type { Hnsw } from './hnsw.js'
import type { RecallAudit } from './recall-audit.js'

type Sidecar = {
  readonly format: 1
  readonly sha256: string
  readonly space: 'cosine'
  readonly dimensions: number
  readonly count: number
  readonly parameters: HnswParameters
  readonly embedder: { readonly name: string; readonly hash: string }
  readonly recall: RecallAudit | null
}

/** Writes the graph, and beside it a sidecar that says what it is and what it missed. */
export function writeHnsw(
  path: string,
  graph: Hnsw,
  { embedder, recall }: Pick<Sidecar, 'embedder' | 'recall'>,
): void {
  writeAtomically(path, (temporary) => {
    graph.native.writeIndexSync(temporary)
    if (!existsSync(temporary)) throw new InputError(`cannot write the graph to ${path}`)
    chmodSync(temporary, 0o600)
  })
  const { dimensions, count, parameters } = graph
  const sidecar: Sidecar = {
    format: 1,
    sha256: sha256(path),
    space: 'cosine',
    dimensions,
    count,
    parameters,
    embedder,
    recall,
  }
  writeAtomically(`${path}.json`, (temporary) => writeFileSync(temporary, `${JSON.stringify(sidecar)}\n`))
}

/**
 * Opens a graph. The sidecar is compared and the file's hash verified before native code reads it: a flipped byte
 * would crash the process in a later search.
 */
export function readHnsw(
  path: string,
  parameters: HnswParameters,
  embedder: { readonly name: string; readonly hash: string },
): Hnsw {
  for (const file of [path, `${path}.json`]) {
    if (!existsSync(file))
      throw new InputError(`expected a graph at ${file}, found none: run 'chartsift index'`)
  }
  const sidecar = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Sidecar
  if (sidecar.format !== 1 || JSON.stringify(sidecar.parameters) !== JSON.stringify(parameters)) {
    throw new InputError(`the graph at ${path} was made with other parameters: index again`)
  }
  if (sidecar.embedder.hash !== embedder.hash) {
    throw new InputError(
      `the graph at ${path} was made with embedder ${sidecar.embedder.name} (${sidecar.embedder.hash.slice(0, 8)}), ` +
        `expected ${embedder.name} (${embedder.hash.slice(0, 8)}): index again`,
    )
  }
  if (sha256(path) !== sidecar.sha256)
    throw new InputError(`${path} has changed since it was written: run 'chartsift index --verify'`)
  const native = new hnswlib.HierarchicalNSW('cosine', sidecar.dimensions)
  native.readIndexSync(path)
  // As wide as the audit found necessary.
  const audited = { ...parameters, ef: sidecar.recall?.ef ?? parameters.ef }
  native.setEf(audited.ef)
  return { native, dimensions: sidecar.dimensions, parameters: audited, count: sidecar.count }
}

/** True where file and sidecar are there and belong together. */
export function isIntactGraph(path: string): boolean {
  if (!existsSync(path) || !existsSync(`${path}.json`)) return false
  const sidecar = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Sidecar
  return sidecar.format === 1 && sha256(path) === sidecar.sha256
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
