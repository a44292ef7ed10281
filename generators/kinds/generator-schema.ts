import { z } from 'zod'
import type { ModelSpec } from '../servers/model-spec.js'
import { BASELINE_KINDS, MODEL_KINDS } from './generator-kinds.js'
import { GENERATOR_FORM } from './written-forms.js'

/** The name of a baseline, or a model on a server. */
export type GeneratorSpec = string | ModelSpec

/** A judge in an experiment file: a model of any kind. */
export const judgeSchema: z.ZodType<ModelSpec> =
  MODEL_KINDS.length === 1 ? MODEL_KINDS[0].schema : z.union(MODEL_KINDS.map(({ schema }) => schema))

/** A generator in an experiment file. */
export const generatorSchema: z.ZodType<GeneratorSpec> = z.union(
  [...BASELINE_KINDS.map(({ name }) => z.literal(name)), ...MODEL_KINDS.map(({ schema }) => schema)],
  { error: `expected ${GENERATOR_FORM}` },
)
