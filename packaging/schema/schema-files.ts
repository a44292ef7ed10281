import { experimentJsonSchema, type SchemaNode } from './experiment-schema.js'
import { type KeyRow, keyRows, keyTable } from './key-table.js'

const SCHEMA = 'experiments/experiment.schema.json'
const DOCUMENT = 'docs/experiment-file.md'

/** The files that are made from the schema, by path, as they should be. @param read the text of a file of the repository */
export function schemaFiles(read: (path: string) => string): Map<string, string> {
  const schema = experimentJsonSchema()
  return new Map([
    [SCHEMA, `${JSON.stringify(schema, null, 2)}\n`],
    [DOCUMENT, withTables(read(DOCUMENT), tablesOf(schema))],
  ])
}

/** Tables by the name that the document marks their places with. */
function tablesOf(schema: SchemaNode): Readonly<Record<string, readonly KeyRow[]>> {
  const { index, judges } = schema.properties!
  const list = index!.anyOf!.find(({ items }) => items !== undefined)!
  const all = keyRows(schema)
  return {
    experiment: all.filter(({ key }) => !key.startsWith('index.')),
    index: keyRows(list.items!),
    model: modelRows(judges!.items!),
  }
}

/** The keys of every kind of model; a key that several kinds share is listed once. */
function modelRows(item: SchemaNode): KeyRow[] {
  const rows = [item, ...(item.anyOf ?? [])].flatMap((kind) => keyRows(kind))
  return rows.filter(({ key }, i) => rows.findIndex((row) => row.key === key) === i)
}

/** Replaces the text between '<!-- keys NAME -->' and '<!-- end -->'. */
function withTables(text: string, tables: Readonly<Record<string, readonly KeyRow[]>>): string {
  return text.replaceAll(
    /(<!-- keys (\w+) -->\n)[\s\S]*?<!-- end -->/g,
    (_, begin: string, name: string) => `${begin}\n${keyTable(tables[name]!)}\n\n<!-- end -->`,
  )
}
