import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from './input-error.js'

export type BeirText = { readonly id: string; readonly text: string }

/** A retrieval set in BEIR layout. Queries are those that have a relevant document; grades of each are by document. */
export type BeirSet = {
  readonly documents: readonly BeirText[]
  readonly queries: readonly BeirText[]
  readonly grades: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** sha256 of corpus.jsonl. */
  readonly hash: string
}

/**
 * Reads corpus.jsonl and queries.jsonl ({_id, title?, text} a line) and qrels/test.tsv (query-id, corpus-id, score). Title and
 * text are one. Grades of documents that the corpus lacks count: nobody can find them, and they were judged.
 * @throws InputError where a file is missing, a line is no such object, an id comes twice, or no query has a relevant document
 */
export function readBeir(folder: string): BeirSet {
  const corpus = readFile(folder, 'corpus.jsonl')
  const documents = readTexts(corpus, 'corpus.jsonl')
  const asked = readTexts(readFile(folder, 'queries.jsonl'), 'queries.jsonl')
  const grades = readGrades(readFile(folder, join('qrels', 'test.tsv')))
  const queries = asked.filter(({ id }) => [...(grades.get(id)?.values() ?? [])].some((grade) => grade >= 1))
  if (queries.length === 0) {
    throw new InputError(
      `no query of ${join(folder, 'queries.jsonl')} has a relevant document in qrels/test.tsv`,
    )
  }
  return { documents, queries, grades, hash: createHash('sha256').update(corpus).digest('hex') }
}

function readFile(folder: string, name: string): string {
  const path = join(folder, name)
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new InputError(
      `expected a BEIR folder (corpus.jsonl, queries.jsonl, qrels/test.tsv), found no file ${path}`,
    )
  }
  return readFileSync(path, 'utf8')
}

function readTexts(content: string, file: string): BeirText[] {
  const seen = new Set<string>()
  return numberedLines(content).map(([line, number]) => {
    const { id, text } = parseText(line, `${file}:${number}`)
    if (seen.has(id)) throw new InputError(`${file}:${number}: _id '${id}' stands there a second time`)
    seen.add(id)
    return { id, text }
  })
}

function parseText(line: string, at: string): BeirText {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    throw new InputError(`${at}: expected a JSON object, found what is no JSON`)
  }
  const { _id, title = '', text } = (entry ?? {}) as Readonly<Record<string, unknown>>
  if (typeof _id !== 'string' || typeof title !== 'string' || typeof text !== 'string') {
    throw new InputError(
      `${at}: expected an object with the strings _id and text, and title where there is one`,
    )
  }
  // Ids stand in the columns of a TREC run.
  if (!/^\S+$/.test(_id)) throw new InputError(`${at}: expected an _id without white space, found '${_id}'`)
  return { id: _id, text: `${title} ${text}`.trim() }
}

function readGrades(content: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  for (const [line, number] of numberedLines(content)) {
    const [query = '', document = '', score = '', ...rest] = line.split('\t')
    if (number === 1 && !/^-?\d+$/.test(score.trim())) continue
    if (query === '' || document === '' || rest.length > 0 || !/^-?\d+$/.test(score.trim())) {
      throw new InputError(
        `qrels/test.tsv:${number}: expected query-id, corpus-id and a whole score with tabs between them`,
      )
    }
    const own = grades.get(query)
    if (own) own.set(document, Number(score))
    else grades.set(query, new Map([[document, Number(score)]]))
  }
  return grades
}

/** Lines that are not blank, with their numbers from 1. */
function numberedLines(content: string): [line: string, number: number][] {
  return content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line, i): [string, number] => [line, i + 1])
    .filter(([line]) => line.trim() !== '')
}
