// The period after the number of a list item ends no sentence.
const SENTENCE_END = /(?<=[.!?])(?<!^\s*\d{1,2}\.)\s+(?=[\p{Lu}\d])/u
const DATE = /\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/
const BULLET = /^\s*[-*•]\s+/
const HEADING = /^#|:$/
/** A line that packing adds about copies of a span: it names other notes and is not part of the note. */
const COPY_MARK =
  / \(also (?:in \d+ notes, )?(?:undated|\d{4}-\d\d-\d\d)(?:(?:, | to )(?:undated|\d{4}-\d\d-\d\d))?\)$/

/** A sentence of a note. */
export type Sentence = {
  readonly text: string
  /** The first date that the sentence names; null if it names none. */
  readonly time: string | null
  /** The nearest heading above it, without its punctuation; '' if there is none. */
  readonly heading: string
  /** Index of the line that contains it. */
  readonly line: number
}

/**
 * The sentences of prose, each within one line. A heading is not a sentence; it is given with the sentences
 * below it.
 */
export function sentences(text: string): Sentence[] {
  let heading = ''
  return text.split('\n').flatMap((whole, line) => {
    const body = whole.replace(COPY_MARK, '').replace(BULLET, '').trim()
    if (HEADING.test(body)) {
      heading = body.replace(/^#+\s*|:$/g, '')
      return []
    }
    return body
      .split(SENTENCE_END)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '' && !HEADING.test(sentence))
      .map((sentence) => ({
        text: sentence,
        time: DATE.exec(sentence)?.[0].replace('T', ' ') ?? null,
        heading,
        line,
      }))
  })
}
