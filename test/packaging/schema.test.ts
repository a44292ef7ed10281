import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { experimentJsonSchema, type SchemaNode } from '../../packaging/schema/experiment-schema.js'
import { FIELD_DESCRIPTIONS } from '../../packaging/schema/field-descriptions.js'
import { schemaFiles } from '../../packaging/schema/schema-files.js'
import { readExperimentFile } from '../../pipeline/experiment/experiment-file.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const root = join(import.meta.dirname, '..', '..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

type Key = { readonly name: string; readonly node: SchemaNode }

/** Every key of a schema, at any depth. */
function keysOf(node: SchemaNode): Key[] {
  const own = Object.entries(node.properties ?? {}).map(([name, field]) => ({ name, node: field }))
  const below = [...own.map((key) => key.node), ...(node.anyOf ?? []), ...(node.items ? [node.items] : [])]
  return [...own, ...below.flatMap(keysOf)]
}

describe('the schema of experiment files', () => {
  it.each([...schemaFiles(textOf)])('%s is as `make schema` writes it', (path, text) => {
    expect(textOf(path)).toBe(text)
  })

  it('describes every key, and no key that is not there', () => {
    const keys = keysOf(experimentJsonSchema())
    expect(keys.length).toBeGreaterThan(60)
    expect(keys.filter(({ node }) => (node.description ?? '') === '').map(({ name }) => name)).toEqual([])
    const names = new Set(keys.map(({ name }) => name))
    const described = Object.keys(FIELD_DESCRIPTIONS)
    expect(described.filter((key) => !names.has(key.split('.').at(-1)!))).toEqual([])
  })

  it('is named in the first line of every experiment that comes with chartsift', () => {
    const folder = join(root, 'experiments')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    )
    expect(files.length).toBeGreaterThan(8)
    for (const file of files) {
      const [, schema] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(textOf(join('experiments', file)))!
      expect(join(folder, file, '..', schema!)).toBe(join(folder, 'experiment.schema.json'))
    }
  })
})

describe('experiments/medalign.yaml', () => {
  const template = textOf('experiments/medalign.yaml')

  it('names every key', () => {
    const names = new Set(keysOf(experimentJsonSchema()).map(({ name }) => name))
    const missing = [...names].filter((name) => !new RegExp(`^[ #-]*${name}:`, 'm').test(template))
    expect(missing).toEqual([])
  })

  it('is an experiment, with its keys for a model too', () => {
    const folder = temporaryFolder()
    for (const name of ['c', 't']) mkdirSync(join(folder, name))
    const path = join(folder, 'e.yaml')
    const read = (text: string) => {
      writeFileSync(path, text.replace('/data/medalign', 'c').replace('tokenizers/llama-3.1', 't'))
      return readExperimentFile(path)
    }
    expect(read(template)).toMatchObject({ name: 'medalign', generators: ['extractive'] })
    const model = template.replaceAll(/^ {2}# ( {2}\w+:|- ollama:)/gm, '  $1')
    expect(read(model).generators).toMatchObject(['extractive', { ollama: 'llama3.1:8b', deadline: 900 }])
  })
})
