import type { Instruction } from '../../corpus/instruction.js'
import type { Shard } from '../../indexes/store/shard.js'
import { withIntents } from '../../reading/intents.js'
import {
  type Interpretation,
  interpret,
  interpretationText,
  openInterpretation,
} from '../../reading/interpretation.js'
import { newestFirst, rankedStrategy } from '../ranked.js'
import type { Scored, Strategy } from '../strategy.js'
import { clockOf } from '../view/clock-of.js'
import { oncePer } from '../view/once-per.js'
import { RecordView } from '../view/record-view.js'
import { seriesPartId } from '../view/render-context.js'
import { copiesIn, notesOfCopies } from './copies.js'
import { withDay } from './day.js'
import { linesIn } from './lines.js'
import { type Scores, scoreChunks } from './score-windows.js'
import { seriesParts } from './series-points.js'
import type { SiftSwitches } from './sift-switches.js'

/** A series' later parts hold what was less wanted. */
const LATER_PART = 0.8
/** What ranks below is no context's: its series are not cut into parts, and of its sentences no copies are named. */
const LOOKED_AT = 200

/**
 * Our own: sentences and series as units, scored at two scales by words and by meaning, ordered by what the instruction
 * says of time and kind. Works on sentences whatever unit the index has.
 */
export function sift(name: string, switches: SiftSwitches): Strategy {
  const ranked = rankedStrategy(name, async (instruction, view) => {
    const interpretation = await interpretationOf(instruction, view, switches)
    const own = await inSentences(view)
    return rank(own, {
      interpretation,
      scores: await scoreChunks(own, interpretation, switches),
      switches,
    })
  })
  return switches.reading
    ? {
        ...ranked,
        explain: async (instruction, view) =>
          interpretationText(await interpretationOf(instruction, view, switches)),
      }
    : ranked
}

/** The rules first, then similarity of meaning for what they left open. */
async function interpretationOf(
  { text, asOf }: Instruction,
  view: RecordView | undefined,
  { reading, intents }: SiftSwitches,
): Promise<Interpretation> {
  if (!reading) return openInterpretation(text)
  const interpretation =
    view === undefined ? interpret(text, asOf) : interpret(text, view.asOf, clockOf(view))
  return intents ? withIntents(interpretation) : interpretation
}

/** A view's counterpart in another unit of the same record. */
const viewsIn = oncePer((view: RecordView) => oncePer((shard: Shard) => new RecordView(shard, view.asOf)))

async function inSentences(view: RecordView): Promise<RecordView> {
  const shard = await view.shard.inSentences()
  return shard === view.shard ? view : viewsIn(view)(shard)
}

type Scoring = {
  readonly interpretation: Interpretation
  readonly scores: Scores
  readonly switches: SiftSwitches
}

function rank(view: RecordView, { interpretation, scores, switches }: Scoring): Scored[] {
  const { chunks } = view
  const copies = switches.copies ? copiesIn(view) : null
  const order: number[] = []
  for (let i = 0; i < chunks.length; i++) if (scores.total[i]! > 0 && !copies?.isOlder[i]) order.push(i)
  order.sort((a, b) => scores.total[b]! - scores.total[a]! || newestFirst(chunks[a]!, chunks[b]!))
  // A line keeps the place of its best sentence.
  const lines = switches.lines ? linesIn(view) : null
  const seen = new Uint8Array(chunks.length)
  const whole: Scored[] = []
  for (const [place, i] of order.entries()) {
    const line = lines?.numbers[i] ?? i
    if (seen[line] === 1) continue
    seen[line] = 1
    const chunk = lines?.lines[i] ?? chunks[i]!
    const notes = copies !== null && place < LOOKED_AT ? notesOfCopies(i, chunks, copies) : []
    whole.push({
      chunk: notes.length > 0 && chunk.kind === 'note' ? { ...chunk, copies: notes } : chunk,
      score: scores.total[i]!,
      why: () => madeOf(scores, i),
    })
  }
  const cut = switches.series
    ? whole.flatMap((scored, i) => (i < LOOKED_AT ? inParts(scored, view, interpretation) : [scored]))
    : whole
  return withDay(cut.sort(bestFirst), view, interpretation).sort(bestFirst)
}

function bestFirst(a: Scored, b: Scored): number {
  return b.score! - a.score! || newestFirst(a.chunk, b.chunk)
}

/** Of what a score is made, in words. */
function madeOf({ total: _, ...made }: Scores, i: number): string {
  return Object.entries(made)
    .filter(([, values]) => values[i]! > 0.005)
    .map(([part, values]) => `${part} ${values[i]!.toFixed(2)}`)
    .join(', ')
}

function inParts(scored: Scored, view: RecordView, interpretation: Interpretation): Scored[] {
  const { chunk, score, why } = scored
  if (chunk.kind === 'note' || chunk.form === 'day') return [scored]
  const parts = seriesParts(chunk.events, (position) => view.event(position), interpretation)
  return parts.map((events, k) => ({
    chunk: { ...chunk, chunkId: seriesPartId(chunk.chunkId, k), events, time: view.event(events[0]!).time },
    score: score! * LATER_PART ** k,
    why: () => `${why?.() ?? ''}; part ${k + 1} of ${parts.length} of its series`,
  }))
}
