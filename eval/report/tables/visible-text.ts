/**
 * Characters that are invisible, or that change how the text around them looks: control characters (a terminal obeys U+001B and
 * U+009B), direction marks and overrides, zero-width characters, line separators, halves of surrogate pairs. Not the tab, the line
 * ends of text, and the variation selectors of letters and emoji.
 */
const HIDDEN =
  /(?![\t\n]|\r\n)\p{Cc}|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\p{Zl}\p{Zp}\p{Cs}\ufff9-\ufffb]/gu
const LINE_END_OR_TAB = /[\t\r\n]/g

/** Whether a text has no hidden characters. */
export function isVisible(text: string): boolean {
  return text.search(HIDDEN) < 0
}

/** Text as it may be shown to a person: a hidden character is shown as its code, '<U+009B>'. */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, codeOf)
}

/** The same for text that must stay on one line: a name, an id, a message. */
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
