import { type TailPiece, tailPassages } from '../packing/tail-passages.js'
import type { Strategy } from '../strategy.js'
import { linearizedEnd, type PlacedEntry } from '../view/linearized-end.js'
import { tailStart } from './text-tail.js'

/** More characters than a token of a chart has. */
const CHARS_PER_TOKEN = 8

/**
 * The last tokens of the visible record as plain text (`linearizedEnd`), cut between two characters. Only as much of the end is
 * rendered and tokenized as the budget needs: an entry begins a line with a date or a word, where no token of the whole crosses.
 */
export function tailTokens(): Strategy {
  return {
    name: 'tail-tokens',
    async select(_, view) {
      return ({ tokens, counter }) => {
        // Of the last entry at least.
        let chars = Math.max(1, tokens * CHARS_PER_TOKEN)
        let end = linearizedEnd(view, chars)
        let tail = tailStart(end.text, tokens, counter)
        while (tail.start === 0 && !end.isWhole) {
          chars *= 2
          end = linearizedEnd(view, chars)
          tail = tailStart(end.text, tokens, counter)
        }
        const text = end.text.slice(tail.start)
        const pieces = end.entries.flatMap((placed) => shownOf(placed, tail.start))
        return {
          passages: tailPassages({ text, pieces }, view, counter),
          text,
          tokens: tail.tokens,
          dropped: 0,
          droppedFirst: [],
          isEndOfRecord: true,
          truncated: tail.start > 0 || !end.isWhole ? 1 : 0,
        }
      }
    },
  }
}

/** What is left of an entry if the text begins at `cut`: the end of a note's text, and of events only those with their whole line. */
function shownOf({ entry, start, body, end }: PlacedEntry, cut: number): TailPiece[] {
  if (end <= cut) return []
  if (entry.kind === 'event') {
    const { position } = entry
    return start < cut ? [] : [{ kind: 'event', position, from: start - cut, to: end - cut }]
  }
  const from = Math.max(body, cut)
  const { note } = entry
  return [{ kind: 'note', note, start: from - body, end: note.text.length, from: from - cut, to: end - cut }]
}
