import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { readUtf8 } from '../../base/files/read-utf8.js'
import { type Problem, ProblemTally } from '../problem.js'
import { readGrades } from './read-grades.js'
import { type BeirText, readTexts } from './read-texts.js'

/** A retrieval set in BEIR layout. `queries` are those with a text and a relevant document; grades are by query and document. */
export type BeirSet = {
  readonly documents: readonly BeirText[]
  readonly queries: readonly BeirText[]
  readonly grades: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Judged queries, and how many of them no measure can use. */
  readonly judged: {
    readonly queries: number
    readonly withoutText: number
    readonly withoutRelevant: number
  }
  readonly problems: readonly Problem[]
  /** sha256 of corpus.jsonl. */
  readonly hash: string
}

const QRELS = join('qrels', 'test.tsv')

/**
 * Reads corpus.jsonl and queries.jsonl (`{_id, title?, text}` per line) and qrels/test.tsv (query-id, corpus-id, score), as
 * BEIR's own loader does (beir.datasets.data_loader.GenericDataLoader) except for what that loader drops silently: that is either
 * counted in `problems` or refused. A document's text is its title and its text. Judged documents that the corpus lacks stay
 * judged: nobody can find them.
 * @throws InputError if a file is missing or is not UTF-8, for a malformed line, an id that occurs twice, a document with two
 * different grades, and if there are no documents or no query can be measured
 */
export function readBeir(folder: string): BeirSet {
  const problems = new ProblemTally()
  const corpus = fileOf(folder, 'corpus.jsonl')
  const documents = readTexts(corpus, problems)
  const texts = readTexts(fileOf(folder, 'queries.jsonl'), problems)
  if (documents.length === 0) throw new InputError('corpus.jsonl: expected documents, found none')
  // A query of blanks asks nothing.
  const asked = new Set(texts.flatMap(({ id, text }) => (text === '' ? [] : [id])))
  const known = {
    queries: new Set(texts.map(({ id }) => id)),
    documents: new Set(documents.map(({ id }) => id)),
  }
  const grades = readGrades(readUtf8(fileOf(folder, QRELS), 'BEIR qrels'), { file: QRELS, known, problems })
  const isRelevant = (id: string) => [...(grades.get(id)?.values() ?? [])].some((grade) => grade >= 1)
  const queries = texts.filter(({ id }) => asked.has(id) && isRelevant(id))
  const withoutText = [...grades.keys()].filter((id) => !asked.has(id))
  for (const id of withoutText)
    problems.add('judged query without a text, not measured', `${QRELS}, query ${id}`)
  const withoutRelevant = [...grades.keys()].filter((id) => asked.has(id) && !isRelevant(id))
  for (const id of withoutRelevant)
    problems.add('judged query without a relevant document, not measured', `${QRELS}, query ${id}`)
  for (const { id } of queries)
    if (known.documents.has(id))
      problems.add(
        "document with the same id as its query, left out of that query's ranking as in BEIR",
        `query ${id}`,
      )
  if (queries.length === 0) {
    throw new InputError(
      `expected a query of queries.jsonl with a relevant document in ${QRELS}, found none in ${folder}`,
    )
  }
  return {
    documents,
    queries,
    grades,
    judged: {
      queries: grades.size,
      withoutText: withoutText.length,
      withoutRelevant: withoutRelevant.length,
    },
    problems: problems.list(),
    hash: createHash('sha256').update(readFileSync(corpus)).digest('hex'),
  }
}

function fileOf(folder: string, name: string): string {
  const path = join(folder, name)
  if (existsSync(path) && statSync(path).isFile()) return path
  throw new InputError(
    `expected a BEIR folder (corpus.jsonl, queries.jsonl, qrels/test.tsv), found no file ${path}`,
  )
}
