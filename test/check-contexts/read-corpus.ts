import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Chart } from './chart.js'
import { moment } from './moment.js'
import { readLumia } from './read-lumia.js'
import { readOlder } from './read-older.js'

/** A corpus folder as this check reads it. A chart is read when first asked for. */
export type CheckedCorpus = {
  /** Of every instruction in the table, the patient it is about. */
  readonly instructions: ReadonlyMap<string, string>
  readonly asOf: ReadonlyMap<string, string>
  hasRecord(patientId: string): boolean
  chart(patientId: string): Chart | null
  /** The text of the record's file, line ends made LF. */
  xml(patientId: string): string | null
}

/** @param ehrs the folder of XML files within the corpus; null: the first known one that is there */
export function readCorpus(corpus: string, ehrs: string | null): CheckedCorpus {
  const known = ehrs === null ? ['.', 'ehrs', 'medalign_ehr_xml', 'ehrs-record'] : [ehrs]
  const folder = known
    .map((name) => join(corpus, name))
    .find((path) => existsSync(path) && readdirSync(path).some((name) => name.endsWith('.xml')))
  if (folder === undefined) throw new Error(`expected XML records in ${corpus}, found none`)
  const files = new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.xml'))
      .map((name) => [bareId(name), join(folder, name)]),
  )
  const charts = new Map<string, Chart>()
  const texts = new Map<string, string>()
  return {
    instructions: readInstructions(corpus, [...files.keys()]),
    asOf: readAsOf(join(corpus, 'asof.tsv')),
    hasRecord: (patientId) => files.has(patientId),
    xml(patientId) {
      const path = files.get(patientId)
      if (path === undefined) return null
      let text = texts.get(patientId)
      if (text === undefined) {
        text = readFileSync(path).toString('utf8').replace(/\r\n?/g, '\n')
        texts.set(patientId, text)
      }
      return text
    },
    chart(patientId) {
      const path = files.get(patientId)
      if (path === undefined) return null
      let chart = charts.get(patientId)
      if (chart === undefined) {
        const xml = readFileSync(path, 'utf8')
        chart = xml.includes('<eventstream') ? readLumia(xml) : readOlder(xml)
        charts.set(patientId, chart)
      }
      return chart
    },
  }
}

const bareId = (file: string): string => file.replace(/^EHR_/, '').replace(/\.xml$/, '')

function readInstructions(corpus: string, patients: readonly string[]): Map<string, string> {
  const tsv = join(corpus, 'clinician-instruction-responses.tsv')
  const csv = join(corpus, 'instructions-sample.csv')
  const rows = existsSync(tsv) ? tsvRows(tsv) : existsSync(csv) ? csvRows(csv) : []
  const asked = rows.flatMap((row): [string, string][] => {
    const named = [row['person_id']?.replace(/\.0+$/, ''), bareId(row['filename'] ?? '')].filter(
      (name) => name !== undefined && !/^(?:nan|null|none)?$/i.test(name),
    )
    const patient = named.find((name) => patients.includes(name!)) ?? named[0] ?? patients[0]!
    return row['instruction_id'] ? [[row['instruction_id'], patient]] : []
  })
  // Of an id that is used again the first row counts.
  return new Map(asked.reverse())
}

function readAsOf(path: string): Map<string, string> {
  if (!existsSync(path)) return new Map()
  return new Map(
    tsvRows(path).map((row): [string, string] => [row['instruction_id']!, moment(row['as_of']!, '59')!]),
  )
}

type Row = Readonly<Record<string, string | undefined>>

/** Quotes play no part: a row that a line break within quotes cut in two is short of tabs and goes on. */
function tsvRows(path: string): Row[] {
  const [header, ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const columns = header!.split('\t')
  const rows: string[][] = []
  for (const line of lines.filter((text) => text !== '')) {
    const last = rows[rows.length - 1]
    const cells = line.split('\t')
    if (last !== undefined && last.length < columns.length) {
      last[last.length - 1] += `\n${cells[0]}`
      last.push(...cells.slice(1))
    } else rows.push(cells)
  }
  return rows.map((cells) => named(columns, cells))
}

function csvRows(path: string): Row[] {
  const cells = [...readFileSync(path, 'utf8').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)]
  const rows: string[][] = [[]]
  for (const [, cell, end] of cells) {
    rows[rows.length - 1]!.push(cell!.replace(/^"([\s\S]*)"$/, '$1').replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  const [columns, ...others] = rows.filter((row) => row.length > 1)
  return others.map((row) => named(columns!, row))
}

function named(columns: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(columns.map((name, i) => [name.trim(), cells[i]?.trim()]))
}
