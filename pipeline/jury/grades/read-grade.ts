import { z } from 'zod'
import { GenerationFailure } from '../../../generators/generator.js'
import type { Criterion } from '../criterion.js'

const replySchema = z.object({ grade: z.union([z.string(), z.number()]) })
const CODE_FENCE = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/i

/** The JSON schema that a server holds a judge to: the reason before the grade, so that the grade can follow from it. */
export function gradeFormat({ grades }: Pick<Criterion, 'grades'>): object {
  const names = Object.keys(grades)
  const grade = names.every((name) => /^\d+$/.test(name)) ? names.map(Number) : names
  return z.toJSONSchema(z.object({ explanation: z.string(), grade: z.literal(grade) }))
}

/**
 * The number that a judge's reply means.
 * @throws GenerationFailure if it is not one of the criterion's grades: no other grade is put in its place
 */
export function readGrade(
  text: string,
  { criterion, grades }: Pick<Criterion, 'criterion' | 'grades'>,
): number {
  const parsed = replySchema.safeParse(parseJson(CODE_FENCE.exec(text)?.[1] ?? text))
  const said = parsed.success ? String(parsed.data.grade).trim().toLowerCase() : null
  const name = Object.keys(grades).find((one) => one.toLowerCase() === said)
  if (name === undefined) {
    const names = Object.keys(grades).join(', ')
    const found = parsed.success ? 'another' : 'no JSON with a grade'
    throw new GenerationFailure(
      'unparsable-answer',
      `expected a grade of ${criterion} (${names}), found ${found}`,
    )
  }
  return grades[name]!
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
