import type { TokenCounter } from '../../base/token-counter.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import type { RecordView } from '../view/record-view.js'
import { groupKey, passageText, renderGroup, SEPARATOR } from '../view/render-context.js'
import type { Budget, Context, DroppedPassage, Layout, Passage, ShownPassage } from './context.js'
import { type Cut, cutToFit, shorter } from './cut-passage.js'
import { type LeastPrices, leastPrices } from './least-prices.js'
import { presented } from './presentation.js'
import { TokenLedger } from './token-ledger.js'

/** Room for less than this is no room: a header alone takes more. */
const FEWEST_TOKENS = 3
/** How often the room that a count has found is filled again. */
const ROUNDS = 4
/** How many of the dropped passages a context lists. */
const DROPPED_SHOWN = 10
/** Of how many passages that do not fit a beginning is looked for. */
const CUTS_TRIED = 20
const DEFAULT_LAYOUT: Layout = { presentation: 'by-time', cuts: false }

/**
 * Fills the budget in rank order: a passage that does not fit beside those already taken is skipped and the next
 * one tried. Headers and separators count. Shown in time order, spans of a note together. While it fills, costs are
 * estimates; then the text is counted as rendered: should the count exceed the budget, the lowest ranked passages go
 * until it does not, and what room is left is filled by those that had been skipped. If the layout cuts, the best
 * ranked passage that does not fit and of which something does is there cut; it is the only one, since little room is
 * left behind it.
 */
export function packPassages(ranked: readonly Passage[], view: RecordView, budget: Budget): Context {
  const { counter, layout = DEFAULT_LAYOUT } = budget
  const prices = leastPrices(ranked, view, counter)
  let taken: readonly Passage[] = []
  let left: readonly number[] | null = null
  let cut: CutPassage | null = null
  let text = ''
  let tokens = 0
  const count = () => {
    text = renderPassages(taken, view, layout)
    tokens = taken.length === 0 ? 0 : view.countOf(text, counter)
  }
  for (let round = 0; round < ROUNDS && budget.tokens - tokens >= FEWEST_TOKENS; round++) {
    const cuts = layout.cuts && cut === null
    const filled = fill(ranked, {
      left,
      standing: taken,
      space: { view, counter, prices, room: budget.tokens - tokens, cuts },
    })
    if (filled.taken.length === 0) break
    left = filled.skipped
    cut ??= filled.cut
    taken = [...taken, ...filled.taken].sort((a, b) => a.rank - b.rank)
    count()
    while (tokens > budget.tokens) {
      const last = taken.at(-1)!
      taken = taken.slice(0, -1)
      if (cut !== null && cut.rank === last.rank) {
        const less = shorter(cut.cut)
        if (less !== null) taken = [...taken, { ...last, chunk: less.chunk }]
        cut = less === null ? null : { rank: last.rank, cut: less }
      }
      count()
    }
  }
  return {
    passages: showAll(taken, { view, budget, layout }),
    text,
    tokens,
    dropped: ranked.length - taken.length,
    droppedFirst: bestDropped(ranked, taken).map((passage) => describe(passage, view, budget)),
    truncated: cut === null ? 0 : 1,
    droppedChunks: allDropped(ranked, taken, cut),
  }
}

type CutPassage = { readonly rank: number; readonly cut: Cut }
type Room = {
  readonly view: RecordView
  readonly counter: TokenCounter
  readonly prices: LeastPrices
  /** Tokens. */
  readonly room: number
  readonly cuts: boolean
}
type Filled = {
  readonly taken: readonly Passage[]
  /** Places in the ranking of those that are not in the context, looked at or not. */
  readonly skipped: readonly number[]
  readonly cut: CutPassage | null
}

type Filling = {
  readonly left: readonly number[] | null
  readonly standing: readonly Passage[]
  readonly space: Room
}

/**
 * The passages that fit into `room` beside those already there, by estimate, and all others.
 * @param left places of the ranking that are to be looked at; null: all
 */
function fill(
  ranked: readonly Passage[],
  { left, standing, space: { view, counter, prices, room, cuts } }: Filling,
): Filled {
  const ledger = new TokenLedger(view, counter)
  for (const { chunk } of standing) ledger.take(chunk, Number.POSITIVE_INFINITY)
  const taken: Passage[] = []
  const skipped: number[] = []
  let cut: CutPassage | null = null
  let rest = room
  const count = left?.length ?? ranked.length
  for (let i = 0; i < count; i++) {
    const place = left === null ? i : left[i]!
    if (rest < FEWEST_TOKENS) {
      skipped.push(place)
      continue
    }
    const passage = ranked[place]!
    const tokens = ledger.takeRanked(passage.chunk, place, prices, rest)
    if (tokens !== null) {
      rest -= tokens
      taken.push(passage)
      continue
    }
    const part: Cut | null =
      cuts && cut === null && skipped.length < CUTS_TRIED
        ? cutToFit(passage.chunk, { room: rest, view, counter })
        : null
    const added: { cut: Cut; tokens: number } | null = part === null ? null : takeCut(part, rest, ledger)
    if (added === null) {
      skipped.push(place)
      continue
    }
    rest -= added.tokens
    taken.push({ ...passage, chunk: added.cut.chunk })
    cut = { rank: passage.rank, cut: added.cut }
  }
  return { taken, skipped, cut }
}

/** Headers and marks count too: a cut that fits by itself is shortened until it fits with them. */
function takeCut(cut: Cut, room: number, ledger: TokenLedger): { cut: Cut; tokens: number } | null {
  for (let part: Cut | null = cut; part !== null; part = shorter(part)) {
    const tokens = ledger.take(part.chunk, room)
    if (tokens !== null) return { cut: part, tokens }
  }
  return null
}

/** The context as the model reads it: groups labelled from 1. */
function renderPassages(taken: readonly Passage[], view: RecordView, { presentation }: Layout): string {
  return presented(taken, presentation)
    .map((group, i) => renderGroup(group, i + 1, view))
    .join(SEPARATOR)
}

/** A passage that was cut is dropped in part. */
function allDropped(ranked: readonly Passage[], taken: readonly Passage[], cut: CutPassage | null): Chunk[] {
  const ranks = new Set(taken.map(({ rank }) => rank))
  if (cut !== null) ranks.delete(cut.rank)
  return ranked.filter(({ rank }) => !ranks.has(rank)).map(({ chunk }) => chunk)
}

function bestDropped(ranked: readonly Passage[], taken: readonly Passage[]): Passage[] {
  const ranks = new Set(taken.map(({ rank }) => rank))
  const best: Passage[] = []
  for (const passage of ranked) {
    if (best.length === DROPPED_SHOWN) break
    if (!ranks.has(passage.rank)) best.push(passage)
  }
  return best
}
type ShownIn = {
  readonly view: RecordView
  readonly budget: Budget
  readonly layout: Layout
}

function showAll(
  taken: readonly Passage[],
  { view, budget, layout: { presentation } }: ShownIn,
): ShownPassage[] {
  const labels = new Map(presented(taken, presentation).map(({ key }, i) => [key, i + 1]))
  return taken.map((passage) => ({
    ...describe(passage, view, budget),
    label: labels.get(groupKey(passage.chunk))!,
  }))
}

function describe(
  { chunk, rank, score, why }: Passage,
  view: RecordView,
  { counter }: Budget,
): DroppedPassage {
  const common = {
    rank,
    score,
    time: chunk.time,
    type: chunk.type,
    tokens: view.tokensOf(chunk, counter),
    text: passageText(chunk, view),
    ...(why === undefined ? {} : { why: why() }),
  }
  if (chunk.kind === 'note') {
    return { ...common, kind: 'note', documentIds: [chunk.documentId], start: chunk.start, end: chunk.end }
  }
  const documentIds = [...new Set(chunk.events.map((position) => view.event(position).documentId))]
  const events = { form: chunk.form, positions: chunk.events }
  return { ...common, kind: 'events', documentIds, start: null, end: null, events }
}
