import type { z } from 'zod'
import type { FieldPath } from '../yaml-file.js'

type Definition = {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly innerType?: z.core.$ZodType
  /** The input of a transformed schema. */
  readonly in?: z.core.$ZodType
  readonly element?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
}

/** The names of the fields that a schema allows at a path; empty if it describes no fields there. */
export function knownFields(schema: z.core.$ZodType, path: FieldPath): string[] {
  const { shape, innerType, in: taken, element, options } = schema._zod.def as Definition
  if (innerType !== undefined) return knownFields(innerType, path)
  if (taken !== undefined) return knownFields(taken, path)
  if (options !== undefined) return [...new Set(options.flatMap((option) => knownFields(option, path)))]
  const [first, ...rest] = path
  if (shape !== undefined) {
    if (first === undefined) return Object.keys(shape)
    const field = Object.hasOwn(shape, first) ? shape[first] : undefined
    return field === undefined ? [] : knownFields(field, rest)
  }
  return element !== undefined && typeof first === 'number' ? knownFields(element, rest) : []
}
