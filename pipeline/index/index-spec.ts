import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'
import { SMALLEST_RECURSIVE_CHUNK } from '../../indexes/chunks/chunk-recursive.js'
import { HNSW_DEFAULTS, type IndexParameters, type NoteUnit } from '../../indexes/chunks/parameters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'

const positive = z.number().int().positive()
const size = z.number().int().nonnegative()

/** The `index` field of an experiment file, and what the command line's index options make. */
export const indexSpecSchema = z
  .strictObject({
    chunk: z.enum(['sentence', 'tokens', 'recursive']).default('tokens'),
    windowTokens: size.optional(),
    chunkTokens: positive.optional(),
    overlapTokens: size.optional(),
    chunkChars: positive.min(SMALLEST_RECURSIVE_CHUNK).optional(),
    overlapChars: size.optional(),
    events: z.enum(['day', 'series']).default('series'),
    eventChars: positive.default(480),
    embedder: z.string().min(1).default('bundled'),
    search: z.enum(['auto', 'hnsw', 'exact']).default('auto'),
    m: z.number().int().min(2).default(HNSW_DEFAULTS.m),
    efConstruction: positive.default(HNSW_DEFAULTS.efConstruction),
    ef: positive.default(HNSW_DEFAULTS.ef),
    seed: size.default(HNSW_DEFAULTS.seed),
  })
  .superRefine(
    (spec, context) => {
      const isKnown = Object.values(UNIT_FIELDS).includes(spec.chunk)
      const foreign = Object.keys(UNIT_FIELDS).filter((field) => {
        const owner = UNIT_FIELDS[field as keyof typeof UNIT_FIELDS]
        return isKnown && owner !== spec.chunk && spec[field as keyof typeof UNIT_FIELDS] !== undefined
      })
      for (const field of foreign) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message: `has no meaning with chunk: ${spec.chunk}`,
        })
      }
      if ((spec.overlapTokens ?? 0) >= (spec.chunkTokens ?? 128)) {
        context.addIssue({
          code: 'custom',
          path: ['overlapTokens'],
          message: 'expected less than chunkTokens',
        })
      }
      if ((spec.overlapChars ?? 0) >= (spec.chunkChars ?? 1000)) {
        context.addIssue({ code: 'custom', path: ['overlapChars'], message: 'expected less than chunkChars' })
      }
    },
    // Checks this even if a field is wrong, so that every problem is reported at once.
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )

const UNIT_FIELDS = {
  windowTokens: 'sentence',
  chunkTokens: 'tokens',
  overlapTokens: 'tokens',
  chunkChars: 'recursive',
  overlapChars: 'recursive',
} as const

/** How a corpus is indexed, as the user names it. */
export type IndexSpec = z.infer<typeof indexSpecSchema>

/** Checks fields and fills in defaults. @throws InputError if the fields do not fit together */
export function indexSpecOfFields(fields: object): IndexSpec {
  const result = indexSpecSchema.safeParse(fields)
  if (!result.success) throw new InputError(z.prettifyError(result.error))
  return result.data
}

/** The parameters that decide an index's bytes; they name the embedder by the hash of its files, not by its path. */
export function indexParameters(spec: IndexSpec, embedder: Pick<Embedder, 'name' | 'hash'>): IndexParameters {
  return {
    unit: noteUnit(spec),
    events: spec.events,
    eventChars: spec.eventChars,
    embedder: { name: embedder.name, hash: embedder.hash },
    search: spec.search,
    hnsw: { m: spec.m, efConstruction: spec.efConstruction, ef: spec.ef, seed: spec.seed },
  }
}

/** How notes are cut, with defaults for sizes that were not given. */
export function noteUnit(spec: IndexSpec): NoteUnit {
  switch (spec.chunk) {
    case 'sentence':
      return { chunk: 'sentence', windowTokens: spec.windowTokens ?? 64 }
    case 'tokens':
      return {
        chunk: 'tokens',
        chunkTokens: spec.chunkTokens ?? 128,
        overlapTokens: spec.overlapTokens ?? 16,
      }
    case 'recursive':
      return {
        chunk: 'recursive',
        chunkChars: spec.chunkChars ?? 1000,
        overlapChars: spec.overlapChars ?? 200,
      }
  }
}
