/**
 * What shows as nothing, or changes how what is around it shows: control characters (a terminal obeys U+001B and U+009B),
 * marks and overrides of direction, zero-width characters, separators of lines, halves of surrogate pairs. Not the tab, the
 * line ends of text, and the selectors of variants of a letter or emoji.
 */
const HIDDEN =
  /(?![\t\n]|\r\n)\p{Cc}|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\p{Zl}\p{Zp}\p{Cs}\ufff9-\ufffb]/gu
const LINE_END_OR_TAB = /[\t\r\n]/g

/** Whether nothing in a text is hidden. */
export function isVisible(text: string): boolean {
  return text.search(HIDDEN) < 0
}

/** Text as it may be shown to a person: a hidden character stands as its code, '<U+009B>'. */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, codeOf)
}

/** The same for what must stay on one line: a name, an id, a message. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll(LINE_END_OR_TAB, codeOf)
}

/** JSON of the same value in which hidden characters are escaped, so that a terminal that shows it obeys none. */
export function escapeJson(json: string): string {
  return json.replaceAll(HIDDEN, (hidden) =>
    [...Array(hidden.length).keys()]
      .map((i) => `\\u${hidden.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

function codeOf(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`
}
