import { chmodSync, existsSync, readFileSync } from 'node:fs'
import hnswlib from 'hnswlib-node'
import { InputError } from '../../base/errors/input-error.js'
import { writeAtomically } from '../../base/files/write-atomically.js'
import {
  readSidecar,
  readVerified,
  type Sidecar,
  sha256Of,
  writeSidecar,
} from '../../base/integrity/sidecar.js'
import type { HnswParameters } from '../chunks/parameters.js'
import { graphLength } from './graph-length.js'
import type { Hnsw } from './hnsw.js'
import type { RecallAudit } from './recall-audit.js'

type GraphSidecar = Sidecar & {
  readonly space: 'cosine'
  readonly dimensions: number
  readonly count: number
  readonly parameters: HnswParameters
  readonly embedder: { readonly name: string; readonly hash: string }
  readonly recall: RecallAudit | null
}

/** Writes the graph, and beside it a sidecar with its shape, its checksum and its recall audit. */
export function writeHnsw(
  path: string,
  graph: Hnsw,
  { embedder, recall }: Pick<GraphSidecar, 'embedder' | 'recall'>,
): void {
  let sha256 = ''
  writeAtomically(path, (temporary) => {
    graph.native.writeIndexSync(temporary)
    if (!existsSync(temporary)) throw new InputError(`cannot write the graph to ${path}`)
    chmodSync(temporary, 0o600)
    sha256 = sumOfWhole(temporary, path)
  })
  const { dimensions, count, parameters } = graph
  const sidecar: GraphSidecar = {
    format: 1,
    sha256,
    space: 'cosine',
    dimensions,
    count,
    parameters,
    embedder,
    recall,
  }
  writeSidecar(path, sidecar)
}

/** The checksum of a complete file; throws if the file is incomplete, because hnswlib reports success even if the disk is full. */
function sumOfWhole(temporary: string, path: string): string {
  const bytes = readFileSync(temporary)
  if (graphLength(bytes) !== bytes.length) {
    throw Object.assign(new Error(`cannot write the graph to ${path} whole`), {
      code: 'ENOSPC',
      syscall: 'write',
      path,
    })
  }
  return sha256Of(bytes)
}

/**
 * Opens a graph with the ef that its audit found necessary. The sidecar and the file's hash are verified before native code
 * reads the file: a flipped byte would crash the process in a later search.
 */
export function readHnsw(
  path: string,
  parameters: HnswParameters,
  embedder: { readonly name: string; readonly hash: string },
): Hnsw {
  const sidecar = readSidecar<GraphSidecar>(path)
  if (sidecar.format !== 1 || JSON.stringify(sidecar.parameters) !== JSON.stringify(parameters)) {
    throw new InputError(`the graph at ${path} was built with other parameters: run 'chartsift index'`)
  }
  if (sidecar.embedder.hash !== embedder.hash) {
    throw new InputError(
      `the graph at ${path} was built with embedder ${sidecar.embedder.name} (${sidecar.embedder.hash.slice(0, 8)}), ` +
        `expected ${embedder.name} (${embedder.hash.slice(0, 8)}): run 'chartsift index'`,
    )
  }
  readVerified(path, sidecar)
  const native = new hnswlib.HierarchicalNSW('cosine', sidecar.dimensions)
  native.readIndexSync(path)
  const ef = sidecar.recall?.ef ?? parameters.ef
  native.setEf(ef)
  return { native, dimensions: sidecar.dimensions, parameters: { ...parameters, ef }, count: sidecar.count }
}
