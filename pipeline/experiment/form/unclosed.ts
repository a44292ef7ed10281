import { type Document, isCollection, isScalar, visit, type YAMLError } from 'yaml'

/** A bracket or quote that is not closed: where it is in the text, and where the parser missed its end. */
export type Unclosed = { readonly sign: string; readonly start: number; readonly end: number }

const MISSED = /^Flow (?:sequence|map) .*end with a|^Missing closing/

const OPENING = /[[{"']/

/** The bracket or quote that a parser error is about, which the parser reports where it should have ended; null for other errors. */
export function unclosedOf(error: YAMLError, document: Document, text: string): Unclosed | null {
  if (!MISSED.test(error.message)) return null
  const end = error.pos[0]
  let start: number | null = null
  visit(document, {
    Node(_, node) {
      const isOpened =
        (isCollection(node) && node.flow === true) ||
        (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'))
      // Of several that miss their end here, the innermost is visited last.
      // A pair inside brackets is a map without a bracket of its own.
      if (isOpened && node.range?.[1] === end && OPENING.test(text.charAt(node.range[0])))
        start = node.range[0]
    },
  })
  return start === null ? null : { sign: text.charAt(start), start, end }
}

/** What is wrong with it, in words. */
export function unclosedProblem({ sign, end }: Unclosed, text: string): string {
  const isQuote = sign === '"' || sign === "'"
  const isLast = text.slice(end).trim() === ''
  return isQuote
    ? `the quote ${sign} is not closed`
    : `the bracket ${sign} is not closed${isLast ? '' : ' before the next line that is not indented'}`
}
