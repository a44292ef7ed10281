import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { openSealed, sealJson } from '../../../base/integrity/sealed-json.js'
import type { Workspace } from '../../workspace/workspace.js'
import type { CorpusRequest } from '../indexed-corpus.js'
import { writeIfChanged } from '../known/write-if-changed.js'

/** How a corpus folder is read: where its records are, and whether every instruction needs an as-of time. */
export type CorpusReading = Pick<CorpusRequest, 'ehrs' | 'asOf'>

const AS_USUAL: CorpusReading = { ehrs: null, asOf: 'required' }
const FILE = 'readings.json'

/** How a corpus was read when it was last indexed; the default if that is not known. */
export function rememberedReading(workspace: Workspace, folder: string): CorpusReading {
  return existsSync(folder) ? (readingsIn(workspace)[realpathSync(folder)] ?? AS_USUAL) : AS_USUAL
}

/** Remembers how a corpus was read, for commands that do not say how to read it. The default needs no entry. */
export function rememberReading(workspace: Workspace, { folder, ehrs, asOf }: CorpusRequest): void {
  const place = realpathSync(folder)
  const { [place]: known, ...others } = readingsIn(workspace)
  const isUsual = ehrs === AS_USUAL.ehrs && asOf === AS_USUAL.asOf
  if (known === undefined && isUsual) return
  const corpora = isUsual ? others : { ...others, [place]: { ehrs, asOf } }
  writeIfChanged(join(workspace.folder, FILE), sealJson({ format: 1, corpora }, 2))
}

/** By the corpus folder's real path. Empty if the file is damaged: then the options must be given again. */
function readingsIn({ folder }: Workspace): Readonly<Record<string, CorpusReading>> {
  const path = join(folder, FILE)
  if (!existsSync(path)) return {}
  return openSealed<{ corpora: Record<string, CorpusReading> }>(readFileSync(path, 'utf8'))?.corpora ?? {}
}
