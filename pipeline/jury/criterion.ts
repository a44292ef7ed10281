import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import { z } from 'zod'
import { readTemplate } from '../../prompts/render-prompt.js'

const headSchema = z.strictObject({
  criterion: z.string().min(1),
  /** How a jury turns its judges' grades into one value. */
  decided: z.enum(['mean', 'majority']),
  /** What a judge may answer, and the number that each answer means. */
  grades: z
    .record(z.string().min(1), z.number())
    .refine((grades) => Object.keys(grades).length >= 2, 'expected two grades or more'),
  /** Whose rubric it is. */
  source: z.string().min(1),
})

/** A prompt with the grades that it asks for, as one file holds both. */
export type Criterion = z.infer<typeof headSchema> & {
  /** Name and hash of the file: grades from a different wording do not count. */
  readonly key: string
  readonly template: string
}

const RULE = /^---$/m

/**
 * Reads a prompt file whose head, above a line '---', gives the values of its grades in YAML.
 * @throws Error if the head is invalid
 */
export function readCriterion(fileName: string): Criterion {
  return parseCriterion(readTemplate(fileName), fileName)
}

/** Reads a judge's prompt and the scale at its head. @throws Error if the head is invalid */
export function parseCriterion(text: string, fileName: string): Criterion {
  const rule = RULE.exec(text)
  if (rule === null) throw new Error(`${fileName}: expected a line '---' between head and prompt, found none`)
  const head = headSchema.safeParse(parse(text.slice(0, rule.index)))
  if (!head.success) {
    const [issue] = head.error.issues
    throw new Error(
      `${fileName}: expected criterion, decided, grades and source, found ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return {
    ...head.data,
    key: `${head.data.criterion} ${hash}`,
    template: text.slice(rule.index + rule[0].length + 1),
  }
}
