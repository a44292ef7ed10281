// The full stop of a list's number ends no sentence.
const SENTENCE_END = /(?<=[.!?])(?<!^\s*\d{1,2}\.)\s+(?=[\p{Lu}\d])/u
const DATE = /\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d)?/
const BULLET = /^\s*[-*•]\s+/
const HEADING = /^#|:$/

/** Sentences of prose, each within one line of it, with the date that it names first. Headings say nothing and are left out. */
export function sentences(text: string): { readonly text: string; readonly time: string | null }[] {
  return text
    .split('\n')
    .flatMap((line) => line.replace(BULLET, '').split(SENTENCE_END))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !HEADING.test(sentence))
    .map((sentence) => ({ text: sentence, time: DATE.exec(sentence)?.[0].replace('T', ' ') ?? null }))
}
