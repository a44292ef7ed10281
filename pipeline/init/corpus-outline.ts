import { basename, resolve } from 'node:path'
import { type CorpusFolder, openCorpus } from '../../corpus/medalign/open-corpus.js'
import { readInstructions } from '../../corpus/medalign/questions/read-instructions.js'
import { ProblemTally } from '../../corpus/problem.js'

/** What of a corpus decides which experiment fits it. */
export type CorpusOutline = {
  /** Fit for the name of an experiment. */
  readonly name: string
  readonly patients: number
  readonly instructions: number
  /** Instructions that asof.tsv has no row for; 0 without the table. */
  readonly withoutAsOf: number
  readonly hasAsOf: boolean
  readonly hasReferences: boolean
  /** Where judged evidence comes from: a table by its name, the evidence column, or nowhere (null). */
  readonly evidence: string | null
}

/**
 * Looks at the tables of a corpus folder. No record is read.
 * @throws InputError where the folder is no corpus
 */
export function outlineCorpus(folder: string, ehrs: string | null): CorpusOutline {
  const corpus = openCorpus(folder, ehrs)
  const { instructions, withoutAsOf } = readInstructions(corpus, new ProblemTally())
  const all = [...instructions, ...withoutAsOf]
  return {
    name: experimentName(basename(resolve(folder))),
    patients: corpus.records.length,
    instructions: all.length,
    withoutAsOf: withoutAsOf.length,
    hasAsOf: corpus.tables.asof !== null,
    hasReferences: all.some(({ references }) => references.length > 0),
    evidence: evidenceOf(
      corpus,
      all.some(({ evidence }) => evidence.some((cell) => cell.trim() !== '')),
    ),
  }
}

function evidenceOf({ tables }: CorpusFolder, hasColumn: boolean): string | null {
  if (tables.facts !== null) return 'facts.jsonl'
  if (tables.qrels !== null) return 'qrels.tsv'
  return hasColumn ? 'the evidence column' : null
}

/** A text made fit for the name of an experiment. */
export function experimentName(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  return name === '' ? 'experiment' : name.slice(0, 80)
}
