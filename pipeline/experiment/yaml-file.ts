import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { InputError } from '../../base/errors/input-error.js'
import { systemReason } from '../../base/errors/system-sentence.js'
import { inputName, readInput } from '../../base/files/read-input.js'
import { type LineProblem, problemList } from './form/problem-list.js'
import { unclosedOf, unclosedProblem } from './form/unclosed.js'
import { inLine, yamlSyntaxProblem } from './form/yaml-syntax-problem.js'

/** A path within a document: names of fields and positions in lists. */
export type FieldPath = readonly (string | number)[]

/** A parsed YAML file that knows its lines. */
export type YamlFile = {
  readonly value: unknown
  /** The line of a field or, if the field is missing, of what should hold it. */
  lineOf(path: FieldPath): number
  valueAt(path: FieldPath): unknown
}

/**
 * Reads and parses a YAML file.
 * @throws InputError with every line that is no YAML, or with the line of an alias that cannot be resolved
 */
export function readYamlFile(file: string): YamlFile {
  const text = readText(file)
  const path = inputName(file)
  const lines = new LineCounter()
  const document = guardDepth(path, () => parseDocument(text, { lineCounter: lines }))
  if (document.errors.length > 0) {
    throw problemList(
      path,
      guardDepth(path, () => syntaxProblems(document, { text, lines })),
    )
  }
  let value: unknown
  try {
    value = guardDepth(path, () => document.toJS())
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    const { position, problem } = faultyAlias(document)
    throw problemList(path, [{ line: lines.linePos(position).line, text: problem }])
  }
  return {
    value,
    lineOf: (field) => lines.linePos(positionOf(document, field)).line,
    valueAt: (field) =>
      field.reduce(
        (held: unknown, key) => (Object(held) === held ? Reflect.get(Object(held), key) : undefined),
        value,
      ),
  }
}

type Source = { readonly text: string; readonly lines: LineCounter }

/** One mistake can confuse the parser several times: the first error of a line, or of a bracket, is the one to fix. */
function syntaxProblems(document: Document, { text, lines }: Source): LineProblem[] {
  const rows = text.split(/\r\n|\r|\n/)
  const unclosed = document.errors.flatMap((error) => unclosedOf(error, document, text) ?? [])
  const others = document.errors.filter(
    ({ pos: [position] }) => !unclosed.some(({ start, end }) => start <= position && position <= end),
  )
  const byLine = new Map<number, string>()
  const add = (position: number, problemIn: (row: string) => string) => {
    const { line } = lines.linePos(position)
    if (!byLine.has(line)) byLine.set(line, problemIn(rows[line - 1] ?? ''))
  }
  for (const one of unclosed) add(one.start, (row) => inLine(unclosedProblem(one, text), row))
  for (const error of others) add(error.pos[0], (row) => yamlSyntaxProblem(error, row))
  return [...byLine].map(([line, problem]) => ({ line, text: problem }))
}

function readText(path: string): string {
  try {
    return readInput(path).toString('utf8')
  } catch (error) {
    if (error instanceof InputError) throw error
    const reason = systemReason(error)
    if (reason === null) throw error
    throw new InputError(`cannot read the experiment file ${path}: ${reason}`)
  }
}

function guardDepth<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError(`${path}: expected YAML, found YAML that is nested too deeply`)
    throw error
  }
}

/** The first alias whose anchor is missing; otherwise the last alias, which makes them too many. */
function faultyAlias(document: Document): { readonly position: number; readonly problem: string } {
  let last = 0
  let unresolved: { position: number; problem: string } | null = null
  visit(document, {
    Alias(_, alias) {
      last = alias.range?.[0] ?? 0
      if (alias.resolve(document) !== undefined) return undefined
      unresolved = { position: last, problem: `expected an anchor before its alias, found *${alias.source}` }
      return visit.BREAK
    },
  })
  return unresolved ?? { position: last, problem: 'expected few aliases, found them to multiply without end' }
}

function positionOf(document: Document, path: FieldPath): number {
  for (let depth = path.length; depth > 0; depth--) {
    const start = nodeAt(document, path.slice(0, depth))?.range?.[0]
    if (start !== undefined) return start
  }
  return 0
}

function nodeAt(document: Document, path: FieldPath): { range?: readonly number[] | null } | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  // The key's own line: a value may begin below it.
  if (isMap(parent)) {
    const key = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key
    if (isScalar(key)) return key as { range?: readonly number[] | null }
    return undefined
  }
  return document.getIn(path, true) as { range?: readonly number[] | null } | undefined
}

/** Reports a problem of a field. */
export type Tell = (path: FieldPath, problem: string) => void
