import type { NoteChunk } from '../../indexes/chunks/chunk.js'
import { words } from '../../indexes/words/words.js'
import type { Scored } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'
import { passageText } from '../view/render-context.js'
import type { Modifier } from './modifier.js'

/** Words a shingle; a shorter text is one shingle by itself. */
const WORDS = 3
/** How many of the best are looked at; what ranks below is not in any context that a model reads. */
const DEPTH = 1000

/**
 * Leaves out passages of notes that nearly repeat one that ranks above: whose resemblance to it, the shingles of both by
 * those of either (Broder, "On the resemblance and containment of documents", 1997), reaches `least`. Events stay: two equal
 * results are two facts.
 */
export function dedup(least: number): Modifier {
  return (ranked, _, view) => {
    const sizes: number[] = []
    const holders = new Map<string, number[]>()
    const repeats = (shingles: ReadonlySet<string>): boolean => {
      const shared = new Map<number, number>()
      for (const shingle of shingles)
        for (const kept of holders.get(shingle) ?? []) shared.set(kept, (shared.get(kept) ?? 0) + 1)
      for (const [kept, both] of shared)
        if (both / (shingles.size + sizes[kept]! - both) >= least) return true
      return false
    }
    const keeps = ({ chunk }: Scored): boolean => {
      if (chunk.kind !== 'note') return true
      const shingles = shinglesOf(chunk, view)
      if (repeats(shingles)) return false
      for (const shingle of shingles) {
        const known = holders.get(shingle)
        if (known) known.push(sizes.length)
        else holders.set(shingle, [sizes.length])
      }
      sizes.push(shingles.size)
      return true
    }
    return [...ranked.slice(0, DEPTH).filter(keeps), ...ranked.slice(DEPTH)]
  }
}

function shinglesOf(chunk: NoteChunk, view: RecordView): Set<string> {
  const all = words(passageText(chunk, view))
  if (all.length <= WORDS) return new Set([all.join(' ')])
  return new Set(all.slice(0, 1 - WORDS).map((_, i) => all.slice(i, i + WORDS).join(' ')))
}
