import { characterEnd } from '../../base/text/whole-characters.js'
import type { TextTail, TokenCounter } from '../../base/token-counter.js'

/**
 * The longest end of a text that takes at most `tokens` by itself. If the counter has the tokens of the whole, these
 * decide, and a cut between them may fall within a character; else it falls between characters.
 */
export function longestTail(text: string, tokens: number, counter: TokenCounter): TextTail {
  const { tail } = counter
  if (tokens <= 0 || text === '') return { text: '', tokens: 0 }
  if (tail === undefined) return longestByCounting(text, tokens, counter)
  let wanted = tokens
  let end = tail(text, wanted)
  // Cut off, an end can need more tokens than it did inside the whole text.
  while (end.tokens > tokens) {
    wanted -= end.tokens - tokens
    if (wanted <= 0) return { text: '', tokens: 0 }
    end = tail(text, wanted)
  }
  return end
}

/** An excess above this is not walked down token by token. */
const NEAR = 8

/**
 * Where the longest end of a text begins that takes at most `tokens` by itself and begins with a whole character, and what it
 * takes. If the counter has the tokens of the whole, the cut is between two of them, or after the character that they divide: a
 * budget of one more never gives a shorter end.
 */
export function tailStart(
  text: string,
  tokens: number,
  counter: TokenCounter,
): { readonly start: number; readonly tokens: number } {
  const { tail } = counter
  if (tail === undefined) {
    const end = longestTail(text, tokens, counter)
    return { start: text.length - end.text.length, tokens: end.tokens }
  }
  for (let wanted = tokens; wanted > 0 && text !== ''; ) {
    const end = tail(text, wanted)
    const start = startOfTail(text, end.text)
    const isExact = text.length - start === end.text.length
    const taken = isExact ? end.tokens : counter.count(text.slice(start))
    if (taken <= tokens) return { start, tokens: taken }
    const excess = taken - tokens
    wanted -= excess > NEAR ? Math.ceil(excess / 2) : 1
  }
  return { start: text.length, tokens: 0 }
}

/** Where a tail begins in its text, after the character that it divides, whose bytes it has as U+FFFD. */
export function startOfTail(text: string, tail: string): number {
  const divided = [0, 1, 2, 3].find((bytes) => text.endsWith(tail.slice(bytes))) ?? 0
  return text.length - Math.max(0, tail.length - divided)
}

function longestByCounting(text: string, tokens: number, counter: TokenCounter): TextTail {
  const endOf = (length: number): TextTail => {
    const end = text.slice(characterEnd(text, text.length - length))
    return { text: end, tokens: counter.count(end) }
  }
  let fits: TextTail = { text: '', tokens: 0 }
  let tooLong = text.length + 1
  for (let length = Math.min(text.length, tokens * 4); length < tooLong; ) {
    const end = endOf(length)
    if (end.tokens > tokens) tooLong = length
    else {
      fits = end
      if (length === text.length) return end
      length = Math.min(text.length, length * 2)
    }
  }
  for (let shortest = fits.text.length; tooLong - shortest > 1; ) {
    const length = Math.floor((shortest + tooLong) / 2)
    const end = endOf(length)
    if (end.tokens > tokens) tooLong = length
    else {
      shortest = length
      fits = end
    }
  }
  return fits
}
