import { z } from 'zod'
import { measures } from '../../eval/measures/measure-registry.js'
import { WINDOW } from '../../pipeline/experiment/arms/own-budgets.js'
import { experimentSchema } from '../../pipeline/experiment/experiment-file.js'
import { STRATEGY_NAMES } from '../../pipeline/select/registry/strategy-rows.js'
import { FIELD_DESCRIPTIONS } from './field-descriptions.js'

/** A part of a JSON schema. */
export type SchemaNode = {
  description?: string
  type?: string
  properties?: Record<string, SchemaNode>
  items?: SchemaNode
  anyOf?: SchemaNode[]
  enum?: unknown[]
  const?: unknown
  required?: string[]
  default?: unknown
  [key: string]: unknown
}

/** Keys of whole numbers whose schema checks that with a message of its own, which JSON schema cannot show. */
const WHOLE = ['nominalWindow', 'window', 'maxAnswerTokens', 'parallel', 'deadline']

/** Names that an editor completes; other texts are allowed, as names with modifiers are. */
const COMPLETED: Readonly<Record<string, readonly string[]>> = {
  'strategies.[]': STRATEGY_NAMES,
  'compare.baseline.strategy': STRATEGY_NAMES,
  'compare.primary.strategy': STRATEGY_NAMES,
  'measures.[]': Object.keys(measures),
  'compare.primary.measure': Object.keys(measures),
}

/** The JSON schema of an experiment file, made from the schema that reads it, with a description of each key. */
export function experimentJsonSchema(): SchemaNode {
  const made = z.toJSONSchema(experimentSchema, { io: 'input' }) as SchemaNode
  describe(made, [], true)
  return {
    ...made,
    title: 'chartsift experiment',
    description: 'An experiment: every strategy at every budget over the same instructions.',
  }
}

/** What a key of this path does; the schemas of models describe their own keys. */
function descriptionOf(path: readonly string[]): string | undefined {
  const key = path.filter((part) => part !== '[]').join('.')
  // All declared comparisons have the same keys, and so has what they are compared with.
  const shared = key
    .replace('compare.secondary.', 'compare.primary.')
    .replace('compare.primary.baseline.', 'compare.baseline.')
  return FIELD_DESCRIPTIONS[key] ?? FIELD_DESCRIPTIONS[shared]
}

function modelField([list, item, field, ...rest]: readonly string[]): string | null {
  const isModel = (list === 'generators' || list === 'judges') && item === '[]' && rest.length === 0
  return isModel ? (field ?? null) : null
}

/** @param isKey false: one of several forms of a key's value, which the key's description covers */
function describe(node: SchemaNode, path: readonly string[], isKey: boolean): void {
  const own = isKey && path.at(-1) !== '[]' ? descriptionOf(path) : undefined
  if (own !== undefined) node.description ??= own
  const key = modelField(path) ?? path.join('.')
  if (WHOLE.includes(key)) Object.assign(node, { type: 'integer', minimum: 1 })
  // JavaScript's largest integer means nothing to a reader.
  if (node['maximum'] === Number.MAX_SAFE_INTEGER) delete node['maximum']
  if (node['minimum'] === Number.MIN_SAFE_INTEGER) delete node['minimum']
  // A budget: its number is checked with a message of its own, which JSON schema cannot show.
  if (node.anyOf?.some((form) => form.const === WINDOW))
    for (const form of node.anyOf)
      if (form.type === 'number') Object.assign(form, { type: 'integer', minimum: 1 })
  const names = COMPLETED[key]
  if (names !== undefined) {
    delete node.type
    node.anyOf = [{ enum: [...names] }, { type: 'string' }]
    return
  }
  for (const [name, field] of Object.entries(node.properties ?? {})) describe(field, [...path, name], true)
  if (node.items !== undefined) describe(node.items, [...path, '[]'], true)
  for (const option of node.anyOf ?? []) describe(option, path, false)
}
