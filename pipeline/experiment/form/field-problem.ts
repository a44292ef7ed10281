import type { z } from 'zod'
import { nearestNames, oneOf } from '../../../base/text/did-you-mean.js'
import type { FieldPath } from '../yaml-file.js'
import { exampleOf, writeAs } from './right-form.js'

const MOST_QUOTED = 40

/** What somebody who writes YAML calls a type of the schema. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'fields with values',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

/** A sentence about a field, which begins with its path. */
export function aboutField(field: FieldPath, problem: string): string {
  return `${field.join('.') || 'file'}: ${problem}`
}

/**
 * What is wrong with a field: that it is missing, or what was expected, what was found, and how it is written. If the schema
 * has its own sentence for a problem, that sentence stays.
 */
export function fieldProblem(issue: z.core.$ZodIssue, field: FieldPath, value: unknown): string {
  if (issue.code === 'custom' || value !== undefined)
    return aboutField(field, valueProblem(issue, field, value))
  const last = field.at(-1)
  return `'${field.join('.')}' is missing${typeof last === 'string' ? exampleOf(last) : ''}`
}

function valueProblem(issue: z.core.$ZodIssue, field: FieldPath, value: unknown): string {
  const name = field.findLast((part) => typeof part === 'string')
  const form = (given?: unknown) => (field.at(-1) === name ? writeAs(name, given) : '')
  switch (issue.code) {
    case 'invalid_type':
      if (!issue.message.startsWith('Invalid input')) return `${issue.message}, found ${shown(value)}`
      return `expected ${KINDS[issue.expected] ?? issue.expected}, found ${shown(value)}${form(value)}`
    case 'invalid_value': {
      const names = issue.values.map(String)
      const [nearest] = typeof value === 'string' ? nearestNames(value, names) : []
      const guess = nearest === undefined ? '' : `: did you mean '${nearest}'?`
      return `expected ${oneOf(names)}, found ${shown(value)}${guess}`
    }
    case 'too_small':
      if (!issue.message.startsWith('Too small')) return issue.message
      if (issue.origin === 'array') return `expected at least one item, found none${form()}`
      if (issue.origin === 'string') return `expected text, found none${form()}`
      return `expected ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}, found ${shown(value)}`
    case 'too_big':
      if (!issue.message.startsWith('Too big')) return issue.message
      return `expected at most ${issue.maximum}, found ${shown(value)}`
    default:
      return issue.message
  }
}

/** What is wrong with a field that the schema does not have. @param known the fields that it has there */
export function unknownFieldProblem(field: FieldPath, known: readonly string[]): string {
  const problem = `unknown key '${field.join('.')}'`
  const nearest = nearestNames(String(field.at(-1)), known)
  if (nearest.length > 0) return `${problem}: did you mean ${oneOf(nearest)}?`
  return `${problem}${known.length === 0 ? '' : `; known keys are ${known.join(', ')}`}`
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'fields with values'
  const text = String(value)
  const cut = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text
  return typeof value === 'string' ? `'${cut}'` : cut
}
