// The full stop of a list's number ends no sentence.
const SENTENCE_END = /(?<=[.!?])(?<!^\s*\d{1,2}\.)\s+(?=[\p{Lu}\d])/u
const DATE = /\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/
const BULLET = /^\s*[-*•]\s+/
const HEADING = /^#|:$/
/** What packing says of a span's copies: it names other notes and is not part of the note. */
const COPY_MARK =
  / \(also (?:in \d+ notes, )?(?:undated|\d{4}-\d\d-\d\d)(?:(?:, | to )(?:undated|\d{4}-\d\d-\d\d))?\)$/

/** A sentence of a note. */
export type Sentence = {
  readonly text: string
  /** The date that it names first. */
  readonly time: string | null
  /** The nearest heading above it, without its marks; '' where there is none. */
  readonly heading: string
  /** The number of the line that it is in. */
  readonly line: number
}

/** Sentences of prose, each within one line of it. Headings say nothing by themselves and are beside what is below them. */
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
