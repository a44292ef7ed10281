/** What was expected on a line, and what is there. */
export type Mismatch = { readonly expected: string; readonly found: string }

/** A line that does not have the expected format: what was expected, what was found, in which text and line (from 1). */
export class MalformedLine extends Error {
  override readonly name = 'MalformedLine'
  readonly line: number

  constructor(text: string, line: number, { expected, found }: Mismatch) {
    super(`${text}, line ${line}: expected ${expected}, found ${found}`)
    this.line = line
  }
}
