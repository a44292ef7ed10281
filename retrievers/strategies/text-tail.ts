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
  // By itself an end may take more tokens than within the whole.
  while (end.tokens > tokens) {
    wanted -= end.tokens - tokens
    if (wanted <= 0) return { text: '', tokens: 0 }
    end = tail(text, wanted)
  }
  return end
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
