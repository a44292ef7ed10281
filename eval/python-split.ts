// What Python's str.split() takes for space: with U+001C-U+001F and U+0085, without U+FEFF. JavaScript's \s
// and trim() are the other way round, and values of the peers (rouge-score, sacrebleu, SQuAD) depend on it.
const PYTHON_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u

/** Python's text.split(): the runs between white space, none of them empty. */
export function pythonSplit(text: string): string[] {
  return text.split(PYTHON_SPACE).filter((part) => part !== '')
}
