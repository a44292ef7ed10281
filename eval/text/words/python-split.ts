// What Python's str.split() takes for white space: with U+001C-U+001F and U+0085, without U+FEFF. JavaScript's \s and trim() do
// the opposite, and values of the reference tools (rouge-score, sacrebleu, SQuAD) depend on it.

/** A character class of regular expressions: one character that Python takes for white space. */
export const PYTHON_SPACE =
  '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'

const RUN = new RegExp(`${PYTHON_SPACE}+`, 'u')
const LAST_RUN = new RegExp(`(?<!${PYTHON_SPACE})${PYTHON_SPACE}+$`, 'u')

/** Python's text.split(): the runs between white space, none of them empty. */
export function pythonSplit(text: string): string[] {
  return text.split(RUN).filter((part) => part !== '')
}

/** Python's text.rstrip(). */
export function pythonRstrip(text: string): string {
  return text.replace(LAST_RUN, '')
}
