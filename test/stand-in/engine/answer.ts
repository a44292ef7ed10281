import type { Message, RequestBody } from '../options.js'

const TEXTS = [
  'Hemoglobin was 13.2 g/dL on admission.',
  'The patient was started on metformin 500 mg twice daily.',
  'The chest x-ray showed no acute process.',
  'Potassium was 4.1 mmol/L, and the creatinine was 1.3 mg/dL.',
]

export const THOUGHT = 'The passages say what was given, so I look for the drug and the day.'

/** Always the same for the same last message. */
export function defaultAnswer(messages: readonly Message[], body: RequestBody): string {
  const last = messages.at(-1)?.content ?? ''
  let sum = 0
  for (let i = 0; i < last.length; i++) sum = (sum * 31 + last.charCodeAt(i)) % TEXTS.length
  const text = TEXTS[sum]!
  if (body.format === 'json') return JSON.stringify({ answer: text })
  if (typeof body.format === 'object' && body.format !== null)
    return JSON.stringify(fitSchema(body.format, text))
  return text
}

/** A small value of the schema's shape; of the strings each takes as much of the text as it may. */
function fitSchema(schema: RequestBody, text: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choice)) return fitSchema(choice[0], text)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fitSchema(inner, text)]),
      )
    case 'array':
      return Array.from({ length: itemsOf(schema) }, () =>
        fitSchema(schema.items ?? { type: 'string' }, text),
      )
    case 'string':
      return text.slice(0, schema.maxLength)
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    default:
      return null
  }
}

/** One, for a citation that holds where passages are numbered from 1; more or none only where the schema says so. */
function itemsOf(schema: RequestBody): number {
  return Math.min(Math.max(1, schema.minItems ?? 1), schema.maxItems ?? 1)
}
