import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import type { FieldPath } from '../yaml-file.js'

/** Resolves a path against the current folder or, if there is nothing there, against the folder of the experiment file. */
export function placeOf(field: string, folder: string, path: string): string {
  const candidates = candidatesOf(folder, path)
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found === undefined) throw new InputError(`${path}: ${field}: ${missing(field, candidates)}`)
  return found
}

/** A path in an experiment file that leads to nothing. */
export type MissingPlace = { readonly field: FieldPath; readonly problem: string }

/** The folders and tables that an experiment file names and that do not exist. */
export function missingPlaces(file: unknown, path: string): MissingPlace[] {
  const named: readonly FieldPath[] = [
    ['corpus'],
    ['reranker'],
    ['labels'],
    ...listed(file, 'generators').map((i): FieldPath => ['generators', i, 'tokenizer']),
    ...listed(file, 'judges').map((i): FieldPath => ['judges', i, 'tokenizer']),
  ]
  return named.flatMap((field) => {
    const place = field.reduce<unknown>(
      (held, key) => (Object(held) === held ? Reflect.get(Object(held), key) : undefined),
      file,
    )
    if (typeof place !== 'string' || place === '') return []
    const candidates = candidatesOf(place, path)
    return candidates.some((candidate) => existsSync(candidate))
      ? []
      : [{ field, problem: missing(String(field.at(-1)), candidates) }]
  })
}

function candidatesOf(folder: string, path: string): string[] {
  return [...new Set([resolve(folder), resolve(dirname(path), folder)])]
}

function missing(field: string, candidates: readonly string[]): string {
  return `expected a ${field === 'labels' ? 'table' : 'folder'}, found nothing at ${candidates.join(' or ')}`
}

function listed(file: unknown, field: string): number[] {
  const list: unknown = Object(file) === file ? Reflect.get(Object(file), field) : undefined
  return Array.isArray(list) ? [...list.keys()] : []
}
