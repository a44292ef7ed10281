import { z } from 'zod'
import { InputError } from '../../corpus/input-error.js'
import type { IndexOptions } from '../command-line/common-options.js'
import { type IndexSpec, indexSpecSchema } from '../index-spec.js'

/** Options of the command line as the `index` field of an experiment file would say them. */
export function indexSpecOf({
  embedder,
  chunk,
  chunkTokens,
  events,
  search,
}: Omit<IndexOptions, 'asof'>): IndexSpec {
  const given = Object.entries({ embedder, chunk, chunkTokens, events, search }).filter(
    ([, value]) => value !== undefined,
  )
  const result = indexSpecSchema.safeParse(Object.fromEntries(given))
  if (!result.success) throw new InputError(z.prettifyError(result.error))
  return result.data
}
