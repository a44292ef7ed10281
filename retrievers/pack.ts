import { type Chunk, inChartOrder } from '../indexes/chunk.js'
import type { RecordView } from './record-view.js'
import { type Group, groupKey, passageText, renderGroup, SEPARATOR } from './render-context.js'
import type { Budget, Context, DroppedPassage, Passage, ShownPassage } from './strategy.js'
import type { TokenCounter } from './token-counter.js'
import { TokenLedger } from './token-ledger.js'

/** Room for less than this is no room: a header alone takes more. */
const FEWEST_TOKENS = 3
/** How often the room that a count has found is filled again. */
const ROUNDS = 4
/** How many of the dropped passages a context tells of. */
const DROPPED_SHOWN = 10

/**
 * Fills the budget in rank order: a passage that does not fit beside those already taken is skipped and the next
 * one tried. Headers and separators count. Shown in time order, spans of a note together. While it fills, costs are
 * estimates; then the text is counted as rendered: should the count exceed the budget, the lowest ranked passages go
 * until it does not, and what room is left is filled by those that had been skipped.
 */
export function packPassages(ranked: readonly Passage[], view: RecordView, budget: Budget): Context {
  const { counter } = budget
  let taken: readonly Passage[] = []
  let left = ranked
  let text = ''
  let tokens = 0
  const count = () => {
    text = renderPassages(taken, view)
    tokens = taken.length === 0 ? 0 : counter.count(text)
  }
  for (let round = 0; round < ROUNDS && left.length > 0 && budget.tokens - tokens >= FEWEST_TOKENS; round++) {
    const filled = fill(left, taken, view, counter, budget.tokens - tokens)
    if (filled.taken.length === 0) break
    left = filled.skipped
    taken = [...taken, ...filled.taken].sort((a, b) => a.rank - b.rank)
    count()
    while (tokens > budget.tokens) {
      taken = taken.slice(0, -1)
      count()
    }
  }
  return {
    passages: showAll(taken, view, budget),
    text,
    tokens,
    dropped: ranked.length - taken.length,
    droppedFirst: bestDropped(ranked, taken).map((passage) => describe(passage, view, budget)),
    truncated: 0,
  }
}

/** The passages of `ranked` that fit into `room` beside those that stand there, by estimate, and all others. */
function fill(
  ranked: readonly Passage[],
  standing: readonly Passage[],
  view: RecordView,
  counter: TokenCounter,
  room: number,
): { taken: Passage[]; skipped: Passage[] } {
  const ledger = new TokenLedger(view, counter)
  for (const { chunk } of standing) ledger.take(chunk, Number.POSITIVE_INFINITY)
  const taken: Passage[] = []
  const skipped: Passage[] = []
  let rest = room
  for (const [i, passage] of ranked.entries()) {
    if (rest < FEWEST_TOKENS) return { taken, skipped: [...skipped, ...ranked.slice(i)] }
    const tokens = ledger.take(passage.chunk, rest)
    if (tokens === null) skipped.push(passage)
    else {
      rest -= tokens
      taken.push(passage)
    }
  }
  return { taken, skipped }
}

/** The context as the model reads it: groups in chart order, labelled from 1. */
function renderPassages(taken: readonly Passage[], view: RecordView): string {
  return groupsInOrder(taken)
    .map((group, i) => renderGroup(group, i + 1, view))
    .join(SEPARATOR)
}

function groupsInOrder(taken: readonly Passage[]): Group[] {
  const groups = new Map<string, Chunk[]>()
  for (const chunk of taken.map((passage) => passage.chunk).sort(inChartOrder)) {
    const key = groupKey(chunk)
    const group = groups.get(key)
    if (group) group.push(chunk)
    else groups.set(key, [chunk])
  }
  return [...groups].map(([key, chunks]) => ({ key, chunks }))
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

function showAll(taken: readonly Passage[], view: RecordView, budget: Budget): ShownPassage[] {
  const labels = new Map(groupsInOrder(taken).map(({ key }, i) => [key, i + 1]))
  return taken.map((passage) => ({
    ...describe(passage, view, budget),
    label: labels.get(groupKey(passage.chunk))!,
  }))
}

function describe({ chunk, rank, score }: Passage, view: RecordView, { counter }: Budget): DroppedPassage {
  const common = {
    rank,
    score,
    time: chunk.time,
    type: chunk.type,
    tokens: view.tokensOf(chunk, counter),
    text: passageText(chunk, view),
  }
  if (chunk.kind === 'note') {
    return { ...common, kind: 'note', documentIds: [chunk.documentId], start: chunk.start, end: chunk.end }
  }
  const documentIds = [...new Set(chunk.events.map((position) => view.event(position).documentId))]
  return { ...common, kind: 'events', documentIds, start: null, end: null }
}
