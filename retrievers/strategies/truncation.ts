import { hashStream, shuffle } from '../../base/random.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import type { Budget } from '../packing/context.js'
import { packPassages } from '../packing/pack.js'
import { newestFirst, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'

/** Parts of the timeline from which `uniform` takes in turn: at 20 documents a context, two of each. */
const STRATA = 10

/** Whole documents, newest first, until the budget; shown in time order. */
export function recent(): Strategy {
  return newestDocuments('recent', () => true)
}

/** As `recent`, notes alone. */
export function notesOnly(): Strategy {
  return newestDocuments('notes-only', ({ kind }) => kind === 'note')
}

/** As `recent`, events alone: a document is the events of a day and domain. */
export function eventsOnly(): Strategy {
  return newestDocuments('events-only', ({ kind }) => kind === 'events')
}

/** Whole documents, oldest first, until the budget. Undated documents come last. */
export function oldest(): Strategy {
  return rankedStrategy('oldest', async (_, view) =>
    view.documents().map((chunk) => ({ chunk, score: null })),
  )
}

/**
 * Half of the budget from the oldest documents, half from the newest, whole. What both halves leave over is filled
 * by the newest of the others.
 */
export function headTail(): Strategy {
  return {
    name: 'head-tail',
    async select(_, view) {
      const fromOldest = view.documents()
      const fromNewest = [...fromOldest].sort(newestFirst)
      return (budget) => {
        const head = firstThatFit(fromOldest, { taken: new Set(), budget, view })
        const tail = firstThatFit(fromNewest, { taken: new Set(head), budget, view })
        const chosen = interleaved(head, tail)
        const taken = new Set(chosen)
        const order = [...chosen, ...fromNewest.filter((chunk) => !taken.has(chunk))]
        const passages = order.map((chunk, i) => ({ chunk, rank: i + 1, score: null }))
        return packPassages(passages, view, budget)
      }
    },
  }
}

/**
 * One document of each part of the timeline in turn, parts being of equal numbers of documents; which one, and in which
 * order the parts have their turn, depends on the seed and the item alone. Undated documents come last.
 */
export function uniform(seed: number): Strategy {
  return rankedStrategy('uniform', async (instruction, view) => {
    const item = `${seed}|${view.patientId}|${instruction.instructionId}`
    const documents = view.documents()
    const dated = documents.filter(({ time }) => time !== null)
    const parts = Math.min(STRATA, dated.length)
    const strata = Array.from({ length: parts }, (_, i) => {
      const part = dated.slice(
        Math.floor((i * dated.length) / parts),
        Math.floor(((i + 1) * dated.length) / parts),
      )
      return shuffle(part, hashStream(`${item}|part ${i}`))
    })
    const order: Chunk[] = []
    for (let turn = 0; order.length < dated.length; turn++) {
      // A new order every turn: a budget that ends within one favours no part of the timeline.
      for (const part of shuffle([...strata.keys()], hashStream(`${item}|turn ${turn}`))) {
        const chunk = strata[part]![turn]
        if (chunk !== undefined) order.push(chunk)
      }
    }
    const undated = documents.filter(({ time }) => time === null)
    return [...order, ...undated].map((chunk) => ({ chunk, score: null }))
  })
}

function newestDocuments(name: string, isWanted: (chunk: Chunk) => boolean): Strategy {
  return rankedStrategy(name, async (_, view) =>
    view
      .documents()
      .filter(isWanted)
      .sort(newestFirst)
      .map((chunk) => ({ chunk, score: null })),
  )
}

type FreeRoom = {
  readonly taken: ReadonlySet<Chunk>
  readonly budget: Budget
  readonly view: RecordView
}

/** The first documents that fit into half of the budget by stored counts; one that does not is passed over. */
function firstThatFit(
  documents: readonly Chunk[],
  { taken, budget: { tokens, counter }, view }: FreeRoom,
): Chunk[] {
  const fitting: Chunk[] = []
  let rest = Math.floor(tokens / 2)
  for (const chunk of documents) {
    // No document takes less: its header alone is longer.
    if (rest < 3) break
    if (taken.has(chunk)) continue
    // One for what is between two documents.
    if (view.leastTextOf(chunk, counter) + 1 > rest) continue
    const { text, header } = view.priceOf(chunk, counter)
    const price = text + header + 1
    if (price > rest) continue
    rest -= price
    fitting.push(chunk)
  }
  return fitting
}

function interleaved<T>(a: readonly T[], b: readonly T[]): T[] {
  const both: T[] = []
  for (let i = 0; i < Math.max(a.length, b.length); i++) both.push(...a.slice(i, i + 1), ...b.slice(i, i + 1))
  return both
}
