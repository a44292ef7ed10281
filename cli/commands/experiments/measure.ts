import { InputError } from '../../../base/errors/input-error.js'
import { STANDARD } from '../../../base/files/read-input.js'
import { readUtf8 } from '../../../base/files/read-utf8.js'
import { nearestNames } from '../../../base/text/did-you-mean.js'
import type { ValueLine } from '../../../eval/measured/value-line.js'
import {
  corpusMeasureNames,
  encoderMeasureNames,
  referenceName,
  rowMeasureNames,
} from '../../../eval/measures/measure-names.js'
import { readsAsciiOnly } from '../../../eval/measures/measure-needs.js'
import { TextMeasurement } from '../../../eval/measures/measure-texts.js'
import { MalformedLine } from '../../../eval/retrieval/malformed-line.js'
import { measureRun } from '../../../eval/retrieval/measure-run.js'
import { isUnreadByRouge, rougeWarning } from '../../../eval/text/words/unread-by-rouge.js'
import { type BertScore, openBertScore } from '../../../pipeline/score/bert-score.js'
import { type Output, openOutput } from '../../output/output-file.js'
import { type BadRow, readRows } from '../../show/measure-rows.js'
import { type MeasureSummary, MeasureTally, summaryTable } from '../../show/measure-tally.js'
import type { TableOptions } from '../command-options.js'
import { tableWidth } from '../table-width.js'

/** Options of `chartsift measure`. */
export type MeasureOptions = TableOptions & {
  readonly measures?: string[]
  readonly run?: string
  readonly qrels?: string
  readonly bert?: string
  readonly out?: string
  readonly json: boolean
}

const CORPUS = 'corpus'
const MOST_LISTED = 20

type Measured = {
  readonly summaries: readonly MeasureSummary[]
  readonly bad: readonly BadRow[]
  /** The encoder of BERTScore, if BERTScore is measured. */
  readonly encoder?: BertScore['encoder']
}

function workOf(
  rows: string | undefined,
  { run, qrels, measures, bert }: MeasureOptions,
): (out: Output | null) => Promise<Measured> {
  if (rows !== undefined && run === undefined && qrels === undefined) {
    const known = [
      ...rowMeasureNames,
      ...(bert === undefined ? [] : encoderMeasureNames),
      ...corpusMeasureNames,
    ]
    // Both spellings of a measure are accepted; the output uses the reference tools' spelling.
    const names = measures?.map((name) => (known.includes(name) ? name : referenceName(name))) ?? known
    requireBert(names, bert)
    requireKnown(names, known)
    return async (out) =>
      measureFile(rows, { names, bert: bert === undefined ? null : await openBertScore(bert) }, out)
  }
  if (rows === undefined && run !== undefined && qrels !== undefined && bert === undefined)
    return (out) => measureTrec({ run, qrels }, measures ?? null, out)
  throw new InputError(
    'expected either a file of rows or both --run and --qrels, --bert with rows only; add --help',
  )
}

function requireBert(names: readonly string[], bert: string | undefined): void {
  const ofBert = names.filter((name) => encoderMeasureNames.includes(name))
  if (bert === undefined && ofBert.length > 0)
    throw new InputError(`expected --bert with the folder of an encoder for ${ofBert.join(', ')}, found none`)
  if (bert !== undefined && ofBert.length === 0)
    throw new InputError('expected a bertscore measure in --measures because --bert is given, found none')
}

function requireKnown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new InputError(unknown.map((name) => unknownMeasure(name, known)).join('\n'))
}

/** There are about a hundred names: if none is similar, the message names the command that lists them. */
function unknownMeasure(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known)
  const guess = nearest === undefined ? '' : `: did you mean '${nearest}'?`
  return `--measures: unknown measure '${name}'${guess} ('chartsift list measures' lists all)`
}

async function measureFile(
  path: string,
  { names, bert }: { readonly names: readonly string[]; readonly bert: BertScore | null },
  out: Output | null,
): Promise<Measured> {
  const measurement = new TextMeasurement([
    ...names.filter((name) => !encoderMeasureNames.includes(name)),
    ...encoderMeasureNames.filter((name) => names.includes(name)),
  ])
  const tally = new MeasureTally()
  const bad: BadRow[] = []
  const unread = new UnreadRows(names)
  const keep = async (id: string | number, values: readonly ValueLine[]) => {
    for (const value of values) tally.add(value)
    await out?.write(values.map((value) => `${JSON.stringify({ id, ...value })}\n`).join(''))
  }
  for (const read of readRows(readUtf8(path, 'JSON lines'))) {
    if ('bad' in read) bad.push(read.bad)
    else {
      const { id, candidate, references } = read.row
      unread.add(id, [...(candidate === null ? [] : [candidate]), ...references])
      const isWhole = candidate !== null && references.length > 0
      const matches = isWhole ? await bert?.matches(candidate, references) : undefined
      await keep(id, measurement.row(candidate, references, matches))
    }
  }
  await keep(CORPUS, measurement.corpus())
  unread.warn()
  return { summaries: tally.summaries(), bad, ...(bert === null ? {} : { encoder: bert.encoder }) }
}

/** Counts rows with a text in which ROUGE finds no word. Counts nothing if ROUGE is not measured. */
class UnreadRows {
  readonly #isAsked: boolean
  readonly #ids: (string | number)[] = []
  #rows = 0

  constructor(measures: readonly string[]) {
    this.#isAsked = measures.some(readsAsciiOnly)
  }

  add(id: string | number, texts: readonly string[]): void {
    this.#rows += 1
    if (this.#isAsked && texts.some(isUnreadByRouge)) this.#ids.push(id)
  }

  warn(): void {
    const [first] = this.#ids
    if (first === undefined) return
    const what = `${this.#ids.length} of ${this.#rows} rows (first: id ${first})`
    process.stderr.write(`warning: ${rougeWarning(what, 'rouge-l-unicode (rougeL.unicode.f1)')}\n`)
  }
}

async function measureTrec(
  { run, qrels }: { readonly run: string; readonly qrels: string },
  measures: readonly string[] | null,
  out: Output | null,
): Promise<Measured> {
  const all = trecValues(run, qrels)
  const known = new Set(all.map(({ measure }) => measure))
  const names = measures?.map((name) => (known.has(name) ? name : referenceName(name))) ?? null
  if (names !== null) requireKnown(names, [...known])
  const values = names === null ? all : all.filter(({ measure }) => names.includes(measure))
  const tally = new MeasureTally()
  for (const value of values.filter(({ query }) => !query.startsWith('mean-over-'))) tally.add(value)
  // The key is 'id', as for rows, or 'query', as retrieval tools call it.
  await out?.write(values.map((value) => `${JSON.stringify({ id: value.query, ...value })}\n`).join(''))
  return { summaries: tally.summaries(), bad: [] }
}

function trecValues(run: string, qrels: string): ReturnType<typeof measureRun> {
  const texts = [readUtf8(run, 'a TREC run'), readUtf8(qrels, 'TREC qrels')] as const
  try {
    const values = measureRun(...texts)
    if (values.every(({ query }) => query.startsWith('mean-over-'))) {
      throw new InputError(`expected queries that occur in both ${run} and ${qrels}, found none`)
    }
    return values
  } catch (error) {
    if (!(error instanceof MalformedLine)) throw error
    const named = error.message.replace(/^(run|qrels)\b/, (file) => (file === 'run' ? run : qrels))
    throw new InputError(named)
  }
}

function listBad(bad: readonly BadRow[]): 0 | 1 {
  for (const { line, problem } of bad.slice(0, MOST_LISTED))
    process.stderr.write(`failed: line ${line}: ${problem}\n`)
  if (bad.length > MOST_LISTED) process.stderr.write(`failed: ${bad.length - MOST_LISTED} more lines\n`)
  return bad.length > 0 ? 1 : 0
}

/** Measures the user's own rows, or a run against qrels, and prints a summary. @returns the exit code */
export async function measure(rows: string | undefined, options: MeasureOptions): Promise<number> {
  const work = workOf(rows, options)
  const out = options.out === undefined ? null : await openOutput(options.out)
  try {
    const { summaries, bad, encoder } = await work(out)
    await out?.keep()
    const note = encoder === undefined ? '' : `bertscore by ${encoder.name}, sha256 ${encoder.sha256}\n`
    // If the values go to standard output, the table cannot.
    const stream = options.out === STANDARD ? process.stderr : process.stdout
    stream.write(
      options.json
        ? `${JSON.stringify({ measures: summaries, bad, encoder })}\n`
        : `${summaryTable(summaries, tableWidth(options))}\n${note}`,
    )
    return listBad(bad)
  } catch (error) {
    await out?.discard()
    throw error
  }
}
