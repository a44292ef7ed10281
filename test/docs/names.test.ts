import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../databases/migrations.js'
import { measures } from '../../eval/measures/measure-registry.js'
import { FAILURE_REASONS } from '../../generators/failure-reasons.js'
import { RESULTS_SCHEMA } from '../../pipeline/results/tables/results-schema.js'
import { MODIFIERS } from '../../pipeline/select/registry/modifier-rows.js'
import { isAccepted } from '../../pipeline/select/registry/reach.js'
import { STRATEGIES, STRATEGY_NAMES } from '../../pipeline/select/registry/strategy-rows.js'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Rows of a Markdown text whose first cell is one name in code: the name, and the whole row. */
function namedRows(markdown: string): { name: string; row: string }[] {
  return [...markdown.matchAll(/^\| `([^`]+)` \|.*$/gm)].map((match) => ({ name: match[1]!, row: match[0] }))
}

const names = (markdown: string) => namedRows(markdown).map(({ name }) => name)
const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)

describe('docs/strategies.md', () => {
  const strategies = read('docs/strategies.md')
  const [before, after = ''] = strategies.split('\n## Modifiers\n')
  const [modifiers, matrix = ''] = after.split('\n## Which strategies accept which modifiers\n')

  it('has a row for every strategy, and no other', () => {
    expect(names(before!).sort()).toEqual([...STRATEGY_NAMES].sort())
  })

  it('has a row for every modifier with its default, and no other', () => {
    const rows = namedRows(modifiers!)
    expect(rows.map(({ name }) => name)).toEqual(MODIFIERS.map(({ name }) => name))
    for (const { name, value } of MODIFIERS)
      if (value !== null)
        expect(rows.find((row) => row.name === name)!.row).toContain(`(${value.standard}) |`)
  })

  it('says of every strategy which modifiers it takes', () => {
    const rows = [...matrix.matchAll(/^\| (`.*)$/gm)].map((match) => match[1]!.split(' | '))
    const [head, ...body] = [...matrix.matchAll(/^\| (?!---)(.*) \|$/gm)].map((match) =>
      match[1]!.split(' | '),
    )
    const columns = head!.slice(1).map(codes)
    expect(columns.flat().sort()).toEqual(MODIFIERS.map(({ name }) => name).sort())
    expect(body.length).toBe(rows.length)
    const rowOf = (name: string) =>
      body.find(([cell]) =>
        codes(cell!).some((one) => one === name || (one === 'sift-no-*' && name.startsWith('sift-no-'))),
      )
    for (const { name, accepts } of STRATEGIES) {
      const row = rowOf(name)
      expect(row, name).toBeDefined()
      for (const [i, column] of columns.entries())
        for (const modifier of column) {
          const { reach } = MODIFIERS.find((one) => one.name === modifier)!
          expect(row![i + 1], `${name}+${modifier}`).toBe(isAccepted(reach, accepts) ? 'yes' : '-')
        }
    }
  })

  it('names the strategies and modifiers that rank collections', () => {
    const line = codes(matrix.split('`chartsift rank` takes')[1]!)
    const collection = (rows: readonly { readonly name: string; readonly collection: boolean }[]) =>
      rows.filter((row) => row.collection).map(({ name }) => name)
    expect(line.sort()).toEqual([...collection(STRATEGIES), ...collection(MODIFIERS)].sort())
  })
})

describe('docs/measures.md', () => {
  const text = read('docs/measures.md')

  it('names every measure of an experiment, and no other', () => {
    const means = codes(text).filter((name) => /.-mean$/.test(name))
    expect([...new Set([...names(text), ...means])].sort()).toEqual(Object.keys(measures).sort())
  })

  it('gives the direction and the name of the reference tool', () => {
    for (const { name, row } of namedRows(text)) {
      const { direction, tool } = measures[name]!
      expect(row).toContain(` | ${direction} | `)
      if (tool !== undefined) expect(row).toContain(`\`${tool}\` (`)
    }
  })
})

describe('docs/formats.md', () => {
  it('lists the tables and columns of results.db', () => {
    const db = new Database(':memory:')
    migrate(db, RESULTS_SCHEMA)
    const rows = new Map(
      namedRows(read('docs/formats.md').split('**`results.db`** (SQLite):')[1]!).map(({ name, row }) => [
        name,
        codes(row),
      ]),
    )
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
    expect([...rows.keys()].filter((name) => name !== 'row_sums').sort()).toEqual(tables.sort())
    for (const table of tables) {
      const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
      expect(
        rows.get(table)!.filter((code) => columns.includes(code)),
        table,
      ).toEqual(expect.arrayContaining(columns))
    }
    db.close()
  })
})

describe('docs/ollama.md', () => {
  it('has a row for every reason of a failed answer', () => {
    const listed = Object.keys(FAILURE_REASONS)
    expect(names(read('docs/ollama.md').split('## Failures')[1]!).sort()).toEqual(listed.sort())
  })
})

describe('links between pages', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  const anchors = (path: string) =>
    [...read(path).matchAll(/^#+ (.+)$/gm)].map((match) =>
      match[1]!
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    )

  it.each(pages)('of %s lead to a file and a heading that exist', (page) => {
    for (const [, target] of read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file, anchor] = target!.split('#')
      const path = file === '' ? page : join(dirname(page), file!)
      expect(existsSync(join(root, path)), `${page}: ${target}`).toBe(true)
      if (anchor !== undefined) expect(anchors(path), `${page}: ${target}`).toContain(anchor)
    }
  })
})
