import type { Stage } from './alignment-stages.js'
import type { Candidate } from './confidence.js'
import type { PieceKind } from './events/dated-piece.js'

/** The result for one piece: at least one candidate, or none and no stage. */
export type AlignedPiece = {
  readonly text: string
  readonly kind: PieceKind
  readonly stage: Stage | null
  readonly candidates: readonly Candidate[]
}
