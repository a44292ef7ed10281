import type { YAMLError } from 'yaml'
import { writeAs } from './right-form.js'

const MOST_QUOTED = 40

/** What the parser's codes mean to the person who wrote the line. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'a text that begins with * needs quotes',
  BAD_ALIAS: 'a text that begins with * or & needs quotes',
  BAD_COLLECTION_TYPE: 'a list or fields do not fit the tag before them',
  BAD_DIRECTIVE: 'a line that begins with % needs quotes around its text',
  BAD_DQ_ESCAPE: "a backslash in double quotes begins an escape: use single quotes, as in 'C:\\data'",
  BAD_INDENT: 'this line is indented differently from those it belongs to',
  BAD_PROP_ORDER: 'a tag or an anchor is in the wrong place',
  BAD_SCALAR_START: 'a text that begins with this sign needs quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'more than one ": " in a line: put each field on its own line, and put text that contains ": " in quotes',
  BLOCK_IN_FLOW: 'inside brackets, items are separated by commas, without dashes',
  DUPLICATE_KEY: 'duplicate key: remove one of them',
  MISSING_CHAR: 'a quote, bracket or comma is missing before this place',
  MULTILINE_IMPLICIT_KEY: 'expected "field: value", with a colon and a space',
  MULTIPLE_ANCHORS: 'a value has at most one anchor',
  MULTIPLE_DOCS: 'an experiment file contains one experiment: remove the line ---',
  TAB_AS_INDENT: 'this line is indented with a tab: use spaces',
  TAG_RESOLVE_FAILED: 'a text that begins with ! needs quotes',
  UNEXPECTED_TOKEN: 'unexpected text; perhaps a quote or bracket is missing, or there is one too many',
}

/** Problems whose fix does not depend on how the field's value is written. */
const SAY_ALL = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'TAB_AS_INDENT', 'BAD_INDENT'])

/** One sentence for a parser error: what is wrong with the line, what it holds, and how to write its field. */
export function yamlSyntaxProblem({ code }: Pick<YAMLError, 'code'>, line: string): string {
  const problem = PROBLEMS[code] ?? `expected YAML, found ${code.toLowerCase().replaceAll('_', ' ')}`
  return SAY_ALL.has(code) ? `${problem}${foundIn(line)}` : inLine(problem, line)
}

/** A problem with what its line holds and how to write the line's field. */
export function inLine(problem: string, line: string): string {
  return `${problem}${foundIn(line)}${writeAs(/^(?:- )?([A-Za-z]+)/.exec(line.trim())?.[1])}`
}

function foundIn(line: string): string {
  const text = line.trim()
  return text === '' ? '' : `, found '${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}'`
}
