import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openSealed, sealJson } from '../../../base/integrity/sealed-json.js'
import { isEmbedderFolder } from '../../../generators/kinds/embedder-kinds.js'
import type { IndexParameters } from '../../../indexes/chunks/parameters.js'
import { type IndexSpec, indexParameters } from '../index-spec.js'
import { writeIfChanged } from '../known/write-if-changed.js'

/** An index that a corpus has. @property embedderHash hash of the embedder's files or model at that time */
export type RememberedIndex = { readonly spec: IndexSpec; readonly embedderHash: string }

/** The indexes of a corpus, in a file of its folder, oldest first: the last is the one that was built or requested last. */
export class IndexMemory {
  readonly #path: string
  readonly indexes: readonly RememberedIndex[]
  /** The file exists but is damaged. */
  readonly isDamaged: boolean

  constructor(path: string) {
    this.#path = path
    const text = existsSync(path) ? readFileSync(path, 'utf8') : null
    const read = text === null ? null : openSealed<{ indexes: RememberedIndex[] }>(text)
    this.indexes = read?.indexes ?? []
    this.isDamaged = text !== null && read === null
  }

  find(spec: IndexSpec): RememberedIndex | undefined {
    return this.indexes.find((one) => keyOf(one.spec) === keyOf(spec))
  }

  /** @param isNewest false: a known index keeps its place */
  remember(spec: IndexSpec, embedderHash: string, isNewest: boolean): void {
    const entry = { spec: { ...spec, embedder: embedderPlace(spec.embedder) }, embedderHash }
    const isKnown = this.find(spec) !== undefined
    const others = this.indexes.filter((one) => keyOf(one.spec) !== keyOf(spec))
    const indexes =
      isKnown && !isNewest
        ? this.indexes.map((one) => (keyOf(one.spec) === keyOf(spec) ? entry : one))
        : [...others, entry]
    writeIfChanged(this.#path, sealJson({ format: 1, indexes }, 2))
  }

  /** Forgets all indexes except those with these parameters. */
  keepOnly(needed: readonly IndexParameters[]): void {
    if (this.isDamaged || this.indexes.length === 0) return
    const kept = this.indexes.filter(({ spec, embedderHash }) =>
      needed.some((parameters) => {
        const embedder = { name: parameters.embedder.name, hash: embedderHash }
        return JSON.stringify(indexParameters(spec, embedder)) === JSON.stringify(parameters)
      }),
    )
    if (kept.length < this.indexes.length)
      writeIfChanged(this.#path, sealJson({ format: 1, indexes: kept }, 2))
  }
}

/** The full path of an embedder folder, so that it names the same folder from anywhere. Other names stay. */
export function embedderPlace(embedder: string): string {
  return isEmbedderFolder(embedder) ? resolve(embedder) : embedder
}

/** Equal for specs that make the same index. */
function keyOf(spec: IndexSpec): string {
  return JSON.stringify(indexParameters(spec, { name: embedderPlace(spec.embedder), hash: '' }))
}
