import { basename } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { readUtf8 } from '../../base/files/read-utf8.js'
import { textLines } from '../../base/files/text-lines.js'
import type { ProblemTally } from '../problem.js'

/** A document or a query of a BEIR collection; title and text are one text. */
export type BeirText = { readonly id: string; readonly text: string }

/** Reads the texts of a corpus or of queries, in their order. @throws InputError as `readBeir` */
export function readTexts(path: string, problems: ProblemTally): BeirText[] {
  const file = basename(path)
  const seen = new Map<string, string>()
  return textLines(readUtf8(path, 'JSON lines')).flatMap((line, i) => {
    if (line.trim() === '') return []
    const where = `${file}:${i + 1}`
    const text = parseText(line, where, problems)
    const first = seen.get(text.id)
    if (first !== undefined)
      throw new InputError(`${where}: expected each _id once, found '${text.id}' of ${first} again`)
    seen.set(text.id, where)
    return [text]
  })
}

function parseText(line: string, where: string, problems: ProblemTally): BeirText {
  const { _id, title, text } = parseObject(line, where)
  const id = textId(_id, where, problems)
  if (typeof text !== 'string')
    throw new InputError(`${where}: expected a string as text, found ${kindOf(text)}`)
  if (title === null) problems.add('null as title, read as none', where)
  else if (title !== undefined && typeof title !== 'string')
    throw new InputError(`${where}: expected a string as title, found ${kindOf(title)}`)
  return { id, text: `${title ?? ''} ${text}`.trim() }
}

function parseObject(line: string, where: string): Readonly<Record<string, unknown>> {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    throw new InputError(`${where}: expected a JSON object, found something else`)
  }
  if (typeof entry === 'object' && entry !== null && !Array.isArray(entry))
    return entry as Readonly<Record<string, unknown>>
  throw new InputError(`${where}: expected a JSON object, found ${kindOf(entry)}`)
}

/** BEIR keeps a number as a number and then never finds it among the judgements, which are text. */
function textId(id: unknown, where: string, problems: ProblemTally): string {
  if (typeof id === 'number') {
    if (!Number.isSafeInteger(id))
      throw new InputError(
        `${where}: expected an _id in quotes or a whole number below 2^53, found another number`,
      )
    problems.add('number as _id, read as text', where)
    return String(id)
  }
  if (typeof id !== 'string') throw new InputError(`${where}: expected a string as _id, found ${kindOf(id)}`)
  const trimmed = id.trim()
  if (trimmed !== id) problems.add('white space around an id, removed', where)
  // Ids are columns of a TREC run.
  if (!/^\S+$/.test(trimmed))
    throw new InputError(
      `${where}: expected an _id without white space in it, found '${trimmed.slice(0, 40)}'`,
    )
  return trimmed
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'none'
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
}
