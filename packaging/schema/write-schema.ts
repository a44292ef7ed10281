// `make schema`: writes the JSON schema of experiment files and the tables of their keys in the documentation.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaFiles } from './schema-files.js'

const root = join(import.meta.dirname, '..', '..')
for (const [path, text] of schemaFiles((file) => readFileSync(join(root, file), 'utf8'))) {
  writeFileSync(join(root, path), text)
  process.stdout.write(`wrote ${path}\n`)
}
