import { type Chunk, inChartOrder } from '../indexes/chunk.js'
import type { RecordView } from './record-view.js'
import { type Group, groupKey, passageText, renderGroup } from './render-context.js'
import type { Budget, Context, Passage, ShownPassage } from './strategy.js'

const SEPARATOR = '\n\n'

/** Joining a text to its header may save a token or two at the seam: a quick refusal leaves that much. */
const SEAM_TOKENS = 4

/**
 * Fills the budget in rank order: a passage that does not fit beside those already taken is skipped and the next
 * one tried. Headers and separators count. Shown in time order, spans of a note together. The final count is taken
 * on the text as rendered; should it exceed the budget, the lowest ranked passages go until it does not.
 */
export function packPassages(ranked: readonly Passage[], view: RecordView, budget: Budget): Context {
  const { counter } = budget
  const groups = new Map<string, { chunks: Chunk[]; tokens: number }>()
  const taken: Passage[] = []
  let used = 0
  let dropped = 0
  for (const passage of ranked) {
    const key = groupKey(passage.chunk)
    const group = groups.get(key)
    const room = budget.tokens - used + (group?.tokens ?? 0)
    if (used >= budget.tokens || (group === undefined && isTooLong(passage.chunk, room, view, budget))) {
      dropped++
      continue
    }
    const chunks = [...(group?.chunks ?? []), passage.chunk]
    const tokens = counter.count(renderGroup({ key, chunks }, 1, view) + SEPARATOR)
    if (tokens > room) {
      dropped++
      continue
    }
    used += tokens - (group?.tokens ?? 0)
    groups.set(key, { chunks, tokens })
    taken.push(passage)
  }
  let text = renderPassages(taken, view)
  let tokens = taken.length === 0 ? 0 : counter.count(text)
  while (tokens > budget.tokens) {
    taken.pop()
    dropped++
    text = renderPassages(taken, view)
    tokens = taken.length === 0 ? 0 : counter.count(text)
  }
  return { passages: showAll(taken, view, budget), text, tokens, dropped, truncated: 0 }
}

function isTooLong(chunk: Chunk, room: number, view: RecordView, { counter }: Budget): boolean {
  return view.tokensOf(chunk, counter) > room + SEAM_TOKENS
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

function showAll(taken: readonly Passage[], view: RecordView, { counter }: Budget): ShownPassage[] {
  const labels = new Map(groupsInOrder(taken).map(({ key }, i) => [key, i + 1]))
  return taken.map(({ chunk, rank, score }) => {
    const label = labels.get(groupKey(chunk))!
    const tokens = view.tokensOf(chunk, counter)
    const common = {
      rank,
      score,
      label,
      time: chunk.time,
      type: chunk.type,
      tokens,
      text: passageText(chunk, view),
    }
    if (chunk.kind === 'note') {
      return { ...common, kind: 'note', documentIds: [chunk.documentId], start: chunk.start, end: chunk.end }
    }
    const documentIds = [...new Set(chunk.events.map((position) => view.event(position).documentId))]
    return { ...common, kind: 'events', documentIds, start: null, end: null }
  })
}
