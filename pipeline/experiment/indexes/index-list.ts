import { z } from 'zod'
import { indexParameters, indexSpecSchema } from '../../index/index-spec.js'
import { INDEX_NAME, indexName } from './index-name.js'

const namedIndexSchema = indexSpecSchema
  .safeExtend({
    name: z.string().regex(INDEX_NAME, 'expected letters, digits, dots, dashes').optional(),
  })
  .transform((spec) => ({ ...spec, name: spec.name ?? indexName(spec) }))

/** An index of a list, with its name. */
export type NamedIndex = z.infer<typeof namedIndexSchema>

/** The `index` field of an experiment file as a list: names are distinct, and so are the indexes. */
export const indexListSchema = z
  .array(namedIndexSchema)
  .min(1, 'expected at least one index')
  .superRefine((list, context) => {
    list.forEach((index, i) => {
      const same = list.findIndex((other) => keyOf(other) === keyOf(index))
      const namesake = list.findIndex((other) => other.name === index.name)
      if (same < i)
        context.addIssue({ code: 'custom', path: [i], message: `is the same index as index.${same}` })
      else if (namesake < i)
        context.addIssue({
          code: 'custom',
          path: [i],
          message: `has the name '${index.name}' of index.${namesake}: give it another with 'name'`,
        })
    })
  })

/** Equal for specs that make the same index. */
function keyOf(index: NamedIndex): string {
  return JSON.stringify(indexParameters(index, { name: index.embedder, hash: '' }))
}

/** The names of the indexes of a list, as given or as made from their fields; null if one index is invalid. */
export function indexNames(list: readonly unknown[]): string[] | null {
  const names = list.map((index) => namedIndexSchema.safeParse(index).data?.name)
  return names.every((name) => name !== undefined) ? names : null
}
