import type { SiftSwitches } from '../../../retrievers/sift/sift-switches.js'
import type { StrategyRow } from './strategy-row.js'

const SCORING = { kind: 'ranks by scores', accepts: 'every modifier', isTuned: true } as const

const SIFT = {
  ...SCORING,
  name: 'sift',
  sentence:
    'Ranks sentences and series of events by words, meaning, and the times and kinds that the instruction names.',
  collection: true,
  make: () => siftWithout('sift', {}),
} satisfies StrategyRow

/** sift with one of its parts turned off, for an ablation: 'sift-no-lexicon' has no lexicon. */
function siftArm(part: string, off: keyof SiftSwitches, sentence: string): StrategyRow {
  const name = `sift-no-${part}`
  return {
    ...SCORING,
    name,
    // A reader would take this name for sift with only this part.
    formerly: `sift-${part}`,
    sentence,
    armOf: SIFT,
    collection: false,
    make: () => siftWithout(name, { [off]: false }),
  }
}

async function siftWithout(name: string, off: Partial<SiftSwitches>) {
  const [{ sift }, { ALL_SWITCHES }] = await Promise.all([
    import('../../../retrievers/sift/sift.js'),
    import('../../../retrievers/sift/sift-switches.js'),
  ])
  return sift(name, { ...ALL_SWITCHES, ...off })
}

/** sift, and sift without each of its parts. */
export const SIFTS: readonly StrategyRow[] = [
  SIFT,
  siftArm('reading', 'reading', 'Sift without reading times and kinds from the instruction.'),
  siftArm('series', 'series', 'Sift without series of events.'),
  siftArm('cosine', 'cosine', 'Sift without embeddings.'),
  siftArm('lexicon', 'lexicon', 'Sift without the clinical lexicon.'),
  siftArm('evidence', 'noteEvidence', "Sift without adding the note's best sentences to a sentence's score."),
  siftArm('lines', 'lines', 'Sift without showing short lines in full.'),
  siftArm('copies', 'copies', 'Sift without merging copied sentences.'),
  siftArm('links', 'links', 'Sift without links from events to the notes of their visit.'),
  siftArm('intents', 'intents', 'Sift without reading intents by similarity.'),
]
