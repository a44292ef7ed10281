import { InputError } from '../../base/errors/input-error.js'
import type { ProblemTally } from '../problem.js'
import { splitRows } from '../tables/split-rows.js'

/** Ids of the collection: a first row that names one is not a header. */
type KnownIds = { readonly queries: ReadonlySet<string>; readonly documents: ReadonlySet<string> }

const WHOLE = /^[+-]?\d+(?:\.0*)?$/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** `file`: the name in messages. `problems` counts what is odd about the rows. */
export type GradesSource = {
  readonly file: string
  readonly known: KnownIds
  readonly problems: ProblemTally
}

/**
 * Reads rows 'query-id, corpus-id, score' with tabs between them, by query and document. The first row is a header unless its
 * score is a number or it names a query or a document.
 * @throws InputError for a row with other columns, a score that is not a whole number, and two different grades of one document
 */
export function readGrades(
  content: string,
  { file, known, problems }: GradesSource,
): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  const lines = new Map<string, number>()
  let isFirst = true
  for (const { line, fields } of splitRows(content, '\t')) {
    const where = `${file}:${line}`
    const [query, document, score] = fields.map((field) => idOf(field, where, problems))
    const couldBeHeader = isFirst
    isFirst = false
    if (couldBeHeader && isHeader(query, { document, score, known })) continue
    if (!query || !document || score === undefined || fields.length !== 3)
      throw new InputError(
        `${where}: expected query-id, corpus-id and score with tabs between them, found ${fields.length} ${fields.length === 1 ? 'column' : 'columns'}`,
      )
    if (couldBeHeader) problems.add('no header row', where)
    const grade = gradeOf(score, where, problems)
    const key = `${query}\t${document}`
    const earlier = grades.get(query)?.get(document)
    if (earlier === undefined) {
      lines.set(key, line)
      const own = grades.get(query)
      if (own) own.set(document, grade)
      else grades.set(query, new Map([[document, grade]]))
    } else if (earlier === grade) problems.add('judgment repeated with the same grade', where)
    else {
      throw new InputError(
        `${where}: expected one grade per document, found ${grade} for ${document} of query ${query}, which has ${earlier} on line ${lines.get(key)}`,
      )
    }
  }
  for (const own of grades.values())
    for (const document of own.keys())
      if (!known.documents.has(document))
        problems.add('judged document that is not in the corpus', `${file}, ${document}`)
  return grades
}

function idOf(field: string, where: string, problems: ProblemTally): string {
  const trimmed = field.trim()
  if (trimmed !== field) problems.add('white space around an id, removed', where)
  return trimmed
}
type HeaderCells = {
  readonly document: string | undefined
  readonly score: string | undefined
  readonly known: KnownIds
}

function isHeader(
  query: string | undefined,
  { document, score, known: { queries, documents } }: HeaderCells,
): boolean {
  const isNamed = queries.has(query ?? '') || documents.has(document ?? '')
  return score !== undefined && !NUMBER.test(score) && !isNamed
}

function gradeOf(score: string, where: string, problems: ProblemTally): number {
  if (!WHOLE.test(score))
    throw new InputError(`${where}: expected a whole number as score, found '${score.slice(0, 40)}'`)
  if (score.includes('.')) problems.add('score with a decimal point, read as a whole number', where)
  return Number(score)
}
