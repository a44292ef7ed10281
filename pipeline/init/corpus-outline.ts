import { basename, resolve } from 'node:path'
import type { GoldSource } from '../../corpus/corpus-questions.js'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import { ProblemTally } from '../../corpus/problem.js'

/** The properties of a corpus that decide which experiment suits it. */
export type CorpusOutline = {
  /** A name that an experiment can have. */
  readonly name: string
  readonly patients: number
  readonly instructions: number
  /** The file that says how much of the record each instruction may see, by the name that users know. */
  readonly asOfFile: string
  readonly hasAsOf: boolean
  /** Instructions that this file has no row for; 0 without the file. */
  readonly withoutAsOf: number
  readonly hasReferences: boolean
  /** Where judged evidence comes from: a file by its name, the evidence column, or nowhere (null). */
  readonly evidence: string | null
}

/**
 * Looks at the questions of a corpus folder. No record is read.
 * @throws InputError if the folder is no corpus
 */
export async function outlineCorpus(folder: string, ehrs: string | null): Promise<CorpusOutline> {
  const corpus = await openCorpus({ folder, ehrs })
  const { asOf, ...questions } = corpus.questions
  const { instructions, withoutAsOf } = questions.instructions('required', new ProblemTally())
  const all = [...instructions, ...withoutAsOf]
  return {
    name: experimentName(basename(resolve(folder))),
    patients: corpus.patients().length,
    instructions: all.length,
    asOfFile: asOf.file,
    hasAsOf: asOf.isThere,
    withoutAsOf: withoutAsOf.length,
    hasReferences: all.some(({ references }) => references.length > 0),
    evidence: evidenceFrom(questions.goldSource(all)),
  }
}

function evidenceFrom(source: GoldSource): string | null {
  if (source === 'none') return null
  return source === 'evidence column' ? 'the evidence column' : source
}

/** A text made fit for the name of an experiment. */
export function experimentName(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  return name === '' ? 'experiment' : name.slice(0, 80)
}
