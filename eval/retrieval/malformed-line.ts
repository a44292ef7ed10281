/** A line that is not of its format: what was expected, what was found, in which text and line (from 1). */
export class MalformedLine extends Error {
  override readonly name = 'MalformedLine'
  readonly line: number

  constructor(text: string, line: number, expected: string, found: string) {
    super(`${text}, line ${line}: expected ${expected}, found ${found}`)
    this.line = line
  }
}
