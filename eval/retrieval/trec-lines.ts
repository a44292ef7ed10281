import { MalformedLine } from './malformed-line.js'
import type { Grades, RankedDocument } from './ranking.js'

/** One system's scored documents, by query. */
export type TrecRun = ReadonlyMap<string, readonly RankedDocument[]>

/** Judged documents, by query. */
export type TrecQrels = ReadonlyMap<string, Grades>

// C's isspace, as in trec_eval: an id may hold any other space.
const BLANKS = /[ \t\v\f\r]+/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const WHOLE_NUMBER = /^[+-]?\d+$/
const SHOWN = 40

/**
 * Reads lines 'query Q0 document rank score tag'. It ignores the second column, rank and tag. Empty lines and comments ('#' as the
 * first character that is not white space) are skipped, as trec_eval does.
 * @throws MalformedLine for a line without exactly six columns, a score that is not a finite number, or a document ranked twice
 */
export function readTrecRun(text: string): TrecRun {
  const run = new Map<string, RankedDocument[]>()
  const seen = new Map<string, Set<string>>()
  for (const { columns, line } of linesOf(text, 'run', ['query', 'Q0', 'document', 'rank', 'score', 'tag'])) {
    const [query, , documentId, , score] = columns as [string, string, string, string, string, string]
    if (!NUMBER.test(score) || !Number.isFinite(Number(score)))
      throw new MalformedLine('run', line, { expected: 'a finite number as score', found: quoted(score) })
    const ids = atKey(seen, query, () => new Set<string>())
    if (ids.has(documentId))
      throw new MalformedLine('run', line, {
        expected: 'each document once per query',
        found: `${quoted(documentId)} again`,
      })
    ids.add(documentId)
    atKey(run, query, () => [] as RankedDocument[]).push({ documentId, score: Number(score) })
  }
  return run
}

/**
 * Reads lines 'query iteration document grade'. It ignores the iteration. Empty lines and comments are skipped as in a run.
 * @throws MalformedLine for a line without exactly four columns, a grade that is not a whole number, or a document judged twice
 */
export function readTrecQrels(text: string): TrecQrels {
  const qrels = new Map<string, Map<string, number>>()
  for (const { columns, line } of linesOf(text, 'qrels', ['query', 'iteration', 'document', 'grade'])) {
    const [query, , documentId, grade] = columns as [string, string, string, string]
    if (!WHOLE_NUMBER.test(grade))
      throw new MalformedLine('qrels', line, { expected: 'a whole number as grade', found: quoted(grade) })
    const grades = atKey(qrels, query, () => new Map<string, number>())
    if (grades.has(documentId))
      throw new MalformedLine('qrels', line, {
        expected: 'each document once per query',
        found: `${quoted(documentId)} again`,
      })
    grades.set(documentId, Number(grade))
  }
  return qrels
}

type TrecLine = { readonly columns: readonly string[]; readonly line: number }

function linesOf(text: string, name: string, expected: readonly string[]): TrecLine[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((raw, i) => {
      const columns = raw.split(BLANKS).filter((column) => column !== '')
      if (columns.length === 0 || columns[0]!.startsWith('#')) return []
      if (columns.length !== expected.length)
        throw new MalformedLine(name, i + 1, {
          expected: `${expected.length} columns (${expected.join(' ')})`,
          found: `${columns.length}`,
        })
      return [{ columns, line: i + 1 }]
    })
}

function atKey<V>(map: Map<string, V>, key: string, make: () => V): V {
  const there = map.get(key)
  if (there !== undefined) return there
  const made = make()
  map.set(key, made)
  return made
}

function quoted(text: string): string {
  return `'${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}'`
}
