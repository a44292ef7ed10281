import { InputError } from '../../../base/errors/input-error.js'

/** A problem of an experiment file and the line to fix. */
export type LineProblem = { readonly line: number; readonly text: string }

/** The error that lists all problems of an experiment file at once, in order of their lines. `path`: as messages name the file. */
export function problemList(path: string, problems: readonly LineProblem[]): InputError {
  const rows = problems
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, text }) => `  ${path}:${line}: ${text}`)
  const count = `${rows.length} problem${rows.length === 1 ? '' : 's'}`
  return new InputError(`the experiment file has ${count}:\n${rows.join('\n')}`)
}
