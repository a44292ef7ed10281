import { basename } from 'node:path'
import type { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'
import { readUtf8 } from '../../base/files/read-utf8.js'
import { textLines } from '../../base/files/text-lines.js'

/**
 * Reads a file of one JSON object per line; skips empty lines.
 * @throws InputError for the first line that does not fit the schema, with file, line and reason, never with its text
 */
export function readJsonLines<T>(
  path: string,
  schema: z.ZodType<T>,
): { readonly where: string; readonly value: T }[] {
  const file = basename(path)
  return textLines(readUtf8(path, 'JSON lines')).flatMap((line, i) => {
    if (line.trim() === '') return []
    const where = `${file}:${i + 1}`
    return [{ where, value: parseLine(line, schema, where) }]
  })
}

function parseLine<T>(line: string, schema: z.ZodType<T>, where: string): T {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    throw new InputError(`${where}: expected one JSON object per line, found something else`)
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InputError(`${where}: ${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'another form'}`)
}
