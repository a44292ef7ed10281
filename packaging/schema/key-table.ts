import type { SchemaNode } from './experiment-schema.js'

/** One key of an experiment file as the documentation lists it. */
export type KeyRow = {
  readonly key: string
  readonly type: string
  /** 'required', a value as YAML writes it, or '' for none. */
  readonly standard: string
  readonly description: string
}

/** The keys of a part of the schema, in its order. Keys below a key are named with it: 'compare.primary.budget'. */
export function keyRows(node: SchemaNode, prefix = ''): KeyRow[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const own: KeyRow = {
      key: `${prefix}${name}`,
      type: typeOf(field),
      standard: node.required?.includes(name) ? 'required' : standardOf(field),
      description: field.description ?? '',
    }
    return [own, ...formsOf(field).flatMap((form) => keyRows(form, `${prefix}${name}.`))]
  })
}

/** The rows as a Markdown table. */
export function keyTable(rows: readonly KeyRow[]): string {
  const lines = rows.map(
    ({ key, type, standard, description }) =>
      `| \`${key}\` | ${cell(type)} | ${standard === '' || standard === 'required' ? standard : `\`${cell(standard)}\``} | ${cell(description)} |`,
  )
  return ['| key | type | default | what it does |', '| --- | --- | --- | --- |', ...lines].join('\n')
}

/** The alternatives of a value, without lists: their items have tables of their own. */
function formsOf(field: SchemaNode): SchemaNode[] {
  return [field, ...(field.anyOf ?? [])].filter(({ properties }) => properties !== undefined)
}

function typeOf(node: SchemaNode): string {
  if (node.enum !== undefined && node.enum.length > 6) return 'name'
  if (node.enum !== undefined) return node.enum.map(String).join(', ')
  if (node.const !== undefined) return String(node.const)
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(typeOf))].filter(isSaid).join(' or ')
  const types = [node.type].flat().filter((type) => type !== 'null')
  if (types[0] === 'array') return `list of ${typeOf(node.items ?? {})}`
  return types.map((type) => WORDS[String(type)] ?? String(type)).join(' or ')
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  object: 'keys',
  boolean: 'true, false',
}

/** The default shows whether a key may be null, and the description whether a name may be other text. */
function isSaid(type: string, _: number, all: readonly string[]): boolean {
  return type !== 'null' && type !== '' && !(type === 'text' && all.includes('name'))
}

function standardOf({ default: standard }: SchemaNode): string {
  if (standard === undefined || standard === null) return ''
  return Array.isArray(standard) ? `[${standard.join(', ')}]` : String(standard)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
