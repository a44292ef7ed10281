import type { ChartTime } from '../corpus/record.js'
import { eventsInTimeOrder } from '../indexes/chunks/chunk-events.js'
import { chunkRecursive } from '../indexes/chunks/chunk-recursive.js'
import { eventLabel, shortTime } from '../indexes/chunks/render-events.js'
import type { ChartEmbeddings } from '../pipeline/langchain/embeddings.js'
import type { Budget, Context, ShownPassage } from '../retrievers/packing/context.js'
import type { Strategy } from '../retrievers/strategy.js'
import type { RecordView } from '../retrievers/view/record-view.js'

const CHUNK_CHARS = 1000
const OVERLAP_CHARS = 200
const SEPARATOR = '\n\n'

/** What the vector store holds: a piece of one note, or lines of events each of which is in it whole. */
type Piece = {
  readonly text: string
  readonly time: ChartTime | null
  readonly type: string
  readonly span: { readonly documentId: string; readonly start: number; readonly end: number } | null
  readonly events: readonly number[]
}

type Store = { readonly pieces: readonly Piece[]; readonly vectors: readonly Float32Array[] }

/**
 * The pipeline that LangChain's own guides build, with a careful hand: RecursiveCharacterTextSplitter at 1000/200 over each
 * note, every piece under its note's date and type (the splitter's chunk header), and over the events, one dated line each in
 * time order; cosine over what may be seen at the asOf; the best pieces until the budget, those too long for its rest skipped.
 * Vectors are kept by text: a time cut changes few pieces, and cohorts may share events.
 */
export function stockLangchain(embeddings: ChartEmbeddings): Strategy {
  const stores = new WeakMap<RecordView, Promise<Store>>()
  const vectors = new Map<string, Float32Array>()
  return {
    name: 'stock-langchain',
    async select(instruction, view) {
      let own = stores.get(view)
      if (own === undefined) {
        own = fillStore(view, embeddings, vectors)
        stores.set(view, own)
      }
      const { pieces, vectors: rows } = await own
      const query = Float32Array.from(await embeddings.embedQuery(instruction.text))
      const scores = rows.map((row) => row.reduce((sum, value, d) => sum + value * query[d]!, 0))
      const ranked = [...pieces.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b)
      return (budget) =>
        fill(
          ranked.map((i) => ({ piece: pieces[i]!, score: scores[i]! })),
          view,
          budget,
        )
    },
  }
}

async function fillStore(
  view: RecordView,
  embeddings: ChartEmbeddings,
  known: Map<string, Float32Array>,
): Promise<Store> {
  const pieces = await piecesOf(view)
  const fresh = [...new Set(pieces.map(({ text }) => text))].filter((text) => !known.has(text))
  const embedded = await embeddings.embedDocuments(fresh)
  for (const [i, text] of fresh.entries()) known.set(text, Float32Array.from(embedded[i]!))
  return { pieces, vectors: pieces.map(({ text }) => known.get(text)!) }
}

async function piecesOf(view: RecordView): Promise<Piece[]> {
  const split = await chunkRecursive(CHUNK_CHARS, OVERLAP_CHARS)
  const pieces: Piece[] = []
  for (const { documentId } of view.shard.record.notes) {
    const note = view.note(documentId)
    if (note === undefined) continue
    const type = note.type ?? 'note'
    for (const [start, end] of await split(note.text)) {
      const text = `${shortTime(note.time)} ${type}\n${note.text.slice(start, end)}`
      pieces.push({ text, time: note.time, type, span: { documentId, start, end }, events: [] })
    }
  }
  const { text, lines } = eventLines(view)
  for (const [start, end] of await split(text)) {
    const whole = lines.filter((line) => line.start >= start && line.end <= end)
    pieces.push({
      text: text.slice(start, end),
      time: whole.length === 0 ? null : view.event(whole[0]!.position).time,
      type: 'events',
      span: null,
      events: whole.map(({ position }) => position),
    })
  }
  return pieces
}

type Line = { readonly position: number; readonly start: number; readonly end: number }

/** The file that somebody would write: '2022-03-30 06:06 measurement: Hemoglobin 15.40 g/dL', and where each line is. */
function eventLines(view: RecordView): { text: string; lines: Line[] } {
  const visible = new Set(
    [...new Set(view.shard.record.events.map(({ documentId }) => documentId))].flatMap((id) =>
      view.eventsOf(id),
    ),
  )
  const lines: Line[] = []
  const texts: string[] = []
  let at = 0
  for (const position of eventsInTimeOrder(view.shard.record.events)) {
    if (!visible.has(position)) continue
    const event = view.event(position)
    const line = `${shortTime(event.time)} ${event.domain.replaceAll('_', ' ')}: ${eventLabel(event)}`
    const text = line.replaceAll(/\s+/g, ' ').trim()
    lines.push({ position, start: at, end: at + text.length })
    texts.push(text)
    at += text.length + 1
  }
  return { text: texts.join('\n'), lines }
}

type Found = { readonly piece: Piece; readonly score: number }

function fill(ranked: readonly Found[], view: RecordView, { tokens: budget, counter }: Budget): Context {
  const separator = counter.count(SEPARATOR)
  const taken: Found[] = []
  let estimate = 0
  for (const found of ranked) {
    if (budget - estimate <= separator) break
    const cost = view.countOf(found.piece.text, counter)
    const added = cost + (taken.length === 0 ? 0 : separator)
    if (estimate + added > budget) continue
    estimate += added
    taken.push(found)
  }
  const render = () => taken.map(({ piece }) => piece.text).join(SEPARATOR)
  while (counter.count(render()) > budget) taken.pop()
  const text = render()
  return {
    passages: shown(taken, view, (one) => counter.count(one)),
    text,
    tokens: counter.count(text),
    dropped: ranked.length - taken.length,
    droppedFirst: [],
    truncated: 0,
  }
}

/** An event id is shown where all of its events are, as our packer shows them; they may be on both sides of a cut. */
function shown(taken: readonly Found[], view: RecordView, count: (text: string) => number): ShownPassage[] {
  const events = new Set(taken.flatMap(({ piece }) => piece.events))
  const isWhole = (id: string) => view.eventsOf(id).every((position) => events.has(position))
  return taken.map(({ piece, score }, i) => {
    const { text, time, type, span } = piece
    const common = { rank: i + 1, score, time, type, label: i + 1, tokens: count(text), text }
    if (span !== null) {
      const { documentId, start, end } = span
      return { ...common, kind: 'note', documentIds: [documentId], start, end }
    }
    const ids = new Set(piece.events.map((position) => view.event(position).documentId))
    return { ...common, kind: 'events', documentIds: [...ids].filter(isWhole), start: null, end: null }
  })
}
