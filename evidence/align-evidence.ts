import type { ChartTime, PatientRecord } from '../corpus/record.js'
import { latestOf } from '../corpus/time-order.js'
import type { AlignedPiece } from './aligned-piece.js'
import { stagesOf } from './alignment-stages.js'
import { datedPiece, kindOf, type NamedTime, NO_YEAR } from './events/dated-piece.js'
import { inferMore } from './infer-more.js'
import { type AlignedFact, joinFacts } from './join-facts.js'
import { splitCells, splitLines, splitList, splitParts, splitPieces, withoutMore } from './split-evidence.js'
import { foldText } from './words/fold-text.js'

/** The places in the record that the evidence cells of one instruction mean. */
export type AlignedEvidence = {
  /** One fact per piece that was found, with every place that proves it; pieces that mark the same are one fact. */
  readonly facts: readonly AlignedFact[]
  /** Every piece of distinct text, found or not. */
  readonly aligned: readonly AlignedPiece[]
  /** The number of these pieces. */
  readonly pieces: number
  /** Those of them that are nowhere in the record, or are too short to locate. */
  readonly unaligned: number
  /** Pieces that the cells count without writing them: 'and 2 more'. */
  readonly elided: number
  /** Those of them that the chart identifies. */
  readonly inferred: number
}

/**
 * Makes the aligner of one record. A piece of a cell is looked for letter by letter (white space and case aside), then without
 * its marks, then by similarity; at each stage whole before in parts. Lines of 'date name value unit' are found among the
 * events, all else in the notes; a quote that is in several notes is one fact with several places. The prepared record
 * serves all instructions of the patient, and its words are cut only when something is not found letter by letter.
 */
export function alignEvidence(
  record: PatientRecord,
): (cells: readonly string[], asOf?: ChartTime | null) => AlignedEvidence {
  const lastYear = lastYearOf(record)
  const stages = stagesOf(record, lastYear)
  const resolve = (text: string, time: NamedTime | null, splits: readonly Split[]): AlignedPiece[] => {
    for (const { stage, find } of stages) {
      const candidates = find(text, time)
      if (candidates.length > 0) return [{ text, kind: kindOf(text), stage, candidates }]
      for (const [i, split] of splits.entries()) {
        const parts = timed(split(text), time, lastYear)
        if (parts.length > 1 && parts.some((part) => find(part.text, part.time).length > 0))
          return parts.flatMap((part) => resolve(part.text, part.time, splits.slice(i + 1)))
      }
    }
    if (splits.length > 0 && splits !== WITHIN_LINE) return resolve(text, time, WITHIN_LINE)
    return [{ text, kind: kindOf(text), stage: null, candidates: [] }]
  }
  return (cells, asOf = null) => {
    const read = cells.map(withoutMore)
    const found = read.map(({ text }) => (text === '' ? [] : resolve(text, null, SPLITS)))
    const inferred = read.map(({ elided }, i) => inferMore(record, { listed: found[i]!, elided, asOf }))
    const aligned = [...new Map(found.flat().map((piece) => [foldText(piece.text), piece])).values()]
    return {
      facts: joinFacts([...aligned.map(({ candidates }) => candidates), ...inferred.flat()]),
      aligned,
      pieces: aligned.length,
      unaligned: aligned.filter(({ stage }) => stage === null).length,
      elided: read.reduce((total, { elided }) => total + elided, 0),
      inferred: inferred.reduce((total, { length }) => total + length, 0),
    }
  }
}

type Split = (text: string) => string[]

const SPLITS: readonly Split[] = [splitPieces, splitLines, splitParts]
/** Commas and bars also occur within names and rows, so they split only pieces that are not found in any other way. */
const WITHIN_LINE: readonly Split[] = [keepingDate(splitCells), keepingDate(splitList)]

/** In 'On 3/1/2020: sodium 139, potassium 4.1' every part is about that day. */
function keepingDate(split: Split): Split {
  return (text) => {
    const { time, isApart, body } = datedPiece(text, NO_YEAR)
    if (time === null || !isApart) return split(text)
    const date = time.first === time.last ? `${time.first} ${time.clock ?? ''}` : time.first.slice(0, 7)
    return split(body).map((part) => `${date.trim()} ${part.trim()}`)
  }
}

/** Each part with the date of the last part before it that has one: a date above or in front of a list is written once. */
function timed(parts: readonly string[], time: NamedTime | null, lastYear: number) {
  let named = time
  return parts.map((text) => {
    named = datedPiece(text, lastYear).time ?? named
    return { text, time: named }
  })
}

function lastYearOf({ notes, events }: PatientRecord): number {
  const last = latestOf([...notes, ...events].map(({ time }) => time))
  return last === null ? NO_YEAR : Number(last.slice(0, 4))
}
