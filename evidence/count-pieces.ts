import type { AlignedEvidence } from './align-evidence.js'
import { STAGES, type Stage } from './alignment-stages.js'

/** Counts of the pieces of a patient's evidence cells by result. None of their text is kept. */
export type PieceCounts = { [stage in Stage]: number } & {
  pieces: number
  unaligned: number
  /** The unaligned pieces by kind. */
  unalignedKinds: Record<string, number>
  /** Pieces found at places that do not say the same: several values of a day, two equally similar names. */
  ambiguous: number
  /** Pieces that the cells count without writing them: 'and 2 more'; and those that the chart identifies. */
  elided: number
  inferred: number
}

/** Counts of nothing. */
export function noPieces(): PieceCounts {
  return {
    pieces: 0,
    exact: 0,
    normalised: 0,
    alike: 0,
    doubtful: 0,
    unaligned: 0,
    unalignedKinds: {},
    ambiguous: 0,
    elided: 0,
    inferred: 0,
  }
}

/** Adds what was found of one instruction's cells. */
export function countPieces(counts: PieceCounts, { aligned, elided, inferred }: AlignedEvidence): void {
  counts.elided += elided
  counts.inferred += inferred
  for (const { stage, kind, candidates } of aligned) {
    counts.pieces++
    for (const name of STAGES) if (name === stage) counts[name]++
    if (new Set(candidates.map(({ says }) => says)).size > 1) counts.ambiguous++
    if (stage !== null) continue
    counts.unaligned++
    counts.unalignedKinds[kind] = (counts.unalignedKinds[kind] ?? 0) + 1
  }
}
