const LINE_FEED = 10
const BLANK = 32
const SLASH = 47

/**
 * Whether cl100k and o200k both end a piece between two UTF-16 units, whatever surrounds them: after printable
 * ASCII and before a blank, or after a line feed that is followed by printable ASCII other than '/', which o200k
 * would include.
 */
export function isSureEnd(before: number, after: number): boolean {
  return after === BLANK ? isPrinted(before) : isSureLineEnd(before, after)
}

/** Whether a piece surely ends between two UTF-16 units: between a line feed and printable ASCII other than '/'. */
export function isSureLineEnd(before: number, after: number): boolean {
  return before === LINE_FEED && after !== SLASH && isPrinted(after)
}

/** The stretches of more than `most` UTF-16 units without a sure end, in order, as [start, end). */
export function* stretchesLongerThan(most: number, text: string): Generator<readonly [number, number]> {
  let start = 0
  for (let i = 1; i <= text.length; i++) {
    if (i < text.length && !isSureEnd(text.charCodeAt(i - 1), text.charCodeAt(i))) continue
    if (i - start > most) yield [start, i]
    start = i
  }
}

/** '!' to '~'. */
function isPrinted(code: number): boolean {
  return code > BLANK && code < 127
}
