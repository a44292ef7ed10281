import { basename } from 'node:path'
import { isEmbedderFolder } from '../../../generators/kinds/embedder-kinds.js'
import { type IndexSpec, indexSpecSchema } from '../index-spec.js'

/** An index in a few words: 'embedder: bundled, chunks: tokens, events: series', and every other field that is not the default. */
export function describeIndex(spec: IndexSpec): string {
  const { embedder, chunk, events, ...others } = spec
  const defaults = indexSpecSchema.parse({})
  const special = Object.entries(others)
    .filter(([field, value]) => value !== undefined && value !== defaults[field as keyof IndexSpec])
    .map(([field, value]) => `${field}: ${value}`)
  const name = isEmbedderFolder(embedder) ? basename(embedder) : embedder
  return [`embedder: ${name}`, `chunks: ${chunk}`, `events: ${events}`, ...special].join(', ')
}
