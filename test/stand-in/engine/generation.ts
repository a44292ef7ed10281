import { EOS, encode, tokenBytes } from '../tokens/tokenizer.js'

/** What one line of a stream carries: the text of a token, or of a few that make one letter together. */
export type Piece = {
  readonly text: string
  readonly kind: 'content' | 'thinking' | 'silent'
  readonly ids: readonly number[]
}

export type Generation = {
  readonly pieces: readonly Piece[]
  /** With the token that ended it. */
  readonly evalCount: number
  /** Null: the repeat guard pulled the plug, and there is no done line. */
  readonly reason: 'stop' | 'length' | null
}

export type Spoken = { readonly text: string; readonly kind: Piece['kind'] }

/** num_predict 0 goes on without end; what has none must still end in a test. */
const WITHOUT_END = 65_536

/** Negative or absent: ten windows. */
export function answerLimit(numPredict: number | undefined, window: number): number {
  if (numPredict === 0) return WITHOUT_END
  return numPredict === undefined || numPredict < 0 ? 10 * window : Math.trunc(numPredict)
}

/** The tokens of what the model wants to say, until one of the ends comes: its own, a stop string, the limit, the guard. */
export function generate(spoken: readonly Spoken[], limit: number, stops: readonly string[]): Generation {
  const pieces: Piece[] = []
  const guard = repeatGuard()
  let evalCount = 0
  let content = ''
  for (const { text, kind } of spoken) {
    let open: number[] = []
    for (const id of encode(text)) {
      evalCount++
      if (id === EOS) return { pieces, evalCount, reason: 'stop' }
      open.push(id)
      const whole = wholeText(open)
      if (whole !== null) {
        if (guard(whole)) return { pieces, evalCount, reason: null }
        pieces.push({ text: whole, kind, ids: open })
        open = []
        if (kind === 'content') content += whole
        const stop = firstStop(content, stops)
        if (stop !== null)
          return { pieces: shorten(pieces, content.length - stop), evalCount, reason: 'stop' }
      }
      if (evalCount >= limit) return { pieces, evalCount, reason: 'length' }
    }
  }
  return { pieces, evalCount: evalCount + 1, reason: 'stop' }
}

function wholeText(ids: readonly number[]): string | null {
  const text = Buffer.concat(ids.map(tokenBytes)).toString('utf8')
  return text.endsWith('\ufffd') && ids.length < 4 ? null : text
}

/** As Ollama counts: trimmed, and the empty text counts as equal to the one before the first. */
function repeatGuard(): (text: string) => boolean {
  let last = ''
  let times = 0
  return (text) => {
    const trimmed = text.trim()
    times = trimmed === last ? times + 1 : 0
    last = trimmed
    return times > 30
  }
}

function firstStop(text: string, stops: readonly string[]): number | null {
  const found = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0)
  return found.length === 0 ? null : Math.min(...found)
}

/** Without the last letters: a stop string may have begun in an earlier token. */
function shorten(pieces: readonly Piece[], letters: number): Piece[] {
  const kept: Piece[] = []
  let left = letters
  for (const piece of pieces.toReversed()) {
    if (piece.kind !== 'content' || left <= 0) kept.unshift(piece)
    else if (left < piece.text.length) {
      kept.unshift({ ...piece, text: piece.text.slice(0, piece.text.length - left) })
      left = 0
    } else left -= piece.text.length
  }
  return kept
}
