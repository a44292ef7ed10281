/** The lines of a text, whichever line ends it has. Unlike readline, U+2028 ends none: JSON allows it within a string. */
export function textLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/)
}
